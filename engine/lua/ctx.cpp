#include "lua/ctx.h"

#include "lua/body.h"
#include "lua/failure.h"
#include "lua/library.h"

namespace golive {
namespace {

constexpr const char* ctx_type = "ctx";

struct Method {
  KnownField known;
  lua_CFunction function;
};
constexpr Method methods[] = {
    {{"ask", "fun(self: golive.Ctx, question: golive.Ask): string, string",
      "Asks somebody of a role; gives the answer, and who gave it"},
     ctx_ask},
    {{"check", "fun(self: golive.Ctx, condition: any, sentence: string): any",
      "Fails unless the condition holds; the sentence says what must be so"},
     ctx_check},
    {{"evidence", "fun(self: golive.Ctx, name: string, value: any)", "Records what was found"},
     ctx_evidence},
    {{"exec", "fun(self: golive.Ctx, request: golive.Exec): golive.ExecAnswer",
      "Runs a program; fails when its exit code is not in ok"},
     ctx_exec},
    {{"http", "fun(self: golive.Ctx, request: string|golive.Http): golive.HttpAnswer",
      "Sends a request; fails when the status is not in ok, or nobody answers"},
     ctx_http},
    {{"log", "fun(self: golive.Ctx, text: string)", "Writes a line into the run's log"}, ctx_log},
    {{"now", "fun(self: golive.Ctx): number", "Seconds since 1970 on the run's clock"}, ctx_now},
    {{"param", "fun(self: golive.Ctx, name: golive.Param): string",
      "A parameter of the environment"},
     ctx_param},
    {{"parallel", "fun(self: golive.Ctx, branches: golive.Body[]): any[]",
      "Runs them side by side; gives what each returned"},
     ctx_parallel},
    {{"poll", "fun(self: golive.Ctx, request: golive.Poll): golive.PollAnswer",
      "Asks until it is good, or as long as it must stay good"},
     ctx_poll},
    {{"random", "fun(self: golive.Ctx, low?: integer, high?: integer): number",
      "[0, 1); 1 to low; low to high: the same in every replay"},
     ctx_random},
    {{"result", "fun(self: golive.Ctx, item: golive.Item): any",
      "What an earlier item's body returned, or nil"},
     ctx_result},
    {{"secret", "fun(self: golive.Ctx, name: golive.SecretName): golive.Secret",
      "A handle, filled in where a request leaves the engine"},
     ctx_secret},
    {{"sleep", "fun(self: golive.Ctx, time: golive.Duration|number|golive.Sleep)",
      "Waits on the run's clock"},
     ctx_sleep},
};
constexpr KnownField plain[] = {
    {"item", "string", "The path of the item", required_field},
    {"attempt", "integer", "Which attempt this is, from 1", required_field},
    {"mode", "\"live\"|\"rehearsal\"|\"simulation\"", "Of the run", required_field},
    {"environment", "string", "Where the run acts", required_field},
    {"j", "string", "The go-live day: \"2027-01-15\"", required_field},
    {"window", "number", "Seconds that a watch watches; nil in what is none"},
};

// Calls the method in upvalue 1, of the name in upvalue 2, after a look at how it is called.
int call_method(lua_State* lua) {
  if (!luaL_testudata(lua, 1, ctx_type)) {
    const std::string name = lua_tostring(lua, lua_upvalueindex(2));
    raise(lua, name + " is called with a dot", "write ctx:" + name + " with a colon");
  }
  const int results = lua_tocfunction(lua, lua_upvalueindex(1))(lua);
  return results == Body::waits ? Body::wait(lua) : results;
}

int unknown_field(lua_State* lua) {
  const std::string name = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "?";
  if (name == "window") return lua_pushnil(lua), 1;  // of an item that is no watch
  raise(lua, "ctx has no \"" + name + "\"", did_you_mean(name, names_of(ctx_members())));
}

int read_only(lua_State* lua) { raise(lua, "ctx cannot be changed", "use a local variable"); }

void add_text(lua_State* lua, const char* name, const std::string& text) {
  lua_pushlstring(lua, text.data(), text.size());
  lua_setfield(lua, -2, name);
}

void push_members(lua_State* lua) {
  const BodyFacts& facts = Body::of(lua).facts();
  lua_newtable(lua);
  for (const auto& [known, function] : methods) {
    lua_pushcfunction(lua, function);
    lua_pushstring(lua, known.name.data());
    lua_pushcclosure(lua, call_method, 2);
    lua_setfield(lua, -2, known.name.data());
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
  for (const auto& method : methods) names.emplace_back(method.known.name);
  return names;
}

KnownFields ctx_members() {
  KnownFields members = list_of(plain);
  for (const auto& method : methods) {
    members.push_back(method.known);
    members.back().required = true;
  }
  return members;
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
