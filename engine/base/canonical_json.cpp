#include "base/canonical_json.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace golive {
namespace {

using nlohmann::json;

std::string dumped(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

// For each byte: 0, the letter of its escape, or 'u'.
constexpr std::array<char, 256> escapes = [] {
  std::array<char, 256> table{};
  for (std::size_t control = 0; control < 0x20; ++control) table[control] = 'u';
  constexpr std::string_view escaped = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
  for (std::size_t i = 0; i < escaped.size(); ++i)
    table[static_cast<unsigned char>(escaped[i])] = letters[i];
  return table;
}();

void append_escape(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out += '\\';
  out += escapes[byte];
  if (escapes[byte] != 'u') return;
  out += "00";
  out += digits[byte >> 4];
  out += digits[byte & 0xF];
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
  out += '"';
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (escapes[static_cast<unsigned char>(text[i])] == 0) continue;
    out.append(text, copied, i - copied);
    append_escape(out, text[i]);
    copied = i + 1;
  }
  out.append(text, copied);
  out += '"';
}

std::string canonical(const json& value) {
  std::string out;
  append(out, value);
  return out;
}

}  // namespace golive
