// What is recorded and done at once:
//   ctx:log("text")             ctx:log("%d rows", n), as string.format
//   ctx:check(ok, "sentence")   raises when `ok` is false or nil; else returns it
//   ctx:evidence("name", value) a text, or what JSON can hold
#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/utf8.h"
#include "lua/body.h"
#include "lua/ctx.h"
#include "lua/failure.h"
#include "lua/json_value.h"

namespace golive {
namespace {

using nlohmann::json;

std::string text_argument(lua_State* lua, int index, const char* wanted) {
  if (lua_type(lua, index) != LUA_TSTRING) raise(lua, wanted);
  std::size_t size = 0;
  const char* bytes = lua_tolstring(lua, index, &size);
  return to_utf8({bytes, size});
}

// With values after it, the text is a format: string.format makes one text of them all.
void apply_format(lua_State* lua) {
  if (lua_gettop(lua) < 3 || lua_type(lua, 2) != LUA_TSTRING) return;
  lua_getfield(lua, 2, "format");  // a method of texts
  lua_insert(lua, 2);
  lua_call(lua, lua_gettop(lua) - 2, 1);
}

}  // namespace

int ctx_log(lua_State* lua) {
  apply_format(lua);
  const json request{{"text", text_argument(lua, 2, "ctx:log takes a text")}};
  Body::of(lua).record(lua, EffectKind::log, request, "{}");
  return 0;
}

int ctx_check(lua_State* lua) {
  const std::string sentence =
      text_argument(lua, 3, "ctx:check takes a condition and a sentence that says what must be so");
  const bool ok = lua_toboolean(lua, 2) != 0;
  const std::string outcome = Body::of(lua).record(lua, EffectKind::check, {{"sentence", sentence}},
                                                   canonical({{"ok", ok}}));
  const json recorded = json::parse(outcome, nullptr, false);
  if (!recorded.is_object() || recorded.value("ok", json()) != true)
    raise(lua, "check failed: " + sentence);
  lua_pushvalue(lua, 2);
  return 1;
}

int ctx_evidence(lua_State* lua) {
  const std::string name = text_argument(lua, 2, "ctx:evidence takes a name and a value");
  luaL_checkany(lua, 3);
  const json request{{"name", name}, {"value", to_json(lua, 3, "the evidence")}};
  Body::of(lua).record(lua, EffectKind::evidence, request, "{}");
  return 0;
}

}  // namespace golive
