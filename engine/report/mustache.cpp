#include "report/mustache.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "base/utf8.h"
#include "report/assembled_template.h"
#include "report/markdown.h"

namespace golive {

namespace {

using Data = kainjow::mustache::data;

// What no document holds: controls, which a terminal would obey that shows it, stand as U+FFFD. In
// two bytes, after 0xC2, those from U+0080 on.
std::string without_controls(const std::string& text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool second_set =
        byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
    const bool space = byte == '\n' || byte == '\t' || byte == '\r';
    if (second_set) ++at;
    if (second_set || byte == 0x7F || (byte < 0x20 && !space))
      plain += "\uFFFD";
    else
      plain += text[at];
  }
  return plain;
}

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
  if (text.empty()) return Data(false);
  return Data(has_control(text) ? without_controls(text) : text);
}

using PlaceOf = std::function<std::string(std::size_t offset)>;

// The library says "Unclosed tag at 120": the byte becomes a line.
tl::unexpected<Error> broken(const PlaceOf& place_of, const std::string& name,
                             std::string message) {
  std::string place = name;
  const auto at = message.rfind(" at ");
  std::size_t offset = 0;
  if (at != std::string::npos) {
    const auto* digits = message.data() + at + 4;
    const auto* end = message.data() + message.size();
    if (std::from_chars(digits, end, offset).ptr == end) {
      place = place_of(offset);
      message.resize(at);
    }
  }
  return fail(ErrorKind::invalid, "the template is broken: " + message, place);
}

Result<std::string> made_of(const std::string& text, const std::string& name,
                            const PlaceOf& place_of, const nlohmann::json& context, Escape escape) {
  kainjow::mustache::mustache parsed{text};
  if (!parsed.is_valid()) return broken(place_of, name, parsed.error_message());
  if (escape == Escape::markdown)
    parsed.set_custom_escape([](const std::string& value) { return markdown_text(value); });
  if (escape == Escape::none)
    parsed.set_custom_escape([](const std::string& value) { return value; });
  std::string out;
  bool too_long = false;
  parsed.render(data_of(context), [&](const std::string& part) {
    too_long = too_long || part.size() > limits::document_bytes - out.size();
    if (!too_long) out += part;
  });
  if (!parsed.error_message().empty()) return broken(place_of, name, parsed.error_message());
  if (too_long)
    return fail(ErrorKind::too_large, "the document would be longer than any may be", name);
  return out;
}

}  // namespace

Result<std::string> render_mustache(std::string_view text, const std::string& name,
                                    const nlohmann::json& context, Escape escape) {
  const auto place_of = [&](std::size_t offset) {
    const auto before = text.substr(0, std::min(offset, text.size()));
    return name + ":" + std::to_string(1 + std::count(before.begin(), before.end(), '\n'));
  };
  return made_of(std::string(text), name, place_of, context, escape);
}

Result<std::string> render_template(const Templates& templates, const std::string& name,
                                    const nlohmann::json& context, Escape escape) {
  if (!templates.has(name))
    return fail(ErrorKind::not_found, "there is no such template", templates.place(name));
  const auto assembled = assemble(templates, name);
  if (!assembled) return tl::unexpected<Error>(assembled.error());
  if (auto light = check_effort(*assembled, context); !light)
    return tl::unexpected<Error>(light.error());
  return made_of(
      assembled->text(), templates.place(name),
      [&](std::size_t offset) { return assembled->place_of(offset); }, context, escape);
}

Result<void> check_template(const Templates& templates, const std::string& name) {
  const auto assembled = assemble(templates, name);
  if (!assembled) return tl::unexpected<Error>(assembled.error());
  if (auto light = check_effort(*assembled, {}); !light) return light;
  const kainjow::mustache::mustache parsed{assembled->text()};
  if (parsed.is_valid()) return {};
  return broken([&](std::size_t offset) { return assembled->place_of(offset); },
                templates.place(name), parsed.error_message());
}

}  // namespace golive
