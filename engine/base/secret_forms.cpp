#include "base/secret_forms.h"

#include <fmt/format.h>

#include <algorithm>

namespace golive {

namespace {

constexpr std::string_view base64_plain =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base64_url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view letters_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
unsigned byte_of(char c) { return static_cast<unsigned char>(c); }

// The base64 characters that hold only bits of `value`, when `before` bytes stand before it.
std::string base64_middle(std::string_view value, std::size_t before, std::string_view alphabet) {
  std::string text;
  const auto end_bit = 8 * (before + value.size());
  for (auto bit = (8 * before + 5) / 6 * 6; bit + 6 <= end_bit; bit += 6) {
    const auto byte = bit / 8 - before;
    const auto next = byte + 1 < value.size() ? byte_of(value[byte + 1]) : 0;
    const auto pair = byte_of(value[byte]) << 8 | next;
    text += alphabet[pair >> (10 - bit % 8) & 0x3F];
  }
  return text;
}

std::string hex(std::string_view value, bool upper) {
  std::string text;
  for (const char c : value)
    text += upper ? fmt::format("{:02X}", byte_of(c)) : fmt::format("{:02x}", byte_of(c));
  return text;
}

struct UrlStyle {
  std::string_view bare = {};  // besides letters and digits
  bool upper = true;
  bool plus = false;  // a space is "+"
};

std::string url(std::string_view value, const UrlStyle& style) {
  std::string text;
  for (const char c : value) {
    if (is_one_of(c, letters_digits) || is_one_of(c, style.bare))
      text += c;
    else if (c == ' ' && style.plus)
      text += '+';
    else
      text += '%' + hex({&c, 1}, style.upper);
  }
  return text;
}

struct JsonStyle {
  bool ascii = false;           // other characters as \uXXXX
  std::string_view coded = {};  // also as \uXXXX
  bool slash = false;           // "/" as "\/"
};

// The code point at the start of `text` and its length; a byte that is no UTF-8 stands for itself.
std::pair<unsigned, std::size_t> code_point(std::string_view text) {
  const auto lead = byte_of(text[0]);
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length == 1 || length > text.size()) return {lead, 1};
  unsigned code = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (byte_of(text[i]) & 0x3F);
  return {code, length};
}

std::string json_code(unsigned code) {
  if (code < 0x10000) return fmt::format("\\u{:04x}", code);
  code -= 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF));
}

std::string json(std::string_view value, const JsonStyle& style) {
  constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
  constexpr std::string_view letter = "\"\\bfnrt";
  std::string text;
  while (!value.empty()) {
    const char c = value[0];
    const auto known = escaped.find(c);
    const auto [code, length] = code_point(value);
    if (known != std::string_view::npos)
      text += {'\\', letter[known]};
    else if (c == '/' && style.slash)
      text += "\\/";
    else if (code < 0x20 || is_one_of(c, style.coded) || (style.ascii && code > 0x7E))
      text += json_code(code);
    else
      text += value.substr(0, length);
    value.remove_prefix(length);
  }
  return text;
}

// Inside single quotes, with `quote` for each single quote of the value.
std::string shell(std::string_view value, std::string_view quote) {
  std::string text;
  for (const char c : value) c == '\'' ? text += quote : text += c;
  return text;
}

// As `printf %q` writes it.
std::string shell_backslashes(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (byte_of(c) < 0x80 && !is_one_of(c, letters_digits) && !is_one_of(c, "_@%+=:./-"))
      text += '\\';
    text += c;
  }
  return text;
}

}  // namespace

std::vector<std::string> secret_forms(std::string_view value) {
  std::vector<std::string> forms{std::string(value), hex(value, false), hex(value, true)};
  for (const std::size_t before : {0u, 1u, 2u})
    for (const auto alphabet : {base64_plain, base64_url})
      forms.push_back(base64_middle(value, before, alphabet));
  // RFC 3986; JavaScript's encodeURIComponent; HTML forms; with a path's separators left alone.
  for (const std::string_view bare : {"-._~", "-._~!'()*", "-._*", "-._~/"})
    for (const bool upper : {true, false})
      for (const bool plus : {true, false}) forms.push_back(url(value, {bare, upper, plus}));
  // Most writers; Python; PHP; Go.
  for (const auto& style : {JsonStyle{}, JsonStyle{.ascii = true},
                            JsonStyle{.ascii = true, .slash = true}, JsonStyle{.coded = "<>&"}})
    forms.push_back(json(value, style));
  forms.push_back(shell(value, "'\\''"));
  forms.push_back(shell(value, "'\"'\"'"));
  forms.push_back(shell_backslashes(value));
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  return forms;
}

}  // namespace golive
