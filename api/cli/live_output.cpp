#include "api/cli/live_output.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "base/limits.h"
#include "base/utf8.h"
#include "rim/output_path.h"

namespace golive::cli {
namespace {

// A process does not get to move somebody's cursor.
std::string on_a_terminal(std::string_view line) {
  std::string shown = to_utf8(line);
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const auto byte = static_cast<unsigned char>(shown[at]);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7f) shown[at] = ' ';
    // U+0080 to U+009F
    if (byte == 0xC2 && static_cast<unsigned char>(shown[at + 1]) < 0xA0)
      shown[at] = shown[at + 1] = ' ';
  }
  return shown;
}

}  // namespace

// From whoever writes faster than one reads, the end alone is shown.
std::string LiveOutput::read_on(Followed& followed, bool is_over) {
  std::ifstream file(followed.file, std::ios::binary | std::ios::ate);
  if (!file) return {};
  const auto size = static_cast<std::streamoff>(file.tellg());
  const auto most = static_cast<std::streamoff>(limits::board_output);
  std::string lines;
  if (size - followed.place > most) {
    followed.begun.clear();
    lines = "  " + followed.name + " | ...\n";
  }
  const auto from = std::max(followed.place, size - most);
  std::string text(static_cast<std::size_t>(std::max<std::streamoff>(0, size - from)), '\0');
  file.seekg(from);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  followed.place = from + file.gcount();
  text = std::exchange(followed.begun, {}) + text;
  while (!text.empty()) {
    const auto line_end = text.find('\n');
    if (line_end == std::string::npos && !is_over && text.size() < limits::board_output) break;
    const auto length = std::min(line_end, text.size());
    lines += "  " + followed.name + " | " + on_a_terminal(text.substr(0, length)) + "\n";
    text.erase(0, line_end == std::string::npos ? length : length + 1);
  }
  followed.begun = std::move(text);
  return lines;
}

template <class IsOver>
std::string LiveOutput::end(IsOver is_over) {
  std::string lines;
  for (auto each = followed_.begin(); each != followed_.end();) {
    if (!is_over(each->first)) {
      ++each;
      continue;
    }
    for (Followed& followed : each->second) lines += read_on(followed, true);
    each = followed_.erase(each);
  }
  return lines;
}

std::string LiveOutput::see(const Run& run, const Event& event) {
  if (const auto* asked = std::get_if<event::EffectRequested>(&event.body)) {
    if (asked->kind != EffectKind::exec) return {};
    const Item& item = run.plan->items[asked->id.item];
    const auto path = output_path(folder_, run.id, item.path, asked->id, asked->key).string();
    followed_[{asked->id, asked->key}] = {{path + ".out", item.id}, {path + ".err", item.id}};
  }
  if (const auto* finished = std::get_if<event::EffectFinished>(&event.body))
    return end([&](const Which& which) { return which == Which{finished->id, finished->key}; });
  // Its attempt may have been ended without an outcome.
  return end([&](const Which& which) { return !run.attempts.contains(which.first); });
}

std::string LiveOutput::news() {
  std::string lines;
  for (auto& [which, files] : followed_)
    for (Followed& followed : files) lines += read_on(followed, false);
  return lines;
}

}  // namespace golive::cli
