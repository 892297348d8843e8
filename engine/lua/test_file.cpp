#include "lua/test_file.h"

#include "lua/block_fields.h"
#include "lua/children.h"
#include "lua/failure.h"
#include "lua/plan_reader.h"
#include "lua/test_day.h"

namespace golive {
namespace {

constexpr const char* play_field = "play";

RunbookTest read_test(const Script& script, const RunbookTest& all) {
  lua_State* lua = script.lua();
  if (block_at(lua, -1)->kind != BlockKind::test)
    throw Unloadable{{ErrorKind::unloadable, label_of(lua, -1) + " stands among tests",
                      place_of_block(lua, -1), "write test \"sentence\" { play = ... }"}};
  RunbookTest test = all;
  test.name = id_of(lua, -1);
  test.place = place_of_block(lua, -1);
  const Written written = written_at(script, -1);
  push_fields(lua, -1);
  const Fields fields(lua, -1, written);
  fields.allow(fields_of(BlockKind::test), false);
  if (fields.has("j")) test.j = fields.text("j");
  if (fields.has("environment")) test.environment = fields.text("environment");
  const int type = fields.push(play_field);
  lua_pop(lua, 1);
  if (type != LUA_TFUNCTION)
    fields.refuse(play_field, "play must be a function", "write play = function(day) ... end");
  return test;
}

std::vector<RunbookTest> read_tests(const Script& script) {
  lua_State* lua = script.lua();
  RunbookTest all;
  push_fields(lua, Script::plan_index);
  {
    const Fields fields(lua, -1, written_at(script, Script::plan_index));
    fields.allow(fields_of(BlockKind::tests), true);
    all.j = fields.text("j");
    all.environment = fields.text("environment");
  }
  lua_pop(lua, 1);
  std::vector<RunbookTest> tests;
  visit_children(lua, Script::plan_index, [&] { tests.push_back(read_test(script, all)); });
  return tests;
}

// Leaves the function of the test of that number on top.
bool push_play(const Script& script, std::size_t number) {
  lua_State* lua = script.lua();
  lua_pushnil(lua);
  const int found = lua_gettop(lua);
  std::size_t left = number + 1;
  visit_children(lua, Script::plan_index, [&] {
    if (--left != 0) return;
    push_fields(lua, -1);
    lua_getfield(lua, -1, play_field);
    lua_replace(lua, found);
  });
  return lua_type(lua, found) == LUA_TFUNCTION;
}

}  // namespace

Result<std::vector<RunbookTest>> list_tests(const RunbookText& text) {
  Script script(std::make_shared<const RunbookText>(text), true, Vocabulary::tests);
  if (auto evaluated = script.evaluate(); !evaluated) return tl::unexpected(evaluated.error());
  try {
    return read_tests(script);
  } catch (const Unloadable& refused) {
    return tl::unexpected(refused.error);
  }
}

std::optional<Error> play_test(const RunbookText& text, std::size_t number, TestStage& stage) {
  Script script(std::make_shared<const RunbookText>(text), false, Vocabulary::tests);
  if (auto evaluated = script.evaluate(); !evaluated) return evaluated.error();
  lua_State* lua = script.lua();
  if (!push_play(script, number)) return Error{ErrorKind::not_found, "there is no such test"};
  lua_State* thread = lua_newthread(lua);
  lua_insert(lua, -2);
  lua_xmove(lua, thread, 1);
  push_test_day(thread, stage);
  int results = 0;
  const int status = script.sandbox().resume(thread, 1, &results);
  if (status == LUA_OK) return std::nullopt;
  if (status == LUA_YIELD)
    return Error{ErrorKind::invalid, "a test does not yield", place_of(thread), {}};
  return read_failure(thread, status);
}

}  // namespace golive
