#include "lua/request_fields.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/instant.h"
#include "base/utf8.h"
#include "core/parameters.h"
#include "lua/body.h"
#include "lua/ctx_secret.h"
#include "lua/failure.h"
#include "lua/json_value.h"

namespace golive {
namespace {

constexpr double longest_seconds = 366.0 * 86400;

void fill_in_texts(lua_State* lua, nlohmann::json& json) {
  if (json.is_string()) json = fill_in(lua, json.get_ref<const std::string&>());
  if (!json.is_structured() || json.contains("$secret")) return;
  for (auto& each : json) fill_in_texts(lua, each);
}

}  // namespace

std::string fill_in(lua_State* lua, std::string_view text) {
  auto filled = fill_in(text, Body::of(lua).facts().parameters);
  if (!filled) raise(lua, filled.error().what, filled.error().way_out);
  return *std::move(filled);
}

RequestFields::RequestFields(lua_State* lua, int index, std::string call, const KnownFields& known,
                             bool entries)
    : lua_(lua), table_(lua_absindex(lua, index)), call_(std::move(call)) {
  if (lua_type(lua, index) != LUA_TTABLE)
    raise(lua, call_ + " takes a table", "write " + call_ + " { ... }");
  for (lua_pushnil(lua); lua_next(lua, table_); lua_pop(lua, 1)) {
    if (entries && lua_isinteger(lua, -2)) continue;
    const std::string name =
        lua_type(lua, -2) == LUA_TSTRING ? lua_tostring(lua, -2) : "a list entry";
    if (std::any_of(known.begin(), known.end(),
                    [&](const KnownField& each) { return each.name == name; }))
      continue;
    const auto names = names_of(known);
    const auto close = did_you_mean(name, names);
    raise(lua, call_ + ": there is no field \"" + name + "\"",
          close.empty() ? "it takes " + listed(names) : close);
  }
}

void RequestFields::refuse(const std::string& field, const std::string& wanted) const {
  raise(lua_, call_ + ": " + field + " must be " + wanted + ", not a " + luaL_typename(lua_, -1));
}

int RequestFields::push(const char* field) const {
  lua_pushstring(lua_, field);
  return lua_rawget(lua_, table_);
}

bool RequestFields::has(const char* field) const {
  const bool there = push(field) != LUA_TNIL;
  lua_pop(lua_, 1);
  return there;
}

// A text, filled in; a number as text.
std::string RequestFields::text_at_top(const std::string& what, bool secrets) const {
  if (secret_at(lua_, -1))
    raise(lua_, call_ + ": " + what + " contains a secret",
          secrets ? ""
                  : "a secret goes into env, stdin, headers, body or json, where nobody reads it");
  const int type = lua_type(lua_, -1);
  if (type != LUA_TSTRING && type != LUA_TNUMBER) refuse(what, "a text");
  std::size_t size = 0;
  lua_pushvalue(lua_, -1);  // a number's text must not replace it
  const char* bytes = lua_tolstring(lua_, -1, &size);
  std::string text(bytes, size);
  lua_pop(lua_, 1);
  if (!is_utf8(text)) raise(lua_, call_ + ": " + what + " is not UTF-8");
  return fill_in(lua_, text);
}

std::optional<std::string> RequestFields::text(const char* field) const {
  if (push(field) == LUA_TNIL) return lua_pop(lua_, 1), std::nullopt;
  std::string text = text_at_top(field, false);
  lua_pop(lua_, 1);
  return text;
}

std::optional<std::int64_t> RequestFields::milliseconds(const char* field) const {
  const int type = push(field);
  if (type == LUA_TNIL) return lua_pop(lua_, 1), std::nullopt;
  std::int64_t milliseconds = 0;
  if (type == LUA_TNUMBER) {
    const double seconds = lua_tonumber(lua_, -1);
    if (!(seconds >= 0 && seconds <= longest_seconds)) refuse(field, "a duration like \"5m\"");
    milliseconds = std::llround(seconds * 1000);
  } else {
    if (type != LUA_TSTRING) refuse(field, "a duration like \"5m\"");
    const auto duration = parse_duration(text_at_top(field, false));
    if (!duration)
      raise(lua_, call_ + ": " + field + ": " + duration.error().what, duration.error().way_out);
    milliseconds = duration->count();
  }
  lua_pop(lua_, 1);
  return milliseconds;
}

std::optional<std::int64_t> RequestFields::whole(const char* field, std::int64_t least) const {
  if (push(field) == LUA_TNIL) return lua_pop(lua_, 1), std::nullopt;
  if (!lua_isinteger(lua_, -1) || lua_tointeger(lua_, -1) < least ||
      lua_tointeger(lua_, -1) > 1'000'000)
    refuse(field, "a whole number from " + std::to_string(least) + " to 1000000");
  const auto value = static_cast<std::int64_t>(lua_tointeger(lua_, -1));
  lua_pop(lua_, 1);
  return value;
}

void RequestFields::copy_text_or_secret(const char* field, nlohmann::json& request) const {
  if (push(field) != LUA_TNIL) {
    if (auto handle = secret_at(lua_, -1))
      request[field] = std::move(*handle);
    else
      request[field] = text_at_top(field, true);
  }
  lua_pop(lua_, 1);
}

void RequestFields::copy_texts_or_secrets(const char* field, nlohmann::json& request) const {
  const int type = push(field);
  if (type != LUA_TNIL && type != LUA_TTABLE) refuse(field, "a table of names and values");
  if (type == LUA_TTABLE) {
    auto& values = request[field] = nlohmann::json::object();
    for (lua_pushnil(lua_); lua_next(lua_, -2); lua_pop(lua_, 1)) {
      if (lua_type(lua_, -2) != LUA_TSTRING)
        raise(lua_, call_ + ": " + field + " must be a table of names and values");
      const std::string name = lua_tostring(lua_, -2);
      if (auto handle = secret_at(lua_, -1))
        values[name] = std::move(*handle);
      else
        values[name] = text_at_top(std::string(field) + "." + name, true);
    }
  }
  lua_pop(lua_, 1);
}

void RequestFields::copy_whole_numbers(const char* field, nlohmann::json& request) const {
  const int type = push(field);
  if (type == LUA_TNUMBER && lua_isinteger(lua_, -1)) {
    request[field] = {static_cast<std::int64_t>(lua_tointeger(lua_, -1))};
  } else if (type != LUA_TNIL) {
    auto numbers = to_json(lua_, -1, call_ + ": " + field);
    const bool fits =
        numbers.is_array() && std::all_of(numbers.begin(), numbers.end(),
                                          [](auto& each) { return each.is_number_integer(); });
    if (!fits) refuse(field, "a list of whole numbers");
    request[field] = std::move(numbers);
  }
  lua_pop(lua_, 1);
}

void RequestFields::copy_json(const char* field, nlohmann::json& request, Handles handles) const {
  if (push(field) != LUA_TNIL) {
    request[field] = to_json(lua_, -1, call_ + ": " + field, handles);
    fill_in_texts(lua_, request[field]);
  }
  lua_pop(lua_, 1);
}

std::vector<std::string> RequestFields::entries() const {
  std::vector<std::string> entries;
  const auto count = static_cast<lua_Integer>(lua_rawlen(lua_, table_));
  for (lua_Integer index = 1; index <= count; ++index) {
    lua_rawgeti(lua_, table_, index);
    entries.push_back(text_at_top("word " + std::to_string(index), false));
    lua_pop(lua_, 1);
  }
  return entries;
}

bool lists(lua_State* lua, int index, std::int64_t number) {
  bool found = false;
  for (lua_Integer at = 1; at <= static_cast<lua_Integer>(lua_rawlen(lua, index)); ++at) {
    lua_rawgeti(lua, index, at);
    found = found || lua_tointeger(lua, -1) == number;
    lua_pop(lua, 1);
  }
  return found;
}

}  // namespace golive
