// QuickWriter: from structs with Fields to the text of canonical JSON, with no JSON value in
// between: the counterpart of QuickReader, for the events that each effect has. It writes structs
// of texts, whole numbers and enums (is_quick); JsonWriter writes all, and the same bytes. Internal
// to the codecs.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "base/canonical_json.h"
#include "base/enum_text.h"
#include "core/json_fields.h"

namespace golive {

class QuickWriter {
 public:
  // Whether every field is always written, and of a type that is known here.
  template <HasFields S>
  static constexpr bool is_quick() {
    return Fields<S>::rows([](const auto&... field) { return (is_quick_field(field) && ...); });
  }

  template <HasFields S>
  static std::string write(const S& value) {
    static constexpr auto sorted = sorted_places<S>();
    std::string out = "{";
    for (const std::size_t place : sorted) {
      if (out.size() > 1) out += ',';
      std::size_t number = 0;
      write_at(out, value, place, number);
    }
    return out += '}';
  }

 private:
  template <class S, class M>
  static constexpr bool is_quick_field(const Field<S, M>& field) {
    if constexpr (HasFields<M>)
      return field.presence == Presence::inlined && is_quick<M>();
    else if constexpr (std::same_as<M, std::string> || Enum<M>)
      return field.presence == Presence::required;
    else
      return field.presence == Presence::required && std::integral<M> && !std::same_as<M, bool>;
  }

  // The fields of a struct are numbered as they stand in its rows, inlined ones in their place;
  // visit(name) for each.
  template <class S>
  static constexpr void each_name(const auto& visit) {
    const auto one = [&]<class M>(const Field<S, M>& field) {
      if constexpr (HasFields<M>)
        each_name<M>(visit);
      else
        visit(field.name);
    };
    Fields<S>::rows([&](const auto&... field) { (one(field), ...); });
  }
  template <class S>
  static constexpr std::size_t count_fields() {
    std::size_t count = 0;
    each_name<S>([&](std::string_view) { ++count; });
    return count;
  }
  // Their numbers in the order of their names.
  template <class S>
  static constexpr auto sorted_places() {
    std::array<std::string_view, count_fields<S>()> names{};
    std::array<std::size_t, count_fields<S>()> places{};
    std::size_t count = 0;
    each_name<S>([&](std::string_view name) {
      names[count] = name;
      places[count] = count;
      ++count;
    });
    std::sort(places.begin(), places.end(),
              [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
    return places;
  }

  template <class S>
  static void write_at(std::string& out, const S& value, std::size_t place, std::size_t& number) {
    const auto one = [&]<class M>(const Field<S, M>& field) {
      if constexpr (HasFields<M>) {
        write_at(out, value.*field.member, place, number);
      } else if (number++ == place) {
        (out += '"').append(field.name).append("\":");  // names need no escapes
        write_value(out, value.*field.member);
      }
    };
    Fields<S>::rows([&](const auto&... field) { (one(field), ...); });
  }
  static void write_value(std::string& out, const std::string& text) { append_quoted(out, text); }
  template <Enum E>
  static void write_value(std::string& out, E value) {
    append_quoted(out, text_of(value));
  }
  template <std::integral N>
  static void write_value(std::string& out, N number) {
    std::array<char, 20> digits{};
    out.append(digits.data(),
               std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
  }
};

}  // namespace golive
