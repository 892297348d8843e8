// What of a text stands in JSON as it is. Pure.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace golive {

constexpr bool is_plain_json(char each) {
  return each != '"' && each != '\\' && static_cast<unsigned char>(each) >= 0x20;
}

// How many bytes it begins with that are no quote, backslash or control character. They are looked
// at in eights: nearly all that is written and read is such.
inline std::size_t plain_json_length(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101, high_bits = 0x80 * ones;
  // The high bit of each byte below `than` (and perhaps of bytes behind such a one).
  const auto below = [](std::uint64_t eight, std::uint64_t than) {
    return (eight - than * ones) & ~eight & high_bits;
  };
  std::size_t length = 0;
  for (std::uint64_t eight = 0; length + sizeof eight <= text.size(); length += sizeof eight) {
    std::memcpy(&eight, text.data() + length, sizeof eight);
    if ((below(eight, 0x20) | below(eight ^ ('"' * ones), 1) | below(eight ^ ('\\' * ones), 1)) !=
        0)
      break;
  }
  while (length < text.size() && is_plain_json(text[length])) ++length;
  return length;
}

}  // namespace golive
