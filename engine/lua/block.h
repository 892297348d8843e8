// Blocks and rules: the values that a runbook's vocabulary makes. `step "a" { ... }` is a Block
// that knows its kind, its id, its fields and where it was written; `failed "a"`, `any_of { ... }`
// are Rules. Authors can place them and nothing else. The loader reads them into a Plan; a body
// finds its function in them.
#pragma once

#include <lua.hpp>
#include <optional>
#include <string>

#include "base/enum_text.h"

namespace golive {

enum class BlockKind {
  plan,
  document,
  role,
  contact,
  channel,
  environment,
  secret,
  objective,
  freeze,
  window,
  accept,
  scenario,
  fail,
  flaps,
  absent,
  late,
  tests,
  test,
  phase,
  step,
  task,
  checklist,
  smoke,
  gate,
  watch,
  parallel,
  contingency,
};
template <>
struct EnumText<BlockKind> {
  static constexpr EnumTable<BlockKind, 27> table{{{BlockKind::plan, "plan"},
                                                   {BlockKind::document, "document"},
                                                   {BlockKind::role, "role"},
                                                   {BlockKind::contact, "contact"},
                                                   {BlockKind::channel, "channel"},
                                                   {BlockKind::environment, "environment"},
                                                   {BlockKind::secret, "secret"},
                                                   {BlockKind::objective, "objective"},
                                                   {BlockKind::freeze, "freeze"},
                                                   {BlockKind::window, "window"},
                                                   {BlockKind::accept, "accept"},
                                                   {BlockKind::scenario, "scenario"},
                                                   {BlockKind::fail, "fail"},
                                                   {BlockKind::flaps, "flaps"},
                                                   {BlockKind::absent, "absent"},
                                                   {BlockKind::late, "late"},
                                                   {BlockKind::tests, "tests"},
                                                   {BlockKind::test, "test"},
                                                   {BlockKind::phase, "phase"},
                                                   {BlockKind::step, "step"},
                                                   {BlockKind::task, "task"},
                                                   {BlockKind::checklist, "checklist"},
                                                   {BlockKind::smoke, "smoke"},
                                                   {BlockKind::gate, "gate"},
                                                   {BlockKind::watch, "watch"},
                                                   {BlockKind::parallel, "parallel"},
                                                   {BlockKind::contingency, "contingency"}}};
};

enum class RuleKind { any_of, at_least, failed, breached, activate, rehearsed };
template <>
struct EnumText<RuleKind> {
  static constexpr EnumTable<RuleKind, 6> table{{{RuleKind::any_of, "any_of"},
                                                 {RuleKind::at_least, "at_least"},
                                                 {RuleKind::failed, "failed"},
                                                 {RuleKind::breached, "breached"},
                                                 {RuleKind::activate, "activate"},
                                                 {RuleKind::rehearsed, "rehearsed"}}};
};

struct Block {
  BlockKind kind;
  int line;       // where it was written
  bool finished;  // it has its { }
};

// Whose words: a runbook's, those of a scenario for its simulation, those of its tests.
enum class Vocabulary { runbook, scenario, tests };

// Adds the vocabulary (the kinds, the rules, each) to the table on top.
void add_vocabulary(lua_State* lua, Vocabulary vocabulary);

// The value at `index` as a block, or null. A finished block has its fields in a table.
Block* block_at(lua_State* lua, int index);
void push_fields(lua_State* lua, int index);
std::string id_of(lua_State* lua, int index);
std::string file_of(lua_State* lua, int index);
std::string place_of_block(lua_State* lua, int index);
// `step "migrate"`, `parallel`.
std::string label_of(lua_State* lua, int index);

// The value at `index` as a rule; its arguments are a table: { "id" }, { 2, "role" }, { part, ...
// }.
std::optional<RuleKind> rule_at(lua_State* lua, int index);
void push_arguments(lua_State* lua, int index);

bool is_item(BlockKind kind);
bool has_id(BlockKind kind);
// What a file of that vocabulary returns.
BlockKind root_of(Vocabulary vocabulary);

}  // namespace golive
