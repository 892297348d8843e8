#include "report/mustache.h"

#include <algorithm>
#include <charconv>
#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "report/markdown.h"

namespace golive {

namespace {

using Data = kainjow::mustache::data;

Data data_of(const nlohmann::json& json) {
  if (json.is_object()) {
    Data object(kainjow::mustache::data::type::object);
    for (const auto& [name, value] : json.items()) object.set(name, data_of(value));
    return object;
  }
  if (json.is_array()) {
    Data list(kainjow::mustache::data::type::list);
    for (const auto& value : json) list.push_back(data_of(value));
    return list;
  }
  if (json.is_boolean()) return Data(json.get<bool>());
  if (json.is_null()) return Data(false);
  if (!json.is_string()) return Data(json.dump());
  const auto& text = json.get_ref<const std::string&>();
  return text.empty() ? Data(false) : Data(text);
}

// The library says "Unclosed tag at 120": the byte becomes a line.
tl::unexpected<Error> broken(std::string_view text, const std::string& name, std::string message) {
  std::string place = name;
  const auto at = message.rfind(" at ");
  std::size_t offset = 0;
  if (at != std::string::npos) {
    const auto* digits = message.data() + at + 4;
    const auto* end = message.data() + message.size();
    if (std::from_chars(digits, end, offset).ptr == end) {
      const auto before = text.substr(0, std::min(offset, text.size()));
      place += ":" + std::to_string(1 + std::count(before.begin(), before.end(), '\n'));
      message.resize(at);
    }
  }
  return fail(ErrorKind::invalid, "the template is broken: " + message, place);
}

}  // namespace

Result<std::string> render_mustache(std::string_view text, const std::string& name,
                                    const nlohmann::json& context, Escape escape) {
  kainjow::mustache::mustache parsed{std::string(text)};
  if (!parsed.is_valid()) return broken(text, name, parsed.error_message());
  if (escape == Escape::markdown)
    parsed.set_custom_escape([](const std::string& value) { return markdown_text(value); });
  if (escape == Escape::none)
    parsed.set_custom_escape([](const std::string& value) { return value; });
  auto out = parsed.render(data_of(context));
  if (!parsed.error_message().empty()) return broken(text, name, parsed.error_message());
  return out;
}

}  // namespace golive
