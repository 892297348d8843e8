#include "rim/environment.h"

#include <cstdlib>

namespace golive {

std::map<std::string, std::string> process_environment(
    const std::map<std::string, std::string>& added) {
  auto variables = added;
  for (const char* name : {"PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR"})
    if (const char* value = std::getenv(name)) variables.try_emplace(name, value);
  return variables;
}

}  // namespace golive
