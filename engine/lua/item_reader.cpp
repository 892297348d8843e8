// Items: which fields and children each kind has, and how they are read.
#include <algorithm>
#include <array>

#include "base/limits.h"
#include "lua/block.h"
#include "lua/block_fields.h"
#include "lua/children.h"
#include "lua/plan_reader.h"
#include "lua/slot_function.h"

namespace golive {
namespace {

ItemKind item_kind(BlockKind kind) { return *parse_enum<ItemKind>(text_of(kind)); }

BlockKind block_kind(ItemKind kind) { return *parse_enum<BlockKind>(text_of(kind)); }

bool is_container(ItemKind kind) { return holds_blocks(block_kind(kind)); }

bool has_body(ItemKind kind) { return group_of(block_kind(kind)) == FieldGroup::body; }

bool may_hold(ItemKind holder, ItemKind child) {
  if (child == ItemKind::phase || child == ItemKind::contingency) return false;
  if (holder == ItemKind::checklist)
    return child != ItemKind::checklist && child != ItemKind::parallel;
  return true;
}

// `at = "08:15"`: a minute of the day `on`; `at = "J-3 18:00"`: a moment.
void read_at(const Fields& fields, Item& item) {
  const std::string at = fields.text("at");
  if (at.empty()) return;
  if (at[0] == 'J') {
    item.at_moment = fields.moment("at");
    if (!item.at_moment->minute)
      fields.refuse("at", "at = \"" + at + "\" names a day without a time",
                    "write at = \"" + at + " 08:00\", or on = \"" + at + "\"");
    return;
  }
  const auto minute = parse_clock(at);
  if (!minute) fields.refuse("at", "at: " + minute.error().what, minute.error().way_out);
  item.at = *minute;
}

void read_time(const Fields& fields, Item& item) {
  item.on = fields.moment("on");
  if (item.on && item.on->minute)
    fields.refuse("on", "on names a day", "write at = \"" + fields.text("on") + "\"");
  item.from = fields.moment("from");
  item.to = fields.moment("to");
  if (item.kind == ItemKind::contingency && fields.has("window"))
    fields.refuse("window", "a contingency starts whenever it is needed", "leave it out");
  item.window = fields.text("window");
  read_at(fields, item);
  item.estimate = fields.duration("estimate");
  item.undo_estimate = fields.duration("undo_estimate");
  item.timeout = fields.duration("timeout");
}

void check_times(const Fields& fields, lua_Integer times) {
  if (times < 0 || times > limits::retry_times)
    fields.refuse("retry", "retry takes 0 to " + std::to_string(limits::retry_times) + " times",
                  "to wait for something, use ctx:poll");
}

Written written_at(const Fields& fields, const char* field) {
  Written written = fields.written();
  written.line = std::atoi(fields.place(field).substr(written.file.size() + 1).c_str());
  written.fields = nullptr;
  return written;
}

// `retry = 3`, or `retry = { times = 3, every = "10s" }`.
void read_retry(const Fields& fields, Item& item) {
  const int type = fields.push("retry");
  if (type == LUA_TTABLE) {
    const Fields retry(fields.lua(), -1, written_at(fields, "retry"));
    retry.allow(retry_fields(), false);
    const auto times = retry.integer("times").value_or(1);
    check_times(fields, times);
    item.retry.times = static_cast<int>(times);
    item.retry.every = retry.duration("every").value_or(item.retry.every);
  } else if (type != LUA_TNIL) {
    const auto times = fields.integer("retry").value_or(0);
    check_times(fields, times);
    item.retry.times = static_cast<int>(times);
  }
  lua_pop(fields.lua(), 1);
}

std::string first_argument(lua_State* lua, int index) {
  push_arguments(lua, index);
  lua_rawgeti(lua, -1, 1);
  std::string text = lua_tostring(lua, -1);
  lua_pop(lua, 2);
  return text;
}

void read_on_failure(const Fields& fields, Item& item) {
  lua_State* lua = fields.lua();
  fields.push("on_failure");
  if (rule_at(lua, -1) == RuleKind::activate) {
    item.on_failure = OnFailure::activate;
    item.activates = first_argument(lua, -1);
  } else if (lua_isuserdata(lua, -1)) {
    fields.refuse("on_failure",
                  "on_failure takes \"ask\", \"retry\", \"continue\" or activate \"id\"");
  } else if (const auto word = fields.one_of<OnFailure>("on_failure")) {
    if (*word == OnFailure::activate)
      fields.refuse("on_failure", "on_failure activates nothing", "write activate \"id\"");
    item.on_failure = *word;
  }
  lua_pop(lua, 1);
}

void read_interruption(const Fields& fields, Item& item) {
  const int type = fields.push("interruption");
  lua_pop(fields.lua(), 1);
  if (type != LUA_TNIL && type != LUA_TFUNCTION)
    item.interruption = *fields.one_of<Interruption>("interruption");
  item.has_probe = has_slot(fields, Slot::probe);
  if (type == LUA_TNIL && item.has_probe) item.interruption = Interruption::probe;
  if (type == LUA_TFUNCTION) item.interruption = Interruption::probe;
  if (item.interruption == Interruption::probe && !item.has_probe)
    fields.refuse("interruption", "interruption is \"probe\", but there is none",
                  "add probe = function(ctx) ... end");
}

void read_effects(const Fields& fields, Item& item) {
  item.does = fields.text("does");
  item.effects = fields.flag("effects").value_or(item.kind == ItemKind::step);
  item.irreversible = fields.flag("irreversible").value_or(false);
}

// A number that no span of time has room for is as good as the longest span.
Duration blind_span(Duration every, lua_Integer tolerated) {
  if (every <= Duration::zero() || tolerated < 0) return Duration::zero();
  if (tolerated >= limits::duration_max / every) return limits::duration_max;
  return every * tolerated;
}

// What a ready-made body declares, where the item does not say it itself.
void read_traits(const Fields& fields, Item& item) {
  if (!push_traits(fields)) return;
  const Fields traits(fields.lua(), -1, fields.written());
  traits.allow(trait_fields(), false);
  if (item.does.empty()) item.does = traits.text("does");
  if (!fields.has("effects")) item.effects = traits.flag("effects").value_or(item.effects);
  if (!fields.has("irreversible"))
    item.irreversible = traits.flag("irreversible").value_or(item.irreversible);
  if (!fields.has("interruption") && !fields.has("probe"))
    item.interruption = traits.one_of<Interruption>("interruption").value_or(item.interruption);
  if (!item.estimate) item.estimate = traits.duration("estimate");
  if (!item.undo_estimate) item.undo_estimate = traits.duration("undo_estimate");
  if (!item.timeout) item.timeout = traits.duration("timeout");
  // It asks every so often, and bears so many bad answers in a row.
  if (const auto tolerated = traits.integer("tolerate"))
    item.blind_for = blind_span(traits.duration("every").value_or(limits::poll_every), *tolerated);
}

// `before` and `after` of a smoke hook it if they are a text; a list, and any other item's, are
// edges.
void read_edges(const Fields& fields, Item& item) {
  const bool text = fields.push("after") == LUA_TSTRING;
  lua_pop(fields.lua(), 1);
  if (text && item.kind == ItemKind::smoke)
    item.hook_after = fields.text("after");
  else
    item.after_written = fields.texts("after");
  item.hook_before = fields.text("before");
}

void read_requires(const Fields& fields, Item& item) {
  lua_State* lua = fields.lua();
  if (fields.push("requires") != LUA_TNIL) {
    if (rule_at(lua, -1) != RuleKind::rehearsed)
      fields.refuse("requires", "requires takes rehearsed(\"phase\", \"7d\")");
    item.rehearsed_phase = first_argument(lua, -1);
    push_arguments(lua, -1);
    lua_rawgeti(lua, -1, 2);
    const auto within = parse_duration(lua_tostring(lua, -1));
    if (!within)
      fields.refuse("requires", "requires: " + within.error().what, within.error().way_out);
    item.rehearsed_within = *within;
    lua_pop(lua, 2);
  }
  lua_pop(lua, 1);
}

Rung read_rung(const Fields& fields) {
  if (!lua_istable(fields.lua(), -1))
    fields.refuse("escalation", "escalation takes a list of rungs",
                  "write escalation = { { after = \"5m\", to = \"role\" } }");
  const Fields rung(fields.lua(), -1, written_at(fields, "escalation"));
  rung.allow(rung_fields(), false);
  const auto after = rung.duration("after");
  const std::string to = rung.text("to");
  if (!after || to.empty())
    fields.refuse("escalation", "each rung says after how long, and to whom",
                  "write { after = \"5m\", to = \"role\" }");
  return {*after, to};
}

// `escalation = { { after = "5m", to = "lead" }, ... }`, climbed once `within` has passed.
void read_escalation(const Fields& fields, Item& item) {
  lua_State* lua = fields.lua();
  const int type = fields.push("escalation");
  if (type != LUA_TNIL && type != LUA_TTABLE) fields.refuse_type("escalation", "a list of rungs");
  const auto rungs = type == LUA_TTABLE ? lua_rawlen(lua, -1) : 0;
  if (type == LUA_TTABLE && rungs == 0)
    fields.refuse("escalation", "escalation has no rung",
                  "write escalation = { { after = \"5m\", to = \"role\" } }");
  if (rungs > limits::escalation_rungs)
    fields.refuse("escalation", "escalation has more than " +
                                    std::to_string(limits::escalation_rungs) + " rungs");
  for (lua_Unsigned number = 1; number <= rungs; ++number) {
    lua_rawgeti(lua, -1, static_cast<lua_Integer>(number));
    item.escalation.push_back(read_rung(fields));
    lua_pop(lua, 1);
  }
  lua_pop(lua, 1);
  if (!item.escalation.empty() && !item.within)
    fields.refuse("escalation", "escalation follows on silence, and nothing says after how long",
                  "add within = \"15m\"");
}

void read_decision(const Fields& fields, Item& item) {
  item.decided_by = read_deciders(fields, "decided_by");
  item.within = fields.duration("within");
  item.valid_for = fields.duration("valid_for");
  read_escalation(fields, item);
  read_requires(fields, item);
  item.risk = fields.text("risk");
  item.trigger = read_trigger(fields);
  item.rollback_to = fields.text("rollback_to");
  item.rollback_after = fields.text("rollback_after");
  item.automatic = fields.flag("automatic").value_or(false);
  item.afterwards = fields.one_of<Afterwards>("afterwards").value_or(Afterwards::hold);
}

void read_bodies(const Fields& fields, Item& item) {
  item.has_when = has_slot(fields, Slot::when);
  if (!has_body(item.kind)) return;
  item.has_run = has_slot(fields, Slot::action);
  item.has_undo = has_slot(fields, Slot::undo);
  if (!item.has_run)
    fields.refuse({}, "it has no run",
                  "add run = function(ctx) ... end; what a person does is a task");
  read_interruption(fields, item);
  read_traits(fields, item);
  item.missed = fields.one_of<Missed>("missed").value_or(Missed::ask);
  item.during = fields.duration("during");
  item.rehearse_for = fields.duration("rehearse_for");
  if (item.kind == ItemKind::watch && !item.during)
    fields.refuse({}, "a watch says how long it watches", "add during = \"30m\"");
}

// Of items in items, an item in none counted as 1.
int depth_of(const Plan& plan, std::optional<ItemIndex> parent) {
  int depth = 1;
  for (; parent; parent = plan.items[*parent].parent) ++depth;
  return depth;
}

void read_fields(const Fields& fields, Item& item) {
  fields.allow(fields_of(block_kind(item.kind)), is_container(item.kind));
  item.title = fields.text("title");
  item.description = fields.text("description");
  item.owner = fields.text("owner");
  item.overlaps = fields.flag("overlaps").value_or(false);
  read_time(fields, item);
  read_retry(fields, item);
  read_on_failure(fields, item);
  read_effects(fields, item);
  read_edges(fields, item);
  read_decision(fields, item);
  read_bodies(fields, item);
}

}  // namespace

ItemIndex read_item(const Script& script, Plan& plan, std::optional<ItemIndex> parent) {
  lua_State* lua = script.lua();
  const int block = lua_gettop(lua);
  Item item;
  item.kind = item_kind(block_at(lua, block)->kind);
  item.id = id_of(lua, block);
  item.place = place_of_block(lua, block);
  item.parent = parent;
  push_fields(lua, block);
  const Fields fields(lua, -1, written_at(script, block));
  read_fields(fields, item);
  if (depth_of(plan, parent) > limits::item_depth)
    fields.refuse({}, "it is nested too deeply",
                  "nest at most " + std::to_string(limits::item_depth) + " items in each other");
  if (plan.items.size() == limits::items_per_plan)
    fields.refuse({},
                  "the plan has more than " + std::to_string(limits::items_per_plan) + " items");
  const auto index = static_cast<ItemIndex>(plan.items.size());
  const ItemKind kind = item.kind;
  plan.items.push_back(std::move(item));
  if (!is_container(kind)) return index;
  visit_children(lua, block, [&] {
    const BlockKind child = block_at(lua, -1)->kind;
    if (!is_item(child) || !may_hold(kind, item_kind(child)))
      throw Unloadable{{ErrorKind::unloadable,
                        label_of(lua, -1) + " cannot stand in a " + std::string(text_of(kind)),
                        place_of_block(lua, -1)}};
    const ItemIndex read = read_item(script, plan, index);  // may move the items
    plan.items[index].children.push_back(read);
  });
  return index;
}

}  // namespace golive
