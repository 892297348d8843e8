// ctx:exec { "prog", "arg", env = {}, stdin = "", cwd = "", ok = { 0 }, timeout = "5m" }
//   -> { code, out, err, ms, truncated }; raises on a code that is not in `ok`.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "lua/body.h"
#include "lua/ctx.h"
#include "lua/failure.h"
#include "lua/json_value.h"
#include "lua/request.h"

namespace golive {
namespace {

using nlohmann::json;

// Stack: ctx, the author's table, ok, program, outcome.
constexpr int codes_index = 3, program_index = 4;

bool is_ok_code(lua_State* lua, std::int64_t code) {
  if (lua_isnil(lua, codes_index)) return code == 0;
  return lists(lua, codes_index, code);
}

std::string tail_of_errors(lua_State* lua) {
  const std::string tail = tail_of(to_message(take_field(lua, "err")));
  return tail.empty() ? "" : ": " + tail;
}

[[noreturn]] void raise_code(lua_State* lua, const std::string& program) {
  const json code = take_field(lua, "code");
  raise(lua, program + " ended with code " + to_message(code) + tail_of_errors(lua));
}

int finish_exec(lua_State* lua, int, lua_KContext) {
  push_outcome(lua);
  const std::string program = lua_tostring(lua, program_index);
  if (const json error = take_field(lua, "error"); !error.is_null())
    raise(lua, program + ": " + to_message(error));
  if (!take_field(lua, "timeout").is_null())
    raise(lua, program + " did not end in time and was stopped");
  if (const json signal = take_field(lua, "signal"); !signal.is_null())
    raise(lua, program + " was ended by signal " + to_message(signal) + tail_of_errors(lua));
  if (lua_getfield(lua, -1, "code") == LUA_TNIL) {
    lua_pushinteger(lua, 0);  // a person's word for it
    lua_setfield(lua, -3, "code");
  } else if (!lua_isinteger(lua, -1) || !is_ok_code(lua, lua_tointeger(lua, -1))) {
    lua_pop(lua, 1);
    raise_code(lua, program);
  }
  lua_pop(lua, 1);
  for (const char* text : {"out", "err"}) {
    lua_pushliteral(lua, "");
    set_default(lua, text, LUA_TSTRING);
  }
  return 1;
}

}  // namespace

int ctx_exec(lua_State* lua) {
  const json request = exec_request(lua, 2, "ctx:exec");
  lua_settop(lua, 2);
  push_json(lua, request.value("ok", json()));
  push_json(lua, request["argv"][0]);
  return Body::of(lua).ask(lua, EffectKind::exec, request, finish_exec);
}

}  // namespace golive
