#include "api/json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.h"

namespace golive {
namespace {

std::size_t depth_of(std::string_view text) {
  std::size_t depth = 0, deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

}  // namespace

Result<nlohmann::json> parse_json_object(std::string_view text) {
  if (depth_of(text) > limits::json_depth)
    return fail(ErrorKind::invalid, "the JSON is nested too deeply", {},
                "nest at most " + std::to_string(limits::json_depth) + " levels");
  auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded())
    return fail(ErrorKind::invalid, "the text is not JSON", {}, "send one JSON object in UTF-8");
  if (!json.is_object())
    return fail(ErrorKind::invalid, "the JSON is no object", {}, "send one JSON object");
  return json;
}

}  // namespace golive
