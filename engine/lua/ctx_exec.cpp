// ctx:exec { "prog", "arg", env = {}, stdin = "", cwd = "", ok = { 0 }, timeout = "5m" }
//   -> { code, out, err, ms, truncated }; raises on a code that is not in `ok`.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "lua/body.h"
#include "lua/ctx.h"
#include "lua/failure.h"
#include "lua/json_value.h"
#include "lua/outcome.h"
#include "lua/request.h"

namespace golive {
namespace {

using nlohmann::json;

// Stack: ctx, the author's table, ok, program.
constexpr int codes_index = 3, program_index = 4;

bool is_ok_code(lua_State* lua, std::int64_t code) {
  if (lua_isnil(lua, codes_index)) return code == 0;
  return lists(lua, codes_index, code);
}

// What it said of its failure, if anything.
std::string last_words(lua_State* lua) {
  const std::string tail = tail_of(to_message(field_of(lua, "err")));
  return tail.empty() ? "" : ": " + tail;
}

// Null, then: a table has none.
bool says_code(lua_State* lua) { return outcome_of(lua).contains("code"); }

int finish_exec(lua_State* lua, int, lua_KContext) {
  push_outcome(lua);
  const char* program = lua_tostring(lua, program_index);
  if (has_field(lua, "error"))
    raise(lua, std::string(program) + ": " + to_message(field_of(lua, "error")));
  if (has_field(lua, "timeout"))
    raise(lua, std::string(program) + " did not end in time and was stopped");
  if (has_field(lua, "signal"))
    raise(lua, std::string(program) + " was ended by signal " +
                   to_message(field_of(lua, "signal")) + last_words(lua));
  if (!has_field(lua, "code")) {  // a person's word for it
    if (says_code(lua))
      raise(lua, std::string(program) + " ended with code null" + last_words(lua));
    lua_pushinteger(lua, 0);
    lua_setfield(lua, -2, "code");
  }
  lua_getfield(lua, -1, "code");
  const bool is_ok = lua_isinteger(lua, -1) && is_ok_code(lua, lua_tointeger(lua, -1));
  lua_pop(lua, 1);
  if (!is_ok)
    raise(lua, std::string(program) + " ended with code " + to_message(field_of(lua, "code")) +
                   last_words(lua));
  for (const char* text : {"out", "err"}) {
    lua_pushliteral(lua, "");
    set_default(lua, text);
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
