// ctx:secret "name" -> a handle; handle:prefix "Bearer " -> a handle for the two together.
#include "lua/ctx_secret.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lua/body.h"
#include "lua/ctx.h"
#include "lua/failure.h"

namespace golive {
namespace {

constexpr const char* handle_type = "a secret";
constexpr int name_value = 1, prefix_value = 2;

std::string value_of(lua_State* lua, int index, int value) {
  lua_getiuservalue(lua, index, value);
  const char* text = lua_tostring(lua, -1);
  std::string copy = text ? text : "";
  lua_pop(lua, 1);
  return copy;
}

int to_string(lua_State* lua) {
  const std::string text = "secret:" + value_of(lua, 1, name_value);
  lua_pushlstring(lua, text.data(), text.size());
  return 1;
}

int refuse_text(lua_State* lua) {
  raise(lua, "a secret is no text: it cannot be joined, compared or measured",
        "write secret:prefix \"Bearer \" to put a text before it");
}

void push_handle(lua_State* lua, const std::string& name, const std::string& prefix);

int with_prefix(lua_State* lua) {
  if (!luaL_testudata(lua, 1, handle_type) || lua_type(lua, 2) != LUA_TSTRING)
    raise(lua, "prefix takes a text", "write ctx:secret \"name\":prefix \"Bearer \"");
  push_handle(lua, value_of(lua, 1, name_value),
              lua_tostring(lua, 2) + value_of(lua, 1, prefix_value));
  return 1;
}

int member(lua_State* lua) {
  const std::string name = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "?";
  if (name != "prefix")
    raise(lua, "a secret has no \"" + name + "\"", "all it has is prefix; its value is never seen");
  lua_pushcfunction(lua, with_prefix);
  return 1;
}

void push_handle(lua_State* lua, const std::string& name, const std::string& prefix) {
  lua_newuserdatauv(lua, 0, 2);
  lua_pushlstring(lua, name.data(), name.size());
  lua_setiuservalue(lua, -2, name_value);
  lua_pushlstring(lua, prefix.data(), prefix.size());
  lua_setiuservalue(lua, -2, prefix_value);
  if (luaL_newmetatable(lua, handle_type)) {
    lua_pushcfunction(lua, to_string);
    lua_setfield(lua, -2, "__tostring");
    lua_pushcfunction(lua, member);
    lua_setfield(lua, -2, "__index");
    for (const char* event : {"__concat", "__len", "__lt", "__le", "__newindex", "__call"}) {
      lua_pushcfunction(lua, refuse_text);
      lua_setfield(lua, -2, event);
    }
    lua_pushboolean(lua, false);
    lua_setfield(lua, -2, "__metatable");
  }
  lua_setmetatable(lua, -2);
}

}  // namespace

std::optional<nlohmann::json> secret_at(lua_State* lua, int index) {
  if (!luaL_testudata(lua, index, handle_type)) return std::nullopt;
  nlohmann::json handle{{"$secret", value_of(lua, index, name_value)}};
  const std::string prefix = value_of(lua, index, prefix_value);
  if (!prefix.empty()) handle["prefix"] = prefix;
  return handle;
}

void push_secret(lua_State* lua, const std::string& id) { push_handle(lua, id, ""); }

std::optional<Error> unknown_secret(const Plan& plan, const std::string& name) {
  std::vector<std::string> known;
  for (const Secret& secret : plan.secrets) known.push_back(secret.id);
  if (std::find(known.begin(), known.end(), name) != known.end()) return std::nullopt;
  const auto close = did_you_mean(name, known);
  return Error{ErrorKind::unloadable,
               "there is no secret \"" + name + "\" in the plan",
               {},
               close.empty() ? "add secret \"" + name + "\" { from = \"env:...\" }" : close};
}

int ctx_secret(lua_State* lua) {
  if (lua_type(lua, 2) != LUA_TSTRING)
    raise(lua, "ctx:secret takes a name", "write ctx:secret \"name\"");
  const std::string name = lua_tostring(lua, 2);
  if (const auto unknown = unknown_secret(*Body::of(lua).facts().plan, name))
    raise(lua, unknown->what, unknown->way_out);
  push_secret(lua, name);
  return 1;
}

}  // namespace golive
