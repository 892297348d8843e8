#include "lua/fields.h"

#include <algorithm>

#include "base/utf8.h"
#include "lua/failure.h"

namespace golive {
namespace {

std::string string_at(lua_State* lua, int index) {
  std::size_t size = 0;
  const char* bytes = lua_tolstring(lua, index, &size);
  return to_utf8({bytes, size});
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

// Without what indents all lines, and without blank lines at the ends.
std::vector<std::string> outdented(std::vector<std::string> lines) {
  while (!lines.empty() && is_blank(lines.back())) lines.pop_back();
  while (!lines.empty() && is_blank(lines.front())) lines.erase(lines.begin());
  std::size_t indent = std::string::npos;
  for (std::size_t index = 0; index < lines.size(); ++index)
    if (!is_blank(lines[index])) indent = std::min(indent, lines[index].find_first_not_of(" \t"));
  for (std::string& line : lines) line.erase(0, std::min(indent, line.size()));
  return lines;
}

}  // namespace

Fields::Fields(lua_State* lua, int index, Written written)
    : lua_(lua), top_(lua_gettop(lua)), table_(0), written_(std::move(written)) {
  lua_pushvalue(lua, index);
  table_ = lua_gettop(lua);
}

std::string Fields::place(std::string_view field) const {
  int line = written_.line;
  if (written_.fields)
    for (const auto& each : *written_.fields)
      if (each.name == field) line = each.line;
  return written_.file + ":" + std::to_string(line);
}

void Fields::refuse(std::string_view field, const std::string& what,
                    const std::string& way_out) const {
  throw Unloadable{{ErrorKind::unloadable, written_.label + ": " + what, place(field), way_out}};
}

void Fields::refuse_type(const char* field, const std::string& wanted) const {
  push(field);
  const std::string type = luaL_typename(lua_, -1);
  lua_pop(lua_, 1);
  refuse(field, std::string(field) + " must be " + wanted + ", not a " + type);
}

void Fields::allow(const KnownFields& known, bool children) const {
  const auto names = names_of(known);
  std::string unknown;
  for (lua_pushnil(lua_); lua_next(lua_, table_); lua_pop(lua_, 1)) {
    if (lua_isinteger(lua_, -2) && lua_tointeger(lua_, -2) > 0) {
      if (!children) refuse({}, "it has no children, only fields", "write name = value");
      continue;
    }
    if (lua_type(lua_, -2) != LUA_TSTRING) refuse({}, "a field's name must be a text");
    const std::string name = string_at(lua_, -2);
    if (std::find(names.begin(), names.end(), name) == names.end())
      if (unknown.empty() || name < unknown) unknown = name;  // the same one each time
  }
  if (unknown.empty()) return;
  const auto close = did_you_mean(unknown, names);
  refuse(unknown, "there is no field \"" + unknown + "\"",
         close.empty() && !names.empty() ? "it has " + listed(names) : close);
}

int Fields::push(const char* field) const {
  lua_pushstring(lua_, field);
  return lua_rawget(lua_, table_);
}

bool Fields::has(const char* field) const {
  const bool there = push(field) != LUA_TNIL;
  lua_pop(lua_, 1);
  return there;
}

std::string Fields::text(const char* field) const {
  const int type = push(field);
  std::string text = type == LUA_TSTRING ? string_at(lua_, -1) : "";
  lua_pop(lua_, 1);
  if (type != LUA_TNIL && type != LUA_TSTRING) refuse_type(field, "a text");
  if (type == LUA_TSTRING && is_blank(text)) refuse(field, std::string(field) + " is empty");
  return text;
}

std::string Fields::number_or_text(const char* field) const {
  const int type = push(field);
  std::string text;
  if (type == LUA_TSTRING || type == LUA_TNUMBER) text = string_at(lua_, -1);
  lua_pop(lua_, 1);
  if (type != LUA_TNIL && type != LUA_TSTRING && type != LUA_TNUMBER)
    refuse_type(field, "a number or a text");
  return text;
}

std::optional<bool> Fields::flag(const char* field) const {
  const int type = push(field);
  const bool value = lua_toboolean(lua_, -1) != 0;
  lua_pop(lua_, 1);
  if (type == LUA_TNIL) return std::nullopt;
  if (type != LUA_TBOOLEAN) refuse_type(field, "true or false");
  return value;
}

std::optional<lua_Integer> Fields::integer(const char* field) const {
  const int type = push(field);
  const bool fits = lua_isinteger(lua_, -1);
  const lua_Integer value = lua_tointeger(lua_, -1);
  lua_pop(lua_, 1);
  if (type == LUA_TNIL) return std::nullopt;
  if (!fits) refuse_type(field, "a whole number");
  return value;
}

std::optional<Duration> Fields::duration(const char* field) const {
  if (!has(field)) return std::nullopt;
  push(field);
  const bool is_text = lua_type(lua_, -1) == LUA_TSTRING;
  lua_pop(lua_, 1);
  if (!is_text) refuse_type(field, "a duration like \"15m\"");
  const auto value = parse_duration(text(field));
  if (!value) refuse(field, std::string(field) + ": " + value.error().what, value.error().way_out);
  return *value;
}

std::optional<Moment> Fields::moment(const char* field) const {
  const std::string word = text(field);
  if (word.empty()) return std::nullopt;
  const auto value = parse_moment(word);
  if (!value) refuse(field, std::string(field) + ": " + value.error().what, value.error().way_out);
  return *value;
}

std::vector<std::string> Fields::texts(const char* field) const {
  const int type = push(field);
  lua_pop(lua_, 1);
  if (type == LUA_TNIL) return {};
  if (type == LUA_TSTRING) return {text(field)};
  if (type != LUA_TTABLE) refuse_type(field, "a text or a list of texts");
  push(field);
  const int list = lua_gettop(lua_);
  std::vector<std::string> texts;
  lua_Integer entries = 0;
  for (lua_pushnil(lua_); lua_next(lua_, list); lua_pop(lua_, 1)) ++entries;
  for (lua_Integer index = 1; index <= entries; ++index) {
    if (lua_rawgeti(lua_, list, index) != LUA_TSTRING)
      refuse(field, std::string(field) + " must be a list of texts; entry " +
                        std::to_string(index) + " is a " + luaL_typename(lua_, -1));
    texts.push_back(string_at(lua_, -1));
    lua_pop(lua_, 1);
  }
  lua_pop(lua_, 1);
  return texts;
}

std::vector<std::string> Fields::lines(const char* field) const {
  const int type = push(field);
  lua_pop(lua_, 1);
  return type == LUA_TSTRING ? outdented(split_lines(text(field))) : texts(field);
}

std::vector<std::string> Fields::names() const {
  std::vector<std::string> names;
  if (written_.fields)
    for (const auto& each : *written_.fields)
      if (has(each.name.c_str())) names.push_back(each.name);
  const auto in_order = static_cast<std::ptrdiff_t>(names.size());
  for (lua_pushnil(lua_); lua_next(lua_, table_); lua_pop(lua_, 1)) {
    if (lua_type(lua_, -2) != LUA_TSTRING) continue;
    std::string name = string_at(lua_, -2);
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  std::sort(names.begin() + in_order, names.end());
  return names;
}

}  // namespace golive
