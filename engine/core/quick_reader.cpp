#include "core/quick_reader.h"

#include "base/plain_json.h"
#include "base/utf8.h"

namespace golive {

namespace {

// What stands behind a backslash, and for what. Not \u, which is rare.
constexpr std::string_view escaped = "\"\\/bfnrt", unescaped = "\"\\/\b\f\n\r\t";

}  // namespace

bool QuickReader::read(std::string& out) {
  if (!take('"')) return false;
  out.clear();
  while (true) {
    const auto plain = plain_json_length(left_);
    out.append(left_, 0, plain);
    left_.remove_prefix(plain);
    if (take('"')) return is_utf8(out);
    if (left_.size() < 2 || left_[0] != '\\') return false;
    const auto known = escaped.find(left_[1]);
    if (known == std::string_view::npos) return false;
    out += unescaped[known];
    left_.remove_prefix(2);
  }
}

bool QuickReader::read(bool& out) {
  const std::string_view word = left_.starts_with('t') ? "true" : "false";
  if (!left_.starts_with(word)) return false;
  out = word == "true";
  left_.remove_prefix(word.size());
  return true;
}

bool QuickReader::take_name(std::string_view& name) {
  if (!take('"')) return false;
  const auto end = left_.find('"');
  if (end == std::string_view::npos) return false;
  name = left_.substr(0, end);
  left_.remove_prefix(end + 1);
  return take(':');
}

}  // namespace golive
