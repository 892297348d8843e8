#include "api/json_text.h"

#include <nlohmann/json.hpp>

#include "base/json_depth.h"
#include "base/limits.h"
#include "base/utf8.h"

namespace golive {
Result<nlohmann::json> parse_json_object(std::string_view text) {
  if (is_nested_too_deeply(text))
    return fail(ErrorKind::invalid, "the JSON is nested too deeply", {},
                "nest at most " + std::to_string(limits::json_depth) + " levels");
  auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded())
    return fail(ErrorKind::invalid, "the text is not JSON", {}, "send one JSON object in UTF-8");
  if (!json.is_object())
    return fail(ErrorKind::invalid, "the JSON is no object", {}, "send one JSON object");
  return json;
}

Result<void> check_utf8(const nlohmann::json& json, const std::string& place) {
  if (json.is_string() && !is_utf8(json.get_ref<const std::string&>()))
    return fail(ErrorKind::invalid, "is not UTF-8", place,
                "write it in UTF-8; a folder or file of another name has to be renamed");
  if (!json.is_structured()) return {};
  for (const auto& [name, value] : json.items()) {
    if (!is_utf8(name))
      return fail(ErrorKind::invalid, "has a name that is not UTF-8", place, "write it in UTF-8");
    if (auto good = check_utf8(value, json.is_array() ? place : name); !good) return good;
  }
  return {};
}

}  // namespace golive
