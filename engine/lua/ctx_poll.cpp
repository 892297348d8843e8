// ctx:poll { url = | exec = { "prog" } | connect = "host:port" | resolve = "name",
//   expect = { status =, json = {}, body_contains =, max_ms =, tls_days =, health = "ok" },
//   every = "2s", and either
//     consecutive = 3, within = "5m"     until so many polls in a row are good, or
//     during = "30m", tolerate = 2       as long as no more than so many in a row are bad
//                     consecutive = 2    its verdict changes when so many in a row say so }
// -> { ok, polls, failures, last, ms }; raises when it does not come to a good end.
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "lua/body.h"
#include "lua/call_fields.h"
#include "lua/ctx.h"
#include "lua/failure.h"
#include "lua/json_value.h"
#include "lua/request.h"

namespace golive {
namespace {

using nlohmann::json;

// Stack: ctx, the author's table, what was polled.
constexpr int asked_index = 3;

int finish_poll(lua_State* lua, int, lua_KContext) {
  json outcome = outcome_of(lua);
  if (!outcome.contains("ok"))
    outcome["ok"] = !outcome.contains("error");  // a person's word for it
  if (outcome["ok"] != true)
    raise(lua, std::string(lua_tostring(lua, asked_index)) + ": " +
                   to_message(outcome.contains("why") ? outcome["why"] : outcome["error"]));
  push_json(lua, outcome);
  return 1;
}

json expectation(const RequestFields& fields) {
  json expect = json::object();
  lua_State* lua = fields.lua();
  if (fields.push("expect") != LUA_TNIL) {
    const RequestFields given(lua, -1, "ctx:poll: expect", expect_fields());
    given.copy_json("status", expect, Handles::refused);
    given.copy_json("json", expect, Handles::refused);
    if (const auto text = given.text("body_contains")) expect["body_contains"] = *text;
    if (const auto most = given.whole("max_ms", 1)) expect["max_ms"] = *most;
    if (const auto days = given.whole("tls_days", 0)) expect["tls_days"] = *days;
    if (const auto health = given.text("health")) expect["health"] = *health;
    for (const char* of_url : {"tls_days", "health"})
      if (expect.contains(of_url) && !fields.has("url"))
        raise(lua, std::string("ctx:poll: expect: ") + of_url + " is of a url");
    if (expect.contains("health") && expect["health"] != "ok" && expect["health"] != "degraded")
      raise(lua, "ctx:poll: expect: health is \"ok\" or \"degraded\": the worst that passes");
    const auto status = expect.find("status");
    if (status != expect.end() && !status->is_number_integer() && !status->is_array())
      raise(lua, "ctx:poll: expect: status must be a whole number or a list of them");
    if (expect.contains("json") && !expect["json"].is_object())
      raise(lua, "ctx:poll: expect: json must be a table of names and values");
  }
  lua_pop(lua, 1);
  return expect;
}

// "host:port", "[::1]:port".
json host_and_port(lua_State* lua, const std::string& text) {
  const auto colon = text.rfind(':');
  auto host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  int port = 0;
  const auto* end = text.data() + text.size();
  const auto* digits = colon == std::string::npos ? end : text.data() + colon + 1;
  const auto [last, error] = std::from_chars(digits, end, port);
  if (error != std::errc() || last != end || host.empty() || port < 1 || port > 65'535)
    raise(lua, "ctx:poll: connect = \"" + text + "\" is no host and port",
          "write connect = \"db.example:5432\"");
  return {{"host", host}, {"port", port}};
}

// A name or a connection; pushes how messages name it.
json reach_target(const RequestFields& fields, const char* kind) {
  lua_State* lua = fields.lua();
  const auto text = fields.text(kind).value_or("");
  const bool connects = std::string_view(kind) == "connect";
  json asked = connects ? host_and_port(lua, text) : json{{"host", text}};
  if (text.empty() || text.find_first_of(" \t\r\n") != std::string::npos)
    raise(lua, std::string("ctx:poll: ") + kind + " = \"" + text + "\" names nothing");
  asked["timeout_ms"] = fields.milliseconds("timeout").value_or(limits::http_timeout.count());
  push_json(lua, text);
  return {{kind, std::move(asked)}};
}

// What is polled; pushes how messages name it.
json target(const RequestFields& fields) {
  lua_State* lua = fields.lua();
  int ways = 0;
  const char* way = "url";
  for (const char* each : {"url", "exec", "connect", "resolve"}) {
    if (!fields.has(each)) continue;
    ++ways;
    way = each;
  }
  if (ways != 1) raise(lua, "ctx:poll takes one of url, exec, connect and resolve");
  const std::string_view kind = way;
  if (kind == "connect" || kind == "resolve") return reach_target(fields, way);
  json target;
  if (kind == "exec") {
    fields.push("exec");
    json exec = exec_request(lua, -1, "ctx:poll: exec");
    lua_pop(lua, 1);
    if (const auto timeout = fields.milliseconds("timeout");
        timeout && !exec.contains("timeout_ms"))
      exec["timeout_ms"] = *timeout;
    push_json(lua, exec["argv"][0]);
    target["exec"] = std::move(exec);
  } else {
    json http = http_request(fields);
    push_json(lua, http["url"]);
    target["http"] = std::move(http);
  }
  if (target.begin()->contains("interruption"))
    raise(fields.lua(), "ctx:poll: a poll is asked again in any case", "leave interruption out");
  return target;
}

void add_span(const RequestFields& fields, json& request) {
  request["every_ms"] = fields.milliseconds("every").value_or(limits::poll_every.count());
  if (const auto during = fields.milliseconds("during")) {
    if (fields.has("within")) raise(fields.lua(), "ctx:poll takes during and tolerate, or within");
    request["during_ms"] = *during;
    request["tolerate"] = fields.whole("tolerate", 0).value_or(0);
    if (const auto rows = fields.whole("consecutive", 1)) request["consecutive"] = *rows;
  } else {
    if (fields.has("tolerate")) raise(fields.lua(), "ctx:poll: tolerate goes with during");
    request["within_ms"] = fields.milliseconds("within").value_or(limits::poll_within.count());
    request["consecutive"] = fields.whole("consecutive", 1).value_or(1);
  }
  for (const char* span : {"every_ms", "during_ms", "within_ms"})
    if (request.contains(span) && request[span] == 0)
      raise(fields.lua(), "ctx:poll: a span of time is zero");
}

}  // namespace

int ctx_poll(lua_State* lua) {
  lua_settop(lua, 2);
  const RequestFields fields(lua, 2, "ctx:poll", poll_fields());
  json request = target(fields);
  request["expect"] = expectation(fields);
  add_span(fields, request);
  return Body::of(lua).ask(lua, EffectKind::poll, request, finish_poll);
}

}  // namespace golive
