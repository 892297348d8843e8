#include "lua/json_value.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "lua/ctx_secret.h"
#include "lua/failure.h"
#include "lua/sandbox.h"

namespace golive {
namespace {

using nlohmann::json;
constexpr int deepest = 50;

class Writer {
 public:
  Writer(lua_State* lua, const std::string& what, Handles handles)
      : lua_(lua), what_(what), handles_(handles) {}

  json value(int index, int depth) {
    if (depth > deepest) raise(lua_, what_ + " is nested too deeply, or contains itself");
    switch (lua_type(lua_, index)) {
      case LUA_TNIL:
        return nullptr;
      case LUA_TBOOLEAN:
        return lua_toboolean(lua_, index) != 0;
      case LUA_TNUMBER:
        return number(index);
      case LUA_TSTRING:
        return text(index);
      case LUA_TTABLE:
        return table(lua_absindex(lua_, index), depth);
      default:
        break;
    }
    if (auto handle = secret_at(lua_, index)) {
      if (handles_ == Handles::allowed) return *handle;
      raise(lua_, what_ + " contains a secret",
            "a secret goes into env, stdin, headers or json only");
    }
    raise(lua_, what_ + " contains a " + luaL_typename(lua_, index),
          "it may hold numbers, texts, booleans, lists and tables");
  }

 private:
  json number(int index) {
    if (lua_isinteger(lua_, index)) return static_cast<std::int64_t>(lua_tointeger(lua_, index));
    const double number = lua_tonumber(lua_, index);
    if (!std::isfinite(number)) raise(lua_, what_ + " contains a number that is not finite");
    return number;
  }

  std::string text(int index) {
    std::size_t size = 0;
    const char* bytes = lua_tolstring(lua_, index, &size);
    account(size);
    std::string text(bytes, size);
    if (!is_utf8(text)) raise(lua_, what_ + " contains a text that is not UTF-8");
    return text;
  }

  json table(int index, int depth) {
    luaL_checkstack(lua_, 10, nullptr);
    const auto length = static_cast<lua_Integer>(lua_rawlen(lua_, index));
    return length > 0 ? list(index, length, depth) : object(index, depth);
  }

  json list(int index, lua_Integer length, int depth) {
    json list = json::array();
    lua_Integer entries = 0;
    for (lua_pushnil(lua_); lua_next(lua_, index); lua_pop(lua_, 1)) ++entries;
    if (entries != length)
      raise(lua_, what_ + " contains a table that is neither a list nor named");
    for (lua_Integer place = 1; place <= length; ++place) {
      lua_rawgeti(lua_, index, place);
      account(1);
      list.push_back(value(-1, depth + 1));
      lua_pop(lua_, 1);
    }
    return list;
  }

  json object(int index, int depth) {
    json object = json::object();
    for (lua_pushnil(lua_); lua_next(lua_, index); lua_pop(lua_, 1)) {
      if (lua_type(lua_, -2) != LUA_TSTRING)
        raise(lua_, what_ + " contains a table that is neither a list nor named");
      std::string name = text(-2);
      if (name == "$secret") raise(lua_, what_ + " contains a field \"$secret\"", "use ctx:secret");
      object[std::move(name)] = value(-1, depth + 1);
    }
    return object;
  }

  // What is built here is outside of Lua's memory.
  void account(std::size_t bytes) {
    bytes_ += bytes + 8;
    if (bytes_ > 4 * limits::request_bytes) raise(lua_, what_ + " is too large");
  }

  lua_State* lua_;
  const std::string& what_;
  Handles handles_;
  std::size_t bytes_ = 0;
};

void push_value(lua_State* lua, const json& value, int depth) {
  if (depth > 4 * deepest) raise(lua, "the JSON is nested too deeply");
  luaL_checkstack(lua, 10, nullptr);
  switch (value.type()) {
    case json::value_t::boolean:
      return lua_pushboolean(lua, value.get<bool>());
    case json::value_t::number_integer:
      return lua_pushinteger(lua, value.get<std::int64_t>());
    case json::value_t::number_unsigned: {
      const auto number = value.get<std::uint64_t>();
      if (number <= static_cast<std::uint64_t>(LUA_MAXINTEGER))
        return lua_pushinteger(lua, static_cast<lua_Integer>(number));
      return lua_pushnumber(lua, static_cast<double>(number));
    }
    case json::value_t::number_float:
      return lua_pushnumber(lua, value.get<double>());
    case json::value_t::string: {
      const auto& text = value.get_ref<const std::string&>();
      lua_pushlstring(lua, text.data(), text.size());
      return;
    }
    case json::value_t::array: {
      lua_createtable(lua, static_cast<int>(value.size()), 0);
      lua_Integer place = 0;
      for (const json& each : value) {
        push_value(lua, each, depth + 1);
        lua_rawseti(lua, -2, ++place);
      }
      return;
    }
    case json::value_t::object:
      lua_createtable(lua, 0, static_cast<int>(value.size()));
      for (const auto& [name, each] : value.items()) {
        lua_pushlstring(lua, name.data(), name.size());
        push_value(lua, each, depth + 1);
        lua_rawset(lua, -3);
      }
      return;
    case json::value_t::null:
    case json::value_t::binary:
    case json::value_t::discarded:
      break;
  }
  lua_pushnil(lua);
}

}  // namespace

json to_json(lua_State* lua, int index, const std::string& what, Handles handles) {
  return Writer(lua, what, handles).value(lua_absindex(lua, index), 0);
}

void push_json(lua_State* lua, const json& json) { push_value(lua, json, 0); }

std::string to_message(const json& json) {
  if (json.is_null()) return "";
  return json.is_string() ? json.get<std::string>() : canonical(json);
}

}  // namespace golive
