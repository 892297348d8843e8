// JsonReader: from JSON to structs with Fields, strictly: an unknown or missing field and a wrong
// type are an Error whose place is the field ("items[3].retry.times"). Internal to the codecs.
#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/enum_text.h"
#include "base/instant.h"
#include "base/json_depth.h"
#include "base/utf8.h"
#include "core/chain.h"
#include "core/condition_fields.h"
#include "core/json_fields.h"
#include "core/json_writer.h"
#include "core/quick_reader.h"
#include "core/timeline.h"

namespace golive {

// "a, b, c", for messages that say what would be right.
template <class Words>
std::string listed(const Words& words) {
  std::string text;
  for (const std::string_view word : words) (text += text.empty() ? "" : ", ") += word;
  return text;
}

class JsonReader {
 public:
  explicit JsonReader(JsonTexts texts = JsonTexts::quoted) : texts_(texts) {}

  // False: error() says why, and `out` is of no use.
  bool read(const nlohmann::json& json, std::string& out);
  bool read(const nlohmann::json& json, bool& out);
  bool read(const nlohmann::json& json, Instant& out) { return parsed(json, out, parse_instant); }
  bool read(const nlohmann::json& json, Date& out) { return parsed(json, out, parse_date); }
  bool read(const nlohmann::json& json, Duration& out) {
    return parsed(json, out, parse_logged_duration);
  }
  bool read(const nlohmann::json& json, Moment& out) { return parsed(json, out, parse_moment); }

  // Its text alone is enough.
  bool read(const nlohmann::json& json, Condition& out) {
    return json.is_string() ? read(json, out.text) : read_struct(json, out);
  }

  template <std::integral N>
  bool read(const nlohmann::json& json, N& out) {
    if (json.is_number_unsigned() && std::in_range<N>(json.get<std::uint64_t>())) {
      out = static_cast<N>(json.get<std::uint64_t>());
      return true;
    }
    if (json.is_number_integer() && !json.is_number_unsigned() &&
        std::in_range<N>(json.get<std::int64_t>())) {
      out = static_cast<N>(json.get<std::int64_t>());
      return true;
    }
    return wrong("a whole number in range", json);
  }

  template <Enum E>
  bool read(const nlohmann::json& json, E& out) {
    std::vector<std::string_view> known;
    for (const auto& [value, text] : EnumText<E>::table) known.push_back(text);
    if (!json.is_string()) return wrong("one of " + listed(known), json);
    const auto value = parse_enum<E>(json.get_ref<const std::string&>());
    if (!value) return wrong("one of " + listed(known), json);
    out = *value;
    return true;
  }
  template <class T>
  bool read(const nlohmann::json& json, std::optional<T>& out) {
    return read(json, out.emplace());
  }
  template <class T>
  bool read(const nlohmann::json& json, std::shared_ptr<const T>& out) {
    auto value = std::make_shared<T>();
    if (!read(json, *value)) return false;
    out = std::move(value);
    return true;
  }
  template <class T>
  bool read(const nlohmann::json& json, std::vector<T>& out) {
    if (!json.is_array()) return wrong("a list", json);
    out.reserve(json.size());
    for (const auto& element : json)
      if (!read(element, out.emplace_back())) return inside(out.size() - 1);
    return true;
  }
  template <class T>
  bool read(const nlohmann::json& json, std::map<std::string, T>& out) {
    if (!json.is_object()) return wrong("an object", json);
    for (const auto& [name, value] : json.items())
      if (!read(value, out[name])) return inside(name);
    return true;
  }
  template <HasFields S>
  bool read(const nlohmann::json& json, S& out) {
    return read_struct(json, out);
  }
  // Compiled once, in plan_json.cpp and timeline_json.cpp; these also look at what types cannot
  // say.
  bool read(const nlohmann::json& json, Plan& out);
  bool read(const nlohmann::json& json, Timeline& out);

  [[nodiscard]] const Error& error() const { return error_; }

 private:
  template <HasFields S>
  bool read_struct(const nlohmann::json& json, S& out) {
    if (!json.is_object()) return wrong("an object", json);
    std::vector<std::string_view> known;
    if (!read_fields(json, out, known)) return false;
    for (const auto& [name, value] : json.items())
      if (std::find(known.begin(), known.end(), name) == known.end()) return unknown(name, known);
    return true;
  }
  template <class S>
  bool read_fields(const nlohmann::json& json, S& out, std::vector<std::string_view>& known) {
    return Fields<S>::rows(
        [&](const auto&... field) { return (read_field(json, field, out, known) && ...); });
  }
  template <class S, class M>
  bool read_field(const nlohmann::json& json, const Field<S, M>& field, S& out,
                  std::vector<std::string_view>& known) {
    if constexpr (HasFields<M>)
      if (field.presence == Presence::inlined) return read_fields(json, out.*field.member, known);
    known.push_back(field.name);
    const auto found = json.find(field.name);
    if (found == json.end()) return field.presence == Presence::optional || missing(field.name);
    if constexpr (std::is_same_v<M, std::string>)
      if (field.is_json && texts_ == JsonTexts::values) {
        out.*field.member = canonical(*found);
        return true;
      }
    return read(*found, out.*field.member) || inside(field.name);
  }
  template <class T>
  bool parsed(const nlohmann::json& json, T& out, Result<T> (*parse)(std::string_view)) {
    std::string text;
    if (!read(json, text)) return false;
    auto value = parse(text);
    if (!value) return refuse(value.error().what, value.error().way_out);
    out = *value;
    return true;
  }

  // All answer false; the place grows outwards as the calls return.
  bool refuse(std::string what, std::string way_out = {});
  bool refuse(Error error);
  bool wrong(const std::string& wanted, const nlohmann::json& got);
  bool missing(std::string_view name);
  bool unknown(const std::string& name, const std::vector<std::string_view>& known);
  bool inside(std::string_view name);
  bool inside(std::size_t index);

  JsonTexts texts_;
  Error error_;
};

template <class T>
Result<T> read_json(const nlohmann::json& json, JsonTexts texts = JsonTexts::quoted) {
  JsonReader reader(texts);
  T value{};
  if (!reader.read(json, value)) return tl::unexpected<Error>(reader.error());
  return value;
}

template <class Variant>
constexpr bool all_are_read = false;
template <class... Kinds>
constexpr bool all_are_read<std::variant<Kinds...>> = (HasKind<Kinds> && ...);

// The alternative whose Fields have this kind, read from `json`; `unknown` if none has it. Fields
// with a kind alone are not read.
template <class Variant, std::size_t I = 0>
Result<Variant> read_kind(std::string_view kind, const nlohmann::json& json, JsonTexts texts,
                          const Error& unknown) {
  if constexpr (I < std::variant_size_v<Variant>) {
    using Kind = std::variant_alternative_t<I, Variant>;
    static_assert(
        requires { Fields<Kind>::kind; }, "without Fields it would be no known kind");
    if constexpr (HasKind<Kind>)
      if (Fields<Kind>::kind == kind) {
        JsonReader reader(texts);
        Kind value{};
        if (!reader.read(json, value)) return tl::unexpected<Error>(reader.error());
        return Variant(std::move(value));
      }
    return read_kind<Variant, I + 1>(kind, json, texts, unknown);
  } else {
    return tl::unexpected<Error>(unknown);
  }
}

// The body of a log's record; errors name the record.
template <class Variant>
Result<Variant> read_body(const Record& record) {
  static_assert(all_are_read<Variant>, "what is in a log is read back");
  if (Variant body; read_quickly(record.kind, record.body, body)) return body;
  const auto place = "event " + std::to_string(record.seq) + " (" + record.kind + ")";
  if (is_nested_too_deeply(record.body))
    return fail(ErrorKind::invalid, "the body is nested too deeply", place);
  const auto json = nlohmann::json::parse(record.body, nullptr, false);
  if (json.is_discarded()) return fail(ErrorKind::invalid, "the body is no JSON", place);
  const Error unknown{
      ErrorKind::invalid, "is no known kind of event", {}, "was it written by a newer golive?"};
  auto body = read_kind<Variant>(record.kind, json, JsonTexts::quoted, unknown);
  if (body) return body;
  const auto& error = body.error();
  return fail(ErrorKind::invalid, error.place + (error.place.empty() ? "" : " ") + error.what,
              place, error.way_out);
}

}  // namespace golive
