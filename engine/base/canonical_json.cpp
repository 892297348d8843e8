#include "base/canonical_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/plain_json.h"
#include "base/utf8.h"

namespace golive {
namespace {

using nlohmann::json;

std::string dumped(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

// For each byte that is not plain: the letter of its escape, or 'u'.
constexpr std::array<char, 256> escapes = [] {
  std::array<char, 256> table{};
  for (std::size_t control = 0; control < 0x20; ++control) table[control] = 'u';
  constexpr std::string_view escaped = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
  for (std::size_t i = 0; i < escaped.size(); ++i)
    table[static_cast<unsigned char>(escaped[i])] = letters[i];
  return table;
}();

std::size_t quoted_size(std::string_view text) {
  std::size_t size = text.size() + 2;
  for (auto at = plain_json_length(text); at < text.size();
       at += 1 + plain_json_length(text.substr(at + 1)))
    size += escapes[static_cast<unsigned char>(text[at])] == 'u' ? 5 : 1;
  return size;
}

char* write_escape(char* to, unsigned char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  *to++ = '\\';
  *to++ = escapes[byte];
  if (escapes[byte] != 'u') return to;
  for (const char digit : {'0', '0', digits[byte >> 4], digits[byte & 0xF]}) *to++ = digit;
  return to;
}

template <class Number>
void append_number(std::string& out, Number number) {
  std::array<char, 20> digits{};
  out.append(digits.data(),
             std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

void append(std::string& out, const json& value);

void append_members(std::string& out, const json& object) {
  out += '{';
  for (auto member = object.begin(); member != object.end(); ++member) {
    if (member != object.begin()) out += ',';
    append_quoted(out, member.key());
    out += ':';
    append(out, *member);
  }
  out += '}';
}

void append_elements(std::string& out, const json& array) {
  out += '[';
  for (auto element = array.begin(); element != array.end(); ++element) {
    if (element != array.begin()) out += ',';
    append(out, *element);
  }
  out += ']';
}

void append(std::string& out, const json& value) {
  switch (value.type()) {
    case json::value_t::object:
      return append_members(out, value);
    case json::value_t::array:
      return append_elements(out, value);
    case json::value_t::string:
      return append_quoted(out, value.get_ref<const std::string&>());
    case json::value_t::number_integer:
      return append_number(out, value.get<std::int64_t>());
    case json::value_t::number_unsigned:
      return append_number(out, value.get<std::uint64_t>());
    case json::value_t::null:
    case json::value_t::boolean:
    case json::value_t::number_float:
    case json::value_t::binary:
    case json::value_t::discarded:
      break;
  }
  out += dumped(value);
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  if (!is_utf8(text)) {
    out += dumped(json(text));
    return;
  }
  const auto start = out.size();
  out.resize(start + quoted_size(text));  // texts are within texts: many escapes
  char* to = out.data() + start;
  *to++ = '"';
  while (true) {
    const auto plain = plain_json_length(text);
    to = std::copy_n(text.data(), plain, to);
    if (plain == text.size()) break;
    to = write_escape(to, static_cast<unsigned char>(text[plain]));
    text.remove_prefix(plain + 1);
  }
  *to = '"';
}

std::string canonical(const json& value) {
  std::string out;
  append(out, value);
  return out;
}

}  // namespace golive
