#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace golive {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool between(unsigned char byte, unsigned char low, unsigned char high) {
  return byte >= low && byte <= high;
}

// The length of the valid sequence at the start of `bytes`, by table 3-7 of the Unicode standard
// (no overlong forms, no surrogates, nothing above U+10FFFF); 0 if there is none.
std::size_t sequence_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) -> unsigned char {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0;
  };
  const auto tail = [&](std::size_t i) { return between(at(i), 0x80, 0xBF); };
  const auto lead = at(0);
  if (lead < 0x80) return bytes.empty() ? 0 : 1;
  if (between(lead, 0xC2, 0xDF)) return tail(1) ? 2 : 0;
  if (between(lead, 0xE0, 0xEF)) {
    const unsigned char low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : 0xBF;
    return between(at(1), low, high) && tail(2) ? 3 : 0;
  }
  if (between(lead, 0xF0, 0xF4)) {
    const unsigned char low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xF4 ? 0x8F : 0xBF;
    return between(at(1), low, high) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

// How many ASCII bytes it begins with, counted in eights: most of what is read is nothing else.
std::size_t plain_length(std::string_view bytes) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  std::size_t length = 0;
  for (std::uint64_t eight = 0; length + sizeof eight <= bytes.size(); length += sizeof eight) {
    std::memcpy(&eight, bytes.data() + length, sizeof eight);
    if ((eight & high_bits) != 0) break;
  }
  return length;
}

}  // namespace

bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return true;
    if (byte == 0x7F) return true;
    if (byte < 0x80) continue;
    const auto next = text.substr(i, 3);
    if (byte == 0xC2 && next.size() > 1 && static_cast<unsigned char>(next[1]) < 0xA0) return true;
    // U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069
    if (next == "\u200E" || next == "\u200F" || (next >= "\u202A" && next <= "\u202E") ||
        (next >= "\u2066" && next <= "\u2069"))
      return true;
  }
  return false;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    bytes.remove_prefix(plain_length(bytes));
    if (bytes.empty()) break;
    const auto length = sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::string to_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto plain = plain_length(bytes);
    text += bytes.substr(0, plain);
    bytes.remove_prefix(plain);
    if (bytes.empty()) break;
    const auto length = sequence_length(bytes);
    text += length == 0 ? replacement : bytes.substr(0, length);
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // What is so long is no slip of anything; and to compare it would take long.
  constexpr std::size_t longest_word = 200;
  if (std::max(a.size(), b.size()) > longest_word) return std::max(a.size(), b.size());
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace golive
