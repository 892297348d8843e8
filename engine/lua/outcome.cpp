#include "lua/outcome.h"

#include <nlohmann/json.hpp>

#include "lua/body.h"
#include "lua/json_text.h"
#include "lua/json_value.h"

namespace golive {

void push_outcome(lua_State* lua) {
  if (!push_json_text(lua, Body::of(lua).outcome())) lua_pushnil(lua);
  if (!lua_istable(lua, -1)) lua_newtable(lua);
}

bool has_field(lua_State* lua, const char* name) {
  const bool there = lua_getfield(lua, -1, name) != LUA_TNIL;
  lua_pop(lua, 1);
  return there;
}

nlohmann::json field_of(lua_State* lua, const char* name) {
  lua_getfield(lua, -1, name);
  auto value = to_json(lua, -1, std::string("the outcome's ") + name);
  lua_pop(lua, 1);
  return value;
}

void set_nil(lua_State* lua, const char* name) {
  lua_pushnil(lua);
  lua_setfield(lua, -2, name);
}

void set_default(lua_State* lua, const char* name) {
  if (lua_getfield(lua, -2, name) != lua_type(lua, -2)) {
    lua_pushvalue(lua, -2);
    lua_setfield(lua, -4, name);
  }
  lua_pop(lua, 2);
}

}  // namespace golive
