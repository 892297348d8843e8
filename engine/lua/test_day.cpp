#include "lua/test_day.h"

#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "lua/failure.h"
#include "lua/json_value.h"
#include "lua/sandbox.h"

namespace golive {
namespace {

using nlohmann::json;

constexpr const char* day_type = "a day";
constexpr std::uint64_t call_steps = 10'000;  // what a look at the run costs, in instructions

struct Day {
  TestStage* stage;
};

TestStage& stage_of(lua_State* lua) {
  const auto* day = static_cast<const Day*>(luaL_testudata(lua, 1, day_type));
  if (day == nullptr) raise(lua, "it is called with a dot", "write day:play() with a colon");
  Sandbox::of(lua).spend(lua, call_steps);
  return *day->stage;
}

// What the stage does at the engine's expense.
template <class Do>
auto outside(lua_State* lua, Do work) {
  const Sandbox::Outside here(lua);
  return work();
}

[[noreturn]] void raise_error(lua_State* lua, const Error& error) {
  raise(lua, error.place.empty() ? error.what : error.place + ": " + error.what, error.way_out);
}

std::string text_at(lua_State* lua, int index, const char* wanted) {
  if (lua_type(lua, index) != LUA_TSTRING) raise(lua, wanted);
  return lua_tostring(lua, index);
}

std::string object_at(lua_State* lua, int index, const char* what) {
  if (lua_isnoneornil(lua, index)) return "{}";
  if (lua_type(lua, index) != LUA_TTABLE) raise(lua, std::string(what) + " is a table");
  return canonical(to_json(lua, index, what));
}

// A response's `json` is its body as text, as over the wire.
std::string outcome_at(lua_State* lua, int index) {
  json outcome = json::parse(object_at(lua, index, "the outcome"));
  if (!outcome.is_object()) raise(lua, "the outcome is a table with names, like { code = 1 }");
  if (outcome.contains("json")) {
    outcome["body"] = canonical(outcome["json"]);
    outcome.erase("json");
  }
  return canonical(outcome);
}

int day_answer(lua_State* lua) {
  TestStage& stage = stage_of(lua);
  ScriptedAnswer answer{text_at(lua, 2, "day:answer takes a part of the request, and an outcome"),
                        outcome_at(lua, 3), -1};
  if (!lua_isnoneornil(lua, 4)) {
    if (!lua_isinteger(lua, 4) || lua_tointeger(lua, 4) < 1 || lua_tointeger(lua, 4) > 1'000'000)
      raise(lua, "how often it is answered so is a whole number from 1");
    answer.times = static_cast<int>(lua_tointeger(lua, 4));
  }
  if (auto kept = stage.answer(answer); !kept) raise_error(lua, kept.error());
  return 0;
}

int day_play(lua_State* lua) {
  const std::string until =
      lua_isnoneornil(lua, 2) ? "" : text_at(lua, 2, "day:play takes an item's path, or nothing");
  TestStage& stage = stage_of(lua);
  auto standing = outside(lua, [&] { return stage.play(until); });
  if (!standing) raise_error(lua, standing.error());
  push_json(lua, json(*standing));
  return 1;
}

int day_pass(lua_State* lua) {
  const auto duration = parse_duration(text_at(lua, 2, "day:pass takes a duration like \"10m\""));
  if (!duration) raise_error(lua, duration.error());
  TestStage& stage = stage_of(lua);
  if (auto passed = outside(lua, [&] { return stage.pass(*duration); }); !passed)
    raise_error(lua, passed.error());
  return 0;
}

int day_act(lua_State* lua) {
  constexpr const char* wanted =
      "day:act takes a role, a command and its fields: day:act(\"dba\", \"retry\", { item = ... })";
  TestStage& stage = stage_of(lua);
  const auto role = text_at(lua, 2, wanted), command = text_at(lua, 3, wanted);
  const auto fields = object_at(lua, 4, "the fields");
  const auto done = outside(lua, [&] { return stage.act(role, command, fields); });
  if (!done) raise_error(lua, done.error());
  return 0;
}

json item_at(lua_State* lua) {
  auto item = stage_of(lua).item(text_at(lua, 2, "it takes an item's path"));
  if (!item) raise_error(lua, item.error());
  return json::parse(*item);
}

int day_item(lua_State* lua) {
  push_json(lua, item_at(lua));
  return 1;
}

int day_state(lua_State* lua) {
  push_json(lua, item_at(lua)["state"]);
  return 1;
}

int day_run(lua_State* lua) {
  auto run = stage_of(lua).run();
  if (!run) raise_error(lua, run.error());
  push_json(lua, json::parse(*run));
  return 1;
}

int day_asked(lua_State* lua) {
  const std::string part =
      lua_isnoneornil(lua, 2) ? "" : text_at(lua, 2, "day:asked takes a part of a request");
  json found = json::array();
  for (auto& request : stage_of(lua).asked())
    if (request.find(part) != std::string::npos) found.push_back(std::move(request));
  push_json(lua, found);
  return 1;
}

int day_expect(lua_State* lua) {
  (void)stage_of(lua);
  const auto sentence =
      text_at(lua, 3, "day:expect takes a condition and a sentence that says what must be so");
  if (!lua_toboolean(lua, 2)) raise(lua, "not so: " + sentence);
  return 0;
}

int day_expect_equal(lua_State* lua) {
  (void)stage_of(lua);
  const json got = to_json(lua, 2, "what is compared"), wanted = to_json(lua, 3, "what is wanted");
  const std::string what = lua_isnoneornil(lua, 4) ? "" : text_at(lua, 4, "what it is is a text");
  if (got != wanted)
    raise(lua, (what.empty() ? "" : what + ": ") + "wanted " + canonical(wanted) + ", got " +
                   canonical(got));
  return 0;
}

struct DayMethod {
  KnownField known;
  lua_CFunction function;
};
constexpr DayMethod day_methods[] = {
    {{"act", "fun(self: golive.TestDay, role: golive.Role, command: string, fields?: table)",
      "A command by somebody with that role", required_field},
     day_act},
    {{"answer", "fun(self: golive.TestDay, part: string, outcome?: table, times?: integer)",
      "Requests that contain the part are answered so", required_field},
     day_answer},
    {{"asked", "fun(self: golive.TestDay, part?: string): string[]",
      "The requests that contain the part, in order", required_field},
     day_asked},
    {{"expect", "fun(self: golive.TestDay, ok: any, sentence: string)", "Fails unless it is so",
      required_field},
     day_expect},
    {{"expect_equal", "fun(self: golive.TestDay, got: any, wanted: any, what?: string)",
      "Fails unless both are the same", required_field},
     day_expect_equal},
    {{"item", "fun(self: golive.TestDay, item: golive.Item): golive.DayItem", "How an item stands",
      required_field},
     day_item},
    {{"pass", "fun(self: golive.TestDay, time: golive.Duration)",
      "Time passes, and nobody does anything", required_field},
     day_pass},
    {{"play",
      "fun(self: golive.TestDay, item?: golive.Item):"
      " \"over\"|\"offered\"|\"held\"|\"waits\"|\"begun\"",
      "People do what is plain, and time passes; how it stands then", required_field},
     day_play},
    {{"run", "fun(self: golive.TestDay): golive.DayRun", "How the run stands", required_field},
     day_run},
    {{"state", "fun(self: golive.TestDay, item: golive.Item): string", "The state of an item",
      required_field},
     day_state},
};

int unknown_method(lua_State* lua) {
  const std::string name = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "?";
  raise(lua, "a day has no \"" + name + "\"", did_you_mean(name, names_of(day_members())));
}

int read_only(lua_State* lua) { raise(lua, "a day cannot be changed", "use a local variable"); }

}  // namespace

KnownFields day_members() {
  KnownFields members;
  for (const auto& method : day_methods) members.push_back(method.known);
  return members;
}

void push_test_day(lua_State* lua, TestStage& stage) {
  *static_cast<Day*>(lua_newuserdatauv(lua, sizeof(Day), 0)) = {&stage};
  if (luaL_newmetatable(lua, day_type)) {
    lua_newtable(lua);
    for (const auto& [known, function] : day_methods) {
      lua_pushcfunction(lua, function);
      lua_setfield(lua, -2, known.name.data());
    }
    lua_newtable(lua);
    lua_pushcfunction(lua, unknown_method);
    lua_setfield(lua, -2, "__index");
    lua_setmetatable(lua, -2);
    lua_setfield(lua, -2, "__index");
    lua_pushcfunction(lua, read_only);
    lua_setfield(lua, -2, "__newindex");
    lua_pushboolean(lua, false);
    lua_setfield(lua, -2, "__metatable");
  }
  lua_setmetatable(lua, -2);
}

}  // namespace golive
