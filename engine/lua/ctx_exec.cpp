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

int finish_exec(lua_State* lua, int, lua_KContext) {
  json outcome = outcome_at_top(lua);
  const std::string program = lua_tostring(lua, program_index);
  if (outcome.contains("error")) raise(lua, program + ": " + to_message(outcome["error"]));
  if (outcome.contains("timeout")) raise(lua, program + " did not end in time and was stopped");
  const std::string tail = tail_of(to_message(outcome["err"]));
  const std::string told = tail.empty() ? "" : ": " + tail;
  if (outcome.contains("signal"))
    raise(lua, program + " was ended by signal " + to_message(outcome["signal"]) + told);
  if (!outcome.contains("code")) outcome["code"] = 0;  // a person's word for it
  if (!outcome["code"].is_number_integer() || !is_ok_code(lua, outcome["code"].get<std::int64_t>()))
    raise(lua, program + " ended with code " + to_message(outcome["code"]) + told);
  for (const char* text : {"out", "err"})
    if (!outcome[text].is_string()) outcome[text] = "";
  push_json(lua, outcome);
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
