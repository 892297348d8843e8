// The base functions: Lua's own where they are harmless, ours where theirs would show an address,
// an order that changes from run to run, or catch what must not be caught.
#include <string>

#include "lua/failure.h"
#include "lua/key_order.h"
#include "lua/library.h"
#include "lua/sandbox.h"

namespace golive {
namespace {

constexpr const char* kept[] = {"assert",   "error",    "getmetatable", "ipairs",
                                "rawequal", "rawget",   "rawlen",       "rawset",
                                "select",   "tonumber", "type"};

int text_of_value(lua_State* lua) {
  luaL_checkany(lua, 1);
  push_text_of(lua, 1);
  return 1;
}

int next_pair(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_settop(lua, 2);
  if (!push_next_key(lua, 1, 2)) {
    lua_pushnil(lua);
    return 1;
  }
  lua_pushvalue(lua, -1);
  lua_rawget(lua, 1);
  return 2;
}

// The iterator of pairs(): upvalues are the table, its keys in order, and the place in them.
int next_in_order(lua_State* lua) {
  lua_Integer place = lua_tointeger(lua, lua_upvalueindex(3));
  for (;;) {
    lua_rawgeti(lua, lua_upvalueindex(2), ++place);
    if (lua_isnil(lua, -1)) return 1;
    lua_pushvalue(lua, -1);
    lua_rawget(lua, lua_upvalueindex(1));
    if (!lua_isnil(lua, -1)) break;  // else removed since
    lua_pop(lua, 2);
  }
  lua_pushinteger(lua, place);
  lua_replace(lua, lua_upvalueindex(3));
  return 2;
}

int pairs_done(lua_State*, int, lua_KContext) { return 3; }

int pairs_in_order(lua_State* lua) {
  luaL_checkany(lua, 1);
  if (luaL_getmetafield(lua, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(lua, 1);
    lua_callk(lua, 1, 3, 0, pairs_done);
    return 3;
  }
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_pushvalue(lua, 1);
  push_ordered_keys(lua, 1);
  lua_pushinteger(lua, 0);
  lua_pushcclosure(lua, next_in_order, 3);
  lua_pushvalue(lua, 1);
  lua_pushnil(lua);
  return 3;
}

int set_metatable(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  const int type = lua_type(lua, 2);
  luaL_argexpected(lua, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
  lua_settop(lua, 2);
  if (luaL_getmetafield(lua, 1, "__metatable") != LUA_TNIL)
    raise(lua, "this metatable is protected and cannot be changed");
  if (type == LUA_TTABLE)
    for (const char* field : {"__gc", "__mode"}) {
      lua_pushstring(lua, field);
      if (lua_rawget(lua, 2) != LUA_TNIL)
        raise(lua, std::string("a metatable with ") + field + " is not available in a runbook",
              "when memory is freed must not be seen, so that a run can be replayed");
      lua_pop(lua, 1);
    }
  lua_settop(lua, 2);
  lua_setmetatable(lua, 1);
  return 1;
}

// pcall and xpcall: as Lua's, but a limit passes through; `below` are the values under the results.
int after_call(lua_State* lua, int status, lua_KContext below) {
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(lua) - static_cast<int>(below);
  Sandbox::of(lua).pass_on(lua, status);
  lua_pushboolean(lua, false);
  lua_pushvalue(lua, -2);
  return 2;
}

int protected_call(lua_State* lua) {
  luaL_checkany(lua, 1);
  lua_pushboolean(lua, true);
  lua_insert(lua, 1);
  return after_call(lua, lua_pcallk(lua, lua_gettop(lua) - 2, LUA_MULTRET, 0, 0, after_call), 0);
}

int protected_call_with_handler(lua_State* lua) {
  const int arguments = lua_gettop(lua) - 2;
  luaL_checktype(lua, 2, LUA_TFUNCTION);
  lua_pushboolean(lua, true);
  lua_pushvalue(lua, 1);
  lua_rotate(lua, 3, 2);
  return after_call(lua, lua_pcallk(lua, arguments, LUA_MULTRET, 2, 2, after_call), 2);
}

constexpr luaL_Reg ours[] = {{"next", next_pair},         {"pairs", pairs_in_order},
                             {"pcall", protected_call},   {"setmetatable", set_metatable},
                             {"tostring", text_of_value}, {"xpcall", protected_call_with_handler},
                             {nullptr, nullptr}};

}  // namespace

void push_text_of(lua_State* lua, int index) {
  index = lua_absindex(lua, index);
  if (luaL_getmetafield(lua, index, "__tostring") != LUA_TNIL) {
    lua_pushvalue(lua, index);
    lua_call(lua, 1, 1);
    if (lua_type(lua, -1) != LUA_TSTRING) raise(lua, "'__tostring' must return a string");
    return;
  }
  switch (lua_type(lua, index)) {
    case LUA_TSTRING:
    case LUA_TNUMBER:
    case LUA_TNIL:
    case LUA_TBOOLEAN:
      luaL_tolstring(lua, index, nullptr);
      return;
    default:
      break;
  }
  if (luaL_getmetafield(lua, index, "__name") == LUA_TSTRING) return;
  lua_pushstring(lua, luaL_typename(lua, index));  // no address
}

void add_base_library(lua_State* lua) {
  luaL_requiref(lua, "_G", luaopen_base, 0);
  for (const char* name : kept) {
    lua_getfield(lua, -1, name);
    lua_setfield(lua, -3, name);
  }
  lua_pop(lua, 1);
  luaL_setfuncs(lua, ours, 0);
  lua_pushliteral(lua, LUA_VERSION);
  lua_setfield(lua, -2, "_VERSION");
}

}  // namespace golive
