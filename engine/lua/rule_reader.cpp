// `decided_by` and `trigger`: trees of rules.
#include "lua/block.h"
#include "lua/plan_reader.h"

namespace golive {
namespace {

constexpr int deepest = 20;

class RuleReader {
 public:
  RuleReader(const Fields& fields, const char* field)
      : lua_(fields.lua()), fields_(fields), field_(field) {}

  // The value on top of the stack stays there.
  Rule deciders(int depth = 0) {
    check_depth(depth);
    if (lua_type(lua_, -1) == LUA_TSTRING)
      return {.kind = Rule::Kind::role, .role = lua_tostring(lua_, -1)};
    if (is_list())
      return {.kind = Rule::Kind::all_of, .parts = list<Rule>([&] { return deciders(depth + 1); })};
    const auto kind = rule_at(lua_, -1);
    if (kind != RuleKind::any_of && kind != RuleKind::at_least)
      refuse("a role, a list of roles, any_of { ... } or at_least(2, \"role\")");
    push_arguments(lua_, -1);
    Rule rule = kind == RuleKind::any_of
                    ? Rule{.kind = Rule::Kind::any_of,
                           .parts = list<Rule>([&] { return deciders(depth + 1); })}
                    : at_least();
    lua_pop(lua_, 1);
    return rule;
  }

  Trigger trigger(int depth = 0) {
    check_depth(depth);
    const auto kind = rule_at(lua_, -1);
    if (kind != RuleKind::failed && kind != RuleKind::breached && kind != RuleKind::any_of)
      refuse("failed \"id\", breached \"id\" or any_of { ... }");
    push_arguments(lua_, -1);
    Trigger trigger;
    if (kind == RuleKind::any_of) {
      trigger.parts = list<Trigger>([&] { return this->trigger(depth + 1); });
    } else {
      trigger.kind = kind == RuleKind::failed ? Trigger::Kind::failed : Trigger::Kind::breached;
      lua_rawgeti(lua_, -1, 1);
      trigger.item = lua_tostring(lua_, -1);
      lua_pop(lua_, 1);
    }
    lua_pop(lua_, 1);
    return trigger;
  }

 private:
  [[noreturn]] void refuse(const std::string& wanted) {
    fields_.refuse(field_, std::string(field_) + " takes " + wanted);
  }
  void check_depth(int depth) {
    luaL_checkstack(lua_, 10, nullptr);
    if (depth > deepest) fields_.refuse(field_, std::string(field_) + " is nested too deeply");
  }
  bool is_list() { return lua_type(lua_, -1) == LUA_TTABLE; }

  Rule at_least() {
    lua_rawgeti(lua_, -1, 1);
    lua_rawgeti(lua_, -2, 2);
    const lua_Integer count = lua_tointeger(lua_, -2);
    Rule rule{.kind = Rule::Kind::at_least, .role = lua_tostring(lua_, -1)};
    lua_pop(lua_, 2);
    if (count < 1 || count > 100)
      fields_.refuse(field_, std::string(field_) + ": at_least takes a number from 1 to 100");
    rule.count = static_cast<int>(count);
    return rule;
  }

  template <class Part, class Read>
  std::vector<Part> list(Read&& read) {
    std::vector<Part> parts;
    const auto count = static_cast<lua_Integer>(lua_rawlen(lua_, -1));
    for (lua_Integer index = 1; index <= count; ++index) {
      lua_rawgeti(lua_, -1, index);
      parts.push_back(read());
      lua_pop(lua_, 1);
    }
    if (parts.empty()) fields_.refuse(field_, std::string(field_) + " is an empty list");
    return parts;
  }

  lua_State* lua_;
  const Fields& fields_;
  const char* field_;
};

}  // namespace

Rule read_deciders(const Fields& fields, const char* field) {
  if (fields.push(field) == LUA_TNIL) return lua_pop(fields.lua(), 1), Rule{};
  Rule rule = RuleReader(fields, field).deciders();
  lua_pop(fields.lua(), 1);
  return rule;
}

std::optional<Trigger> read_trigger(const Fields& fields) {
  if (fields.push("trigger") == LUA_TNIL) return lua_pop(fields.lua(), 1), std::nullopt;
  auto trigger = RuleReader(fields, "trigger").trigger();
  lua_pop(fields.lua(), 1);
  return trigger;
}

}  // namespace golive
