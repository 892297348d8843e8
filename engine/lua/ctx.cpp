#include "lua/ctx.h"

#include "lua/body.h"
#include "lua/failure.h"
#include "lua/library.h"

namespace golive {
namespace {

constexpr const char* ctx_type = "ctx";

struct Method {
  const char* name;
  lua_CFunction function;
};
constexpr Method methods[] = {
    {"ask", ctx_ask},       {"check", ctx_check},   {"evidence", ctx_evidence},
    {"exec", ctx_exec},     {"http", ctx_http},     {"log", ctx_log},
    {"now", ctx_now},       {"param", ctx_param},   {"parallel", ctx_parallel},
    {"poll", ctx_poll},     {"random", ctx_random}, {"result", ctx_result},
    {"secret", ctx_secret}, {"sleep", ctx_sleep},
};
constexpr const char* plain[] = {"item", "attempt", "mode", "environment", "j", "window"};

// Calls the method in upvalue 1, of the name in upvalue 2, after a look at how it is called.
int call_method(lua_State* lua) {
  if (!luaL_testudata(lua, 1, ctx_type)) {
    const std::string name = lua_tostring(lua, lua_upvalueindex(2));
    raise(lua, name + " is called with a dot", "write ctx:" + name + " with a colon");
  }
  return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

int unknown_field(lua_State* lua) {
  const std::string name = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "?";
  if (name == "window") return lua_pushnil(lua), 1;  // of an item that is no watch
  std::vector<std::string> known(std::begin(plain), std::end(plain));
  for (const auto& method : methods) known.emplace_back(method.name);
  raise(lua, "ctx has no \"" + name + "\"", did_you_mean(name, known));
}

int read_only(lua_State* lua) { raise(lua, "ctx cannot be changed", "use a local variable"); }

void add_text(lua_State* lua, const char* name, const std::string& text) {
  lua_pushlstring(lua, text.data(), text.size());
  lua_setfield(lua, -2, name);
}

void push_members(lua_State* lua) {
  const BodyFacts& facts = Body::of(lua).facts();
  lua_newtable(lua);
  for (const auto& [name, function] : methods) {
    lua_pushcfunction(lua, function);
    lua_pushstring(lua, name);
    lua_pushcclosure(lua, call_method, 2);
    lua_setfield(lua, -2, name);
  }
  add_text(lua, "item", facts.item);
  add_text(lua, "mode", facts.mode);
  add_text(lua, "environment", facts.environment);
  add_text(lua, "j", facts.j);
  lua_pushinteger(lua, facts.id.attempt);
  lua_setfield(lua, -2, "attempt");
  if (facts.window_seconds) {
    lua_pushnumber(lua, *facts.window_seconds);
    lua_setfield(lua, -2, "window");
  }
  lua_newtable(lua);
  lua_pushcfunction(lua, unknown_field);
  lua_setfield(lua, -2, "__index");
  lua_setmetatable(lua, -2);
}

}  // namespace

std::vector<std::string> ctx_methods() {
  std::vector<std::string> names;
  for (const auto& method : methods) names.emplace_back(method.name);
  return names;
}

void push_ctx(lua_State* lua) {
  lua_newuserdatauv(lua, 0, 0);
  if (luaL_newmetatable(lua, ctx_type)) {
    push_members(lua);
    lua_setfield(lua, -2, "__index");
    lua_pushcfunction(lua, read_only);
    lua_setfield(lua, -2, "__newindex");
    lua_pushboolean(lua, false);
    lua_setfield(lua, -2, "__metatable");
  }
  lua_setmetatable(lua, -2);
}

}  // namespace golive
