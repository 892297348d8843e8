#include "core/json_reader.h"

namespace golive {

bool JsonReader::read(const nlohmann::json& json, std::string& out) {
  if (!json.is_string()) return wrong("a text", json);
  out = json.get_ref<const std::string&>();
  return true;
}

bool JsonReader::read(const nlohmann::json& json, bool& out) {
  if (!json.is_boolean()) return wrong("true or false", json);
  out = json.get<bool>();
  return true;
}

bool JsonReader::refuse(std::string what, std::string way_out) {
  error_ = Error{ErrorKind::invalid, std::move(what), {}, std::move(way_out)};
  return false;
}

bool JsonReader::refuse(Error error) {
  error_ = std::move(error);
  return false;
}

bool JsonReader::wrong(const std::string& wanted, const nlohmann::json& got) {
  // Of a structure only the kind: it may be large.
  if (got.is_structured())
    return refuse("must be " + wanted + ", not " + (got.is_array() ? "a list" : "an object"));
  const auto text = canonical(got);
  const std::string shown(cut_utf8(text, 40));
  return refuse("must be " + wanted + ", not " + shown + (shown.size() < text.size() ? "..." : ""));
}

bool JsonReader::missing(std::string_view name) {
  refuse("is missing");
  return inside(name);
}

bool JsonReader::unknown(const std::string& name, const std::vector<std::string_view>& known) {
  const auto meant = closest(name, known);
  std::string way_out;
  if (!meant.empty())
    way_out = "did you mean \"" + std::string(meant) + "\"?";
  else
    way_out = known.empty() ? "it takes no fields" : "the fields are " + listed(known);
  refuse("is no known field", std::move(way_out));
  return inside(std::string_view(cut_utf8(name, 60)));
}

bool JsonReader::inside(std::string_view name) {
  const bool joined = error_.place.empty() || error_.place.front() == '[';
  error_.place = std::string(name) + (joined ? "" : ".") + error_.place;
  return false;
}

bool JsonReader::inside(std::size_t index) {
  const bool joined = error_.place.empty() || error_.place.front() == '[';
  error_.place = "[" + std::to_string(index) + "]" + (joined ? "" : ".") + error_.place;
  return false;
}

}  // namespace golive
