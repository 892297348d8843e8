#include "api/json_text.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <vector>

#include "base/json_depth.h"
#include "base/limits.h"
#include "base/utf8.h"

namespace golive {
namespace {

// Finds a name that one object has twice: its readers need not take the same one.
class Names {
 public:
  void see(nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
    using Event = nlohmann::json::parse_event_t;
    if (event == Event::object_start) open_.emplace_back();
    if (event == Event::object_end) open_.pop_back();
    if (event == Event::key && !open_.back().insert(parsed.get<std::string>()).second)
      twice_ = parsed.get<std::string>();
  }
  const std::optional<std::string>& twice() const { return twice_; }

 private:
  std::vector<std::set<std::string>> open_;
  std::optional<std::string> twice_;
};

}  // namespace

Result<nlohmann::json> parse_json_object(std::string_view text) {
  if (is_nested_too_deeply(text))
    return fail(ErrorKind::invalid, "the JSON is nested too deeply", {},
                "nest at most " + std::to_string(limits::json_depth) + " levels");
  Names names;
  const auto see = [&](int /*depth*/, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
    names.see(event, parsed);
    return true;
  };
  auto json = nlohmann::json::parse(text, see, /*allow_exceptions=*/false);
  if (json.is_discarded())
    return fail(ErrorKind::invalid, "the text is not JSON", {}, "send one JSON object in UTF-8");
  if (!json.is_object())
    return fail(ErrorKind::invalid, "the JSON is no object", {}, "send one JSON object");
  if (const auto& twice = names.twice())
    return fail(ErrorKind::invalid, "stands there twice", std::string(cut_utf8(*twice, 40)),
                "send it once");
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
