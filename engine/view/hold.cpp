#include "view/hold.h"

#include <nlohmann/json.hpp>

#include "core/no_return.h"
#include "core/readiness.h"

namespace golive {

namespace {

bool may_be_marked_done(ItemKind kind) {
  return kind == ItemKind::step || kind == ItemKind::smoke || kind == ItemKind::watch;
}

// The contingencies that this item set off, or would have.
void add_contingencies(const Run& run, ItemIndex cause, std::vector<WayOut>& ways) {
  if (run.active_contingency || rolling_back(run)) return;
  for (const auto index : run.plan->contingencies) {
    const auto& state = run.items[index];
    const bool open = state.contingency == ContingencyState::offered ||
                      state.contingency == ContingencyState::declined;
    if (open && state.triggered_by == cause)
      ways.push_back({"activate", "contingency", run.plan->items[index].path});
  }
}

// It would start past the point of no return: instead of going on, all may be taken back.
void add_rollbacks(const Run& run, std::vector<WayOut>& ways) {
  if (run.active_contingency || rolling_back(run)) return;
  for (const auto index : run.plan->contingencies)
    if (!run.plan->items[index].rollback_to.empty())
      ways.push_back({"activate", "contingency", run.plan->items[index].path});
}

std::string refusal_of(const ItemRun& gate) {
  std::string why = gate.error.empty() ? "refused" : "refused: " + gate.error;
  for (const auto& decision : gate.decisions)
    if (decision.verdict == Verdict::no_go)
      why = "no-go by " + decision.actor + " as " + decision.role + ": " + decision.reason;
  return why;
}

Hold hold_of(const Run& run, ItemIndex index) {
  const auto& item = run.plan->items[index];
  const auto& state = run.items[index];
  Hold hold{index, state.error, {}, {}};
  auto& ways = hold.ways_out;
  const bool undo = state.state == ItemState::undo_failed;
  switch (state.state) {
    case ItemState::failed:
    case ItemState::undo_failed:
      ways = {{"retry", "item", item.path}};
      if (item.kind != ItemKind::gate) ways.push_back({"skip", "item", item.path});
      if (!undo && may_be_marked_done(item.kind)) ways.push_back({"mark-done", "item", item.path});
      add_contingencies(run, index, ways);
      break;
    case ItemState::in_doubt:
      ways = {{"answer-doubt", "item", item.path}};
      if (is_leaf(item) && item.kind != ItemKind::gate) ways.push_back({"skip", "item", item.path});
      if (may_be_marked_done(item.kind)) ways.push_back({"mark-done", "item", item.path});
      break;
    case ItemState::refused:
      hold.why = refusal_of(state);
      ways = {{"retry", "item", item.path}};
      break;
    case ItemState::held:
      if (item.kind == ItemKind::gate)
        ways = {{"decide", "gate", item.path}};
      else  // it missed its time or its window, or would start past the point of no return
        ways = {{"retry", "item", item.path}, {"skip", "item", item.path}};
      if (may_be_marked_done(item.kind)) ways.push_back({"mark-done", "item", item.path});
      if (state.past_return) add_rollbacks(run, ways);
      if (state.past_return) hold.speaks_for = spoken_for(run, index);
      if (const auto* over = window_over(run, index, run_time(run, run.last_event_at)))
        ways.push_back({"lift", "freeze", over->id});
      break;
    case ItemState::waiting:
    case ItemState::ready:
    case ItemState::running:
    case ItemState::succeeded:
    case ItemState::skipped:
    case ItemState::undoing:
    case ItemState::undone:
    case ItemState::closed:
    case ItemState::open:
    case ItemState::approved:
    case ItemState::lapsed:
    case ItemState::waived:
      break;
  }
  ways.push_back({"abort", "", ""});
  return hold;
}

}  // namespace

std::vector<Hold> holds_of(const Run& run) {
  std::vector<Hold> holds;
  if (!run.plan) return holds;
  for (const auto item : blocking_holds(run)) holds.push_back(hold_of(run, item));
  return holds;
}

nlohmann::json to_json(const Run& run, const Hold& hold) {
  auto ways = nlohmann::json::array();
  for (const auto& way : hold.ways_out) {
    nlohmann::json json{{"command", way.command}};
    if (!way.field.empty()) json[std::string(way.field)] = way.target;
    ways.push_back(std::move(json));
  }
  const auto& item = run.plan->items[hold.item];
  nlohmann::json json{{"item", item.path},
                      {"title", name_of(item)},
                      {"state", text_of(state_of(run, hold.item))},
                      {"why", hold.why},
                      {"ways_out", std::move(ways)}};
  for (const ItemIndex other : hold.speaks_for)
    json["speaks_for"].push_back(run.plan->items[other].path);
  return json;
}

std::string paths_text(const Run& run, const std::vector<ItemIndex>& items) {
  std::string text;
  for (std::size_t place = 0; place < items.size(); ++place) {
    if (place > 0) text += place + 1 == items.size() ? " and " : ", ";
    text += run.plan->items[items[place]].path;
  }
  return text;
}

}  // namespace golive
