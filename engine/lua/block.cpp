#include "lua/block.h"

#include <array>

#include "base/limits.h"
#include "lua/failure.h"

namespace golive {
namespace {

constexpr const char* block_type = "a block";
constexpr const char* rule_type = "a rule";
constexpr int id_value = 1, file_value = 2, fields_value = 3;  // user values of a block

bool is_of_scenario(BlockKind kind) {
  return kind >= BlockKind::scenario && kind <= BlockKind::late;
}
bool is_of_tests(BlockKind kind) { return kind == BlockKind::tests || kind == BlockKind::test; }

bool belongs_to(Vocabulary vocabulary, BlockKind kind) {
  switch (vocabulary) {
    case Vocabulary::runbook:
      return !is_of_scenario(kind) && !is_of_tests(kind);
    case Vocabulary::scenario:
      return is_of_scenario(kind) || kind == BlockKind::freeze;
    case Vocabulary::tests:
      return is_of_tests(kind);
  }
  return false;
}

std::string user_text(lua_State* lua, int index, int value) {
  lua_getiuservalue(lua, index, value);
  std::size_t size = 0;
  const char* bytes = lua_tolstring(lua, -1, &size);
  std::string text = bytes ? std::string(bytes, size) : std::string();
  lua_pop(lua, 1);
  return text;
}

// A new block, written where author's code now runs.
void push_block(lua_State* lua, BlockKind kind) {
  const std::string place = place_of(lua);
  const auto colon = place.rfind(':');
  auto* block = static_cast<Block*>(lua_newuserdatauv(lua, sizeof(Block), 3));
  *block = {kind, colon == std::string::npos ? 0 : std::atoi(place.c_str() + colon + 1), false};
  lua_pushlstring(lua, place.data(), std::min(colon, place.size()));
  lua_setiuservalue(lua, -2, file_value);
  luaL_setmetatable(lua, block_type);
}

void check_id(lua_State* lua, BlockKind kind) {
  const std::string id = lua_tostring(lua, 1);
  const std::string label = std::string(text_of(kind)) + " \"" + id + "\"";
  // A sentence, or what a plan has or has not.
  const bool is_text = is_of_scenario(kind) || is_of_tests(kind);
  const auto longest = is_text ? limits::name_bytes * 2 : limits::id_length;
  if (id.empty() || id.size() > longest)
    raise(lua, label + ": an id has 1 to " + std::to_string(longest) + " characters");
  if (is_text) return;
  for (const char byte : id)
    if (!(byte >= 'a' && byte <= 'z') && !(byte >= 'A' && byte <= 'Z') &&
        !(byte >= '0' && byte <= '9') && byte != '-' && byte != '_' && byte != '.')
      raise(lua, label + ": an id consists of letters, digits, - _ and .",
            "the text for people is the title");
}

// `step "a"`, and `parallel { ... }`. Upvalue: the kind.
int begin_block(lua_State* lua) {
  const auto kind = static_cast<BlockKind>(lua_tointeger(lua, lua_upvalueindex(1)));
  const std::string name(text_of(kind));
  if (!has_id(kind)) {
    if (lua_type(lua, 1) != LUA_TTABLE)
      raise(lua, name + " has no id", "write " + name + " { ... }");
    push_block(lua, kind);
    static_cast<Block*>(lua_touserdata(lua, -1))->finished = true;
    lua_pushvalue(lua, 1);
    lua_setiuservalue(lua, -2, fields_value);
    return 1;
  }
  if (lua_type(lua, 1) != LUA_TSTRING)
    raise(lua, name + " needs an id", "write " + name + " \"id\" { ... }");
  check_id(lua, kind);
  push_block(lua, kind);
  lua_pushvalue(lua, 1);
  lua_setiuservalue(lua, -2, id_value);
  return 1;
}

// The `{ ... }` of a block; once more, and a comma is missing between it and the next one.
int finish_block(lua_State* lua) {
  Block* block = block_at(lua, 1);
  if (block->finished) raise(lua, "a comma is missing after " + label_of(lua, 1));
  if (lua_type(lua, 2) != LUA_TTABLE || lua_getmetatable(lua, 2))
    raise(lua, label_of(lua, 1) + " needs its { }", "write " + label_of(lua, 1) + " { ... }");
  block->finished = true;
  lua_pushvalue(lua, 2);
  lua_setiuservalue(lua, 1, fields_value);
  lua_settop(lua, 1);
  return 1;
}

// Upvalue: the kind. `any_of { a, b }` keeps its table, the others what they are called with.
int make_rule(lua_State* lua) {
  const auto kind = static_cast<RuleKind>(lua_tointeger(lua, lua_upvalueindex(1)));
  const std::string name(text_of(kind));
  const int arguments = lua_gettop(lua);
  if (kind == RuleKind::any_of) {
    if (lua_type(lua, 1) != LUA_TTABLE) raise(lua, name + " takes a list", "write any_of { ... }");
  } else {
    if (kind == RuleKind::at_least && (!lua_isinteger(lua, 1) || lua_type(lua, 2) != LUA_TSTRING))
      raise(lua, "at_least takes a number and a role", "write at_least(2, \"role\")");
    if (kind == RuleKind::rehearsed &&
        (lua_type(lua, 1) != LUA_TSTRING || lua_type(lua, 2) != LUA_TSTRING))
      raise(lua, "rehearsed takes a phase and a duration", "write rehearsed(\"go-live\", \"7d\")");
    if (kind != RuleKind::at_least && lua_type(lua, 1) != LUA_TSTRING)
      raise(lua, name + " takes an id", "write " + name + " \"id\"");
    lua_createtable(lua, arguments, 0);
    lua_insert(lua, 1);
    for (int index = arguments; index >= 1; --index) lua_rawseti(lua, 1, index);
  }
  *static_cast<RuleKind*>(lua_newuserdatauv(lua, sizeof(RuleKind), 1)) = kind;
  lua_pushvalue(lua, 1);
  lua_setiuservalue(lua, -2, 1);
  luaL_setmetatable(lua, rule_type);
  return 1;
}

int call_rule(lua_State* lua) {
  raise(lua, "a comma is missing after " + std::string(text_of(*rule_at(lua, 1))));
}

// each(list, f): the list of what f makes of each.
int each(lua_State* lua) {
  if (lua_type(lua, 1) != LUA_TTABLE || lua_type(lua, 2) != LUA_TFUNCTION)
    raise(lua, "each takes a list and a function", "write each({ ... }, function(one) ... end)");
  const auto count = static_cast<lua_Integer>(lua_rawlen(lua, 1));
  lua_createtable(lua, static_cast<int>(count), 0);
  for (lua_Integer index = 1; index <= count; ++index) {
    lua_pushvalue(lua, 2);
    lua_rawgeti(lua, 1, index);
    lua_pushinteger(lua, index);
    lua_call(lua, 2, 1);
    if (lua_isnil(lua, -1))
      raise(lua, "each: the function returns nothing for element " + std::to_string(index));
    lua_rawseti(lua, -2, index);
  }
  return 1;
}

int no_fields(lua_State* lua) {
  raise(lua, std::string(block_at(lua, 1) ? label_of(lua, 1) : "a rule") +
                 " cannot be looked into or changed once it is written");
}

void make_type(lua_State* lua, const char* name, lua_CFunction call) {
  luaL_newmetatable(lua, name);
  lua_pushcfunction(lua, call);
  lua_setfield(lua, -2, "__call");
  for (const char* event : {"__index", "__newindex"}) {
    lua_pushcfunction(lua, no_fields);
    lua_setfield(lua, -2, event);
  }
  lua_pushboolean(lua, false);
  lua_setfield(lua, -2, "__metatable");
  lua_pop(lua, 1);
}

template <class Kind, class Is>
void add_words(lua_State* lua, lua_CFunction make, Is is_word) {
  for (const auto& [kind, name] : EnumText<Kind>::table) {
    if (!is_word(kind)) continue;
    lua_pushinteger(lua, static_cast<lua_Integer>(kind));
    lua_pushcclosure(lua, make, 1);
    lua_setfield(lua, -2, std::string(name).c_str());
  }
}

}  // namespace

void add_vocabulary(lua_State* lua, Vocabulary vocabulary) {
  make_type(lua, block_type, finish_block);
  make_type(lua, rule_type, call_rule);
  add_words<BlockKind>(lua, begin_block,
                       [&](BlockKind kind) { return belongs_to(vocabulary, kind); });
  add_words<RuleKind>(lua, make_rule, [&](RuleKind) { return vocabulary == Vocabulary::runbook; });
  lua_pushcfunction(lua, each);
  lua_setfield(lua, -2, "each");
}

Block* block_at(lua_State* lua, int index) {
  return static_cast<Block*>(luaL_testudata(lua, index, block_type));
}

void push_fields(lua_State* lua, int index) { lua_getiuservalue(lua, index, fields_value); }

std::string id_of(lua_State* lua, int index) { return user_text(lua, index, id_value); }
std::string file_of(lua_State* lua, int index) { return user_text(lua, index, file_value); }

std::string place_of_block(lua_State* lua, int index) {
  return file_of(lua, index) + ":" + std::to_string(block_at(lua, index)->line);
}

std::string label_of(lua_State* lua, int index) {
  const std::string id = id_of(lua, index);
  return std::string(text_of(block_at(lua, index)->kind)) + (id.empty() ? "" : " \"" + id + "\"");
}

std::optional<RuleKind> rule_at(lua_State* lua, int index) {
  const auto* kind = static_cast<const RuleKind*>(luaL_testudata(lua, index, rule_type));
  return kind ? std::optional(*kind) : std::nullopt;
}

void push_arguments(lua_State* lua, int index) { lua_getiuservalue(lua, index, 1); }

BlockKind root_of(Vocabulary vocabulary) {
  switch (vocabulary) {
    case Vocabulary::runbook:
      return BlockKind::plan;
    case Vocabulary::scenario:
      return BlockKind::scenario;
    case Vocabulary::tests:
      return BlockKind::tests;
  }
  return BlockKind::plan;
}

bool has_id(BlockKind kind) {
  return kind != BlockKind::document && kind != BlockKind::parallel &&
         kind != BlockKind::scenario && kind != BlockKind::tests;
}

bool is_item(BlockKind kind) { return kind >= BlockKind::phase; }

}  // namespace golive
