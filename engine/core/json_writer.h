// JsonWriter: from structs with Fields to JSON. Never throws, also on texts that are not UTF-8.
// Internal to the codecs.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/canonical_json.h"
#include "base/enum_text.h"
#include "base/instant.h"
#include "core/json_fields.h"
#include "core/timeline.h"

namespace golive {

class JsonWriter {
 public:
  JsonWriter() = default;
  // For the API: items by their path in `plan`, which must outlive the writer; JSON texts as
  // values.
  explicit JsonWriter(const Plan& plan) : plan_(&plan), texts_(JsonTexts::values) {}

  nlohmann::json write(const std::string& text) const { return text; }
  nlohmann::json write(bool value) const { return value; }
  nlohmann::json write(int value) const { return value; }
  nlohmann::json write(std::uint64_t value) const { return value; }
  nlohmann::json write(ItemIndex item) const {
    if (plan_ != nullptr && item < plan_->items.size()) return plan_->items[item].path;
    return item;
  }
  nlohmann::json write(Instant instant) const { return to_text(instant); }
  nlohmann::json write(Date date) const { return to_text(date); }
  nlohmann::json write(Duration duration) const { return to_text(duration); }
  nlohmann::json write(const Moment& moment) const { return to_text(moment); }

  template <Enum E>
  nlohmann::json write(E value) const {
    return text_of(value);
  }
  template <class T>
  nlohmann::json write(const std::optional<T>& value) const {
    return value ? write(*value) : nlohmann::json();
  }
  template <class T>
  nlohmann::json write(const std::shared_ptr<const T>& value) const {
    return value ? write(*value) : nlohmann::json();
  }
  template <class T>
  nlohmann::json write(const std::vector<T>& values) const {
    auto array = nlohmann::json::array();
    for (const auto& value : values) array.push_back(write(value));
    return array;
  }
  template <class T>
  nlohmann::json write(const std::map<std::string, T>& values) const {
    auto object = nlohmann::json::object();
    for (const auto& [name, value] : values) object[name] = write(value);
    return object;
  }
  template <HasFields S>
  nlohmann::json write(const S& value) const {
    return write_fields(value);
  }
  // Compiled once, in plan_json.cpp and timeline_json.cpp.
  nlohmann::json write(const Plan& plan) const;
  nlohmann::json write(const Timeline& timeline) const;

 private:
  template <HasFields S>
  nlohmann::json write_fields(const S& value) const {
    auto object = nlohmann::json::object();
    const S defaults{};
    Fields<S>::rows(
        [&](const auto&... field) { (write_field(object, field, value, defaults), ...); });
    return object;
  }
  template <class S, class M>
  void write_field(nlohmann::json& object, const Field<S, M>& field, const S& value,
                   const S& defaults) const {
    auto json = write(value.*field.member);
    if (field.presence == Presence::inlined) return object.update(json);
    if (field.presence == Presence::optional && json == write(defaults.*field.member)) return;
    if (field.is_json && texts_ == JsonTexts::values) json = opened(json);
    object[std::string(field.name)] = std::move(json);
  }
  // What is no JSON after all (a text cut at its limit) stays a text.
  static nlohmann::json opened(const nlohmann::json& text) {
    auto value = nlohmann::json::parse(text.get_ref<const std::string&>(), nullptr, false);
    return value.is_discarded() ? text : value;
  }

  const Plan* plan_ = nullptr;
  JsonTexts texts_ = JsonTexts::quoted;
};

template <class... Kinds>
std::string_view kind_text(const std::variant<Kinds...>& body) {
  return std::visit([](const auto& one) { return Fields<std::decay_t<decltype(one)>>::kind; },
                    body);
}

}  // namespace golive
