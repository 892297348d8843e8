// ctx:http "url", or ctx:http { url =, method = "GET", headers = {}, body = "" | json = {}, ok = {
// 200 },
//   timeout = "10s", capture = { token = "$.access_token" } }
//   -> { status, headers, body, ms, json, captured }; `json` is the body read as JSON, or nil;
//   `captured.token` a handle like a secret's, for what nobody may read.
// Raises when the status is not in `ok` (default 200 to 399), and when there was no answer.
#include <nlohmann/json.hpp>

#include "lua/body.h"
#include "lua/call_fields.h"
#include "lua/capture.h"
#include "lua/ctx.h"
#include "lua/failure.h"
#include "lua/json_text.h"
#include "lua/json_value.h"
#include "lua/outcome.h"
#include "lua/request.h"

namespace golive {
namespace {

using nlohmann::json;

constexpr const char* answer_type = "an answer";
// Stack: ctx, the author's table, ok, what was asked, capture.
constexpr int statuses_index = 3, request_index = 4, capture_index = 5;

bool is_ok_status(lua_State* lua, std::int64_t status) {
  if (lua_isnil(lua, statuses_index)) return status >= 200 && status < 400;
  return lists(lua, statuses_index, status);
}

// answer.json: read when it is first asked for.
int answer_member(lua_State* lua) {
  if (lua_type(lua, 2) != LUA_TSTRING || std::string_view(lua_tostring(lua, 2)) != "json") return 0;
  lua_pushliteral(lua, "body");
  lua_rawget(lua, 1);
  std::size_t size = 0;
  const char* body = lua_tolstring(lua, -1, &size);
  if (body == nullptr || !push_json_text(lua, {body, size})) return 0;
  lua_pushvalue(lua, 2);
  lua_pushvalue(lua, -2);
  lua_rawset(lua, 1);
  return 1;
}

// On top: what was answered, as a table. Raises if there was no answer, or one that is not `ok`.
void check_answer(lua_State* lua, const std::string& asked) {
  if (has_field(lua, "error")) raise(lua, asked + ": " + to_message(field_of(lua, "error")));
  if (!has_field(lua, "status")) {
    lua_pushinteger(lua, 200);  // a person's word for it
    lua_setfield(lua, -2, "status");
  }
  lua_pushliteral(lua, "");
  set_default(lua, "body");
  lua_newtable(lua);
  set_default(lua, "headers");
  lua_getfield(lua, -1, "status");
  const bool is_ok = lua_isinteger(lua, -1) && is_ok_status(lua, lua_tointeger(lua, -1));
  if (is_ok) return lua_pop(lua, 1);
  const json status = to_json(lua, -1, "the status");
  lua_getfield(lua, -2, "body");
  std::size_t size = 0;
  const char* body = lua_tolstring(lua, -1, &size);
  const std::string told = tail_of({body, size});
  raise(lua, asked + ": status " + to_message(status) + (told.empty() ? "" : ": " + told));
}

int finish_http(lua_State* lua, int, lua_KContext) {
  push_outcome(lua);
  const std::string asked = lua_tostring(lua, request_index);
  check_answer(lua, asked);
  set_nil(lua, "json");
  if (lua_isnil(lua, capture_index)) {
    set_nil(lua, "captured");
  } else {
    const json captured{{"captured", field_of(lua, "captured")}};
    push_captured(lua, capture_index, captured, asked);
    lua_setfield(lua, -2, "captured");
  }
  if (luaL_newmetatable(lua, answer_type)) {
    lua_pushcfunction(lua, answer_member);
    lua_setfield(lua, -2, "__index");
    lua_pushboolean(lua, false);
    lua_setfield(lua, -2, "__metatable");
  }
  lua_setmetatable(lua, -2);
  return 1;
}

}  // namespace

int ctx_http(lua_State* lua) {
  lua_settop(lua, 2);
  if (lua_type(lua, 2) == LUA_TSTRING) {
    lua_createtable(lua, 0, 1);
    lua_insert(lua, 2);
    lua_setfield(lua, 2, "url");
  }
  const RequestFields fields(lua, 2, "ctx:http", http_fields());
  json request = http_request(fields);
  copy_capture(fields, request);
  push_json(lua, request.value("ok", json()));
  push_json(lua, request["method"].get<std::string>() + " " + request["url"].get<std::string>());
  push_json(lua, request.value("capture", json()));
  return Body::of(lua).ask(lua, EffectKind::http, request, finish_http);
}

}  // namespace golive
