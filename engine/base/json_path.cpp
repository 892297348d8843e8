#include "base/json_path.h"

#include <cctype>
#include <charconv>

namespace golive {
namespace {

bool is_name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || c == '-' || byte >= 0x80;
}

tl::unexpected<Error> no_path(std::string_view text) {
  return fail(ErrorKind::invalid, "\"" + std::string(text) + "\" is no path to one value", {},
              "write \"$.name\", \"$.list[0]\" or \"$['odd name'].more\"");
}

// Takes "name" after a dot.
bool take_name(std::string_view& rest, JsonPath& path) {
  std::size_t length = 0;
  while (length < rest.size() && is_name_byte(rest[length])) ++length;
  if (length == 0) return false;
  path.emplace_back(std::string(rest.substr(0, length)));
  rest.remove_prefix(length);
  return true;
}

// Takes "0]" or "'odd name']" after a bracket.
bool take_bracket(std::string_view& rest, JsonPath& path) {
  if (rest.empty()) return false;
  const char quote = rest[0];
  const bool is_quoted = quote == '\'' || quote == '"';
  const auto end = is_quoted ? rest.find(quote, 1) : rest.find(']');
  if (end == std::string_view::npos) return false;
  if (is_quoted) {
    path.emplace_back(std::string(rest.substr(1, end - 1)));
    rest.remove_prefix(end + 1);
    if (!rest.starts_with(']')) return false;
    rest.remove_prefix(1);
    return true;
  }
  std::size_t place = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + end, place);
  if (end == 0 || read.ec != std::errc{} || read.ptr != rest.data() + end) return false;
  path.emplace_back(place);
  rest.remove_prefix(end + 1);
  return true;
}

}  // namespace

Result<JsonPath> parse_json_path(std::string_view text) {
  if (!text.starts_with('$')) return no_path(text);
  JsonPath path;
  auto rest = text.substr(1);
  while (!rest.empty()) {
    const char first = rest[0];
    rest.remove_prefix(1);
    const bool taken = first == '.'   ? take_name(rest, path)
                       : first == '[' ? take_bracket(rest, path)
                                      : false;
    if (!taken) return no_path(text);
  }
  return path;
}

}  // namespace golive
