#include "lua/json_text.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string>

#include "base/plain_json.h"
#include "base/utf8.h"
#include "lua/json_value.h"

namespace golive {
namespace {

constexpr int deepest_read = 30;
constexpr int waiting_members = 16;
constexpr std::size_t whole_digits = 18;  // so many always fit

// Reads what nearly all JSON consists of. What is rare (\u, fractions, depth), and what is wrong,
// it leaves to the library.
class TextReader {
 public:
  TextReader(lua_State* lua, std::string_view text) : lua_(lua), text_(text) {}

  // Pushes what it reads; false: it does not read this, whatever has been pushed.
  bool read_all() {
    if (!read_value(0)) return false;
    skip_space();
    return at_ == text_.size();
  }

 private:
  bool read_value(int depth) {
    if (depth > deepest_read) return false;
    luaL_checkstack(lua_, 10, nullptr);
    skip_space();
    switch (next()) {
      case '{':
        return read_object(depth);
      case '[':
        return read_array(depth);
      case '"':
        return read_text();
      case 't':
        return read_word("true") && (lua_pushboolean(lua_, 1), true);
      case 'f':
        return read_word("false") && (lua_pushboolean(lua_, 0), true);
      case 'n':
        return read_word("null") && (lua_pushnil(lua_), true);
      default:
        return read_whole_number();
    }
  }

  // The first members wait on the stack: a table that grows is made anew each time.
  bool read_object(int depth) {
    ++at_;
    luaL_checkstack(lua_, 2 * waiting_members + 10, nullptr);
    lua_pushnil(lua_);
    const int table = lua_gettop(lua_);
    bool goes_on = !took('}');
    const bool is_empty = !goes_on;
    while (goes_on && lua_gettop(lua_) - table < 2 * waiting_members)
      if (!read_member(depth, &goes_on)) return false;
    make_table(table);
    while (goes_on) {
      if (!read_member(depth, &goes_on)) return false;
      lua_rawset(lua_, table);
    }
    return is_empty || took('}');
  }

  bool read_member(int depth, bool* goes_on) {
    skip_space();
    if (next() != '"' || !read_text() || !took(':') || !read_value(depth + 1)) return false;
    *goes_on = took(',');
    return true;
  }

  // At its place on the stack, of the keys and values above it. The last of equal keys counts.
  void make_table(int table) {
    const int top = lua_gettop(lua_);
    lua_createtable(lua_, 0, (top - table) / 2);
    lua_replace(lua_, table);
    for (int at = table + 1; at < top; at += 2) {
      lua_pushvalue(lua_, at);
      lua_pushvalue(lua_, at + 1);
      lua_rawset(lua_, table);
    }
    lua_settop(lua_, table);
  }

  bool read_array(int depth) {
    lua_newtable(lua_);
    ++at_;
    if (took(']')) return true;
    lua_Integer place = 0;
    do {
      if (!read_value(depth + 1)) return false;
      lua_rawseti(lua_, -2, ++place);
    } while (took(','));
    return took(']');
  }

  bool read_text() {
    const auto begin = ++at_;
    auto end = end_of_plain(begin);
    if (end < text_.size() && text_[end] == '"')
      return push_text(text_.substr(begin, end - begin), end);
    std::string text;
    for (auto plain = begin; end + 1 < text_.size() && text_[end] == '\\';) {
      const auto escape = escapes.find(text_[end + 1]);
      if (escape == std::string_view::npos) return false;
      text.append(text_, plain, end - plain);
      text += escaped[escape];
      plain = end + 2;
      end = end_of_plain(plain);
      if (end < text_.size() && text_[end] == '"')
        return push_text(text.append(text_, plain, end - plain), end);
    }
    return false;
  }

  bool push_text(std::string_view text, std::size_t end) {
    at_ = end + 1;
    if (!is_utf8(text)) return false;
    lua_pushlstring(lua_, text.data(), text.size());
    return true;
  }

  bool read_whole_number() {
    const auto rest = text_.substr(at_);
    const std::size_t sign = rest.starts_with('-') ? 1 : 0;
    const auto end = std::min(rest.find_first_not_of("0123456789", sign), rest.size());
    const auto digits = end - sign;
    if (digits == 0 || digits > whole_digits || (rest[sign] == '0' && (digits > 1 || sign > 0)))
      return false;
    if (end < rest.size() && std::string_view(".eE").find(rest[end]) != std::string_view::npos)
      return false;
    lua_Integer number = 0;
    std::from_chars(rest.data(), rest.data() + end, number);
    lua_pushinteger(lua_, number);
    at_ += end;
    return true;
  }

  bool read_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  bool took(char wanted) {
    skip_space();
    if (next() != wanted) return false;
    ++at_;
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() &&
           std::string_view(" \n\r\t").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }

  // Of the next quote, escape or control character.
  [[nodiscard]] std::size_t end_of_plain(std::size_t from) const {
    return from + plain_json_length(text_.substr(from));
  }

  [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  static constexpr std::string_view escapes = "\"\\/bfnrt", escaped = "\"\\/\b\f\n\r\t";

  lua_State* lua_;
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool push_json_text(lua_State* lua, std::string_view text) {
  const int top = lua_gettop(lua);
  if (TextReader(lua, text).read_all()) return true;
  lua_settop(lua, top);
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded()) return false;
  push_json(lua, json);
  return true;
}

}  // namespace golive
