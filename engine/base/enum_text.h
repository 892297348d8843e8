// Stable texts of enums: what stands on disk, in the API and in reports. A table of pairs per enum,
// written beside the enum; a text that is not in the table is no value.
#pragma once

#include <array>
#include <cassert>
#include <optional>
#include <string_view>
#include <utility>

namespace golive {

template <class E, std::size_t N>
using EnumTable = std::array<std::pair<E, std::string_view>, N>;

// Specialised next to each enum: `template <> struct EnumText<Mode> { static constexpr auto table =
// ...; };`
template <class E>
struct EnumText;

template <class E>
constexpr std::string_view text_of(E value) {
  for (const auto& [known, text] : EnumText<E>::table)
    if (known == value) return text;
  assert(false && "an enum value without a text");
  return "";
}

template <class E>
constexpr std::optional<E> parse_enum(std::string_view text) {
  for (const auto& [value, known] : EnumText<E>::table)
    if (known == text) return value;
  return std::nullopt;
}

}  // namespace golive
