#include "report/markdown.h"

namespace golive {

std::string markdown_text(std::string_view text) {
  static constexpr std::string_view specials = "\\`*_[]<>|#&~$";
  std::string out;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
      continue;
    }
    if (specials.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace golive
