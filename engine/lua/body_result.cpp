#include "lua/body_result.h"

#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/limits.h"
#include "core/effect.h"
#include "lua/failure.h"
#include "lua/json_value.h"

namespace golive {
namespace {

using nlohmann::json;

std::string reason_at(lua_State* lua, int index) {
  if (lua_isnoneornil(lua, index)) return {};
  if (lua_type(lua, index) != LUA_TSTRING) raise(lua, "the reason of a condition must be a text");
  return to_json(lua, index, "the reason").get<std::string>();
}

json condition(lua_State* lua) {
  if (!lua_isboolean(lua, 1))
    raise(lua, std::string("`when` must return true or false, not a ") + luaL_typename(lua, 1),
          "write return ok, \"why\"");
  return {{"met", lua_toboolean(lua, 1) != 0}, {"reason", reason_at(lua, 2)}};
}

json answer(lua_State* lua) {
  const std::string word = lua_type(lua, 1) == LUA_TSTRING ? lua_tostring(lua, 1) : "";
  if (word != "done" && word != "not-done")
    raise(lua, "`probe` must return \"done\" or \"not-done\"");
  json answer{{"answer", word}};
  if (!lua_isnoneornil(lua, 2)) answer["outcome"] = to_json(lua, 2, "the outcome");
  return answer;
}

int finish_slot(lua_State* lua, int, lua_KContext slot) {
  if (lua_gettop(lua) < 2) lua_settop(lua, 2);
  json result;
  switch (static_cast<Slot>(slot)) {
    case Slot::action:
    case Slot::undo:
      result = to_json(lua, 1, "the result");
      break;
    case Slot::when:
      result = condition(lua);
      break;
    case Slot::probe:
      result = answer(lua);
      break;
  }
  const std::string text = canonical(result);
  if (text.size() > limits::outcome_bytes)
    raise(lua, "the result is larger than " + std::to_string(limits::outcome_bytes >> 10) + " KB",
          "record what is large with ctx:evidence, or keep it in a file");
  lua_pushlstring(lua, text.data(), text.size());
  return 1;
}

}  // namespace

int run_slot(lua_State* lua) {
  const lua_KContext slot = lua_tointeger(lua, lua_upvalueindex(1));
  lua_callk(lua, lua_gettop(lua) - 1, LUA_MULTRET, slot, finish_slot);
  return finish_slot(lua, LUA_OK, slot);
}

}  // namespace golive
