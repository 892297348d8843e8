// libical comes with 2 MB of ICU, which an engine that writes no calendar shall not hold: the
// module that links them is loaded when there is one to write. It lies beside the program.
#include <dlfcn.h>

#include <filesystem>

#include "calendar/plan_calendar.h"

namespace golive {

Result<std::string> ical_text(const Calendar& calendar) {
  using Write = void(const Calendar&, std::string&);
  std::error_code unknown;  // then dlopen says that it is not there
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  const auto path = program.parent_path() / "golive-calendar.so";
  void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  auto* write =
      module == nullptr ? nullptr : reinterpret_cast<Write*>(dlsym(module, "golive_ical_text"));
  if (write == nullptr)
    return fail(ErrorKind::invalid, std::string("calendars cannot be written: ") + dlerror(),
                path.string(), "keep golive-calendar.so beside golive, and install libical3");
  std::string text;
  write(calendar, text);
  return text;  // it stays loaded: libical keeps state of its own
}

}  // namespace golive
