#include "core/readiness.h"

#include <algorithm>

namespace golive {
namespace {

bool condition_open(const Run& run, ItemIndex item) {
  return run.plan->items[item].has_when && !run.items[item].when_met;
}

// Skipped, or marked done, before it had started.
bool passed_over(const Run& run, ItemIndex index) {
  const ItemRun& item = run.items[index];
  const bool is_over = item.state == ItemState::skipped || item.state == ItemState::succeeded;
  return is_leaf(run.plan->items[index]) && is_over && !item.started_at;
}

}  // namespace

// What was passed over lets nobody past what it waited for itself: a gate, say.
bool edges_done(const Run& run, ItemIndex index) {
  const auto& items = run.plan->items;
  std::vector<bool> seen(items.size());
  std::vector<ItemIndex> waiting{index}, within;
  while (!waiting.empty()) {
    const ItemIndex each = waiting.back();
    waiting.pop_back();
    for (std::optional<ItemIndex> up = each; up; up = items[*up].parent) {
      if (each == index && *up != index && condition_open(run, *up)) return false;
      for (const ItemIndex edge : items[*up].edges) {
        if (seen[edge]) continue;
        if (!is_done(run, edge)) return false;
        within.push_back(edge);
      }
    }
    while (!within.empty()) {
      const ItemIndex done = within.back();
      within.pop_back();
      if (seen[done]) continue;
      seen[done] = true;
      within.insert(within.end(), items[done].children.begin(), items[done].children.end());
      if (passed_over(run, done)) waiting.push_back(done);
    }
  }
  return true;
}

bool is_unstarted(const Run& run, ItemIndex index) {
  const ItemState state = run.items[index].state;
  return state == ItemState::waiting || state == ItemState::closed || state == ItemState::lapsed;
}

bool run_allows(const Run& run, ItemIndex item) {
  if (!run.started || run.paused || is_final(run) || rolling_back(run)) return false;
  const auto contingency = contingency_of(*run.plan, item);
  if (contingency != run.active_contingency) return false;
  const bool rolls_back = contingency && !run.plan->items[*contingency].rollback_to.empty();
  const bool is_itself = contingency == item;  // its own condition is looked at first
  if (rolls_back && !run.rollback && !is_itself && !precedes_rollback(*run.plan, item))
    return false;
  return blocking_holds(run).empty();
}

std::optional<Instant> planned_start(const Run& run, ItemIndex index) {
  if (contingency_of(*run.plan, index)) return std::nullopt;  // an emergency has no timetable
  std::optional<Instant> start;
  for (std::optional<ItemIndex> up = index; up; up = run.plan->items[*up].parent) {
    const auto& planned = run.timeline->items[*up].start;
    if (planned && (!start || *planned > *start)) start = planned;
  }
  return start;
}

bool may_start(const Run& run, ItemIndex item, Instant run_now) {
  if (!is_unstarted(run, item) || !run_allows(run, item) || !edges_done(run, item)) return false;
  if (const auto start = planned_start(run, item); start && run_now < *start) return false;
  if (contingency_of(*run.plan, item)) return true;
  return std::none_of(
      run.timeline->freezes.begin(), run.timeline->freezes.end(),
      [&](const FrozenSpan& freeze) { return freeze.from <= run_now && run_now < freeze.to; });
}

std::vector<bool> items_before(const Plan& plan, ItemIndex item) {
  std::vector<bool> before(plan.items.size()), seen(plan.items.size());
  std::vector<ItemIndex> open{item}, within;
  while (!open.empty()) {
    const ItemIndex each = open.back();
    open.pop_back();
    if (seen[each]) continue;
    seen[each] = true;
    if (plan.items[each].parent) open.push_back(*plan.items[each].parent);
    within = plan.items[each].edges;
    while (!within.empty()) {
      const ItemIndex done = within.back();
      within.pop_back();
      if (before[done]) continue;
      before[done] = true;
      open.push_back(done);
      within.insert(within.end(), plan.items[done].children.begin(),
                    plan.items[done].children.end());
    }
  }
  return before;
}

std::vector<ItemIndex> gates_before(const Plan& plan, ItemIndex item) {
  const auto before = items_before(plan, item);
  std::vector<ItemIndex> gates;
  for (ItemIndex each = 0; each < plan.items.size(); ++each)
    if (before[each] && plan.items[each].kind == ItemKind::gate) gates.push_back(each);
  return gates;
}

std::optional<Instant> next_planned(const Run& run, Instant run_now) {
  std::optional<Instant> next;
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const Item& item = run.plan->items[index];
    if (!is_leaf(item) && (!item.has_when || run.items[index].when_met)) continue;
    if (!is_unstarted(run, index) || !run_allows(run, index) || !edges_done(run, index)) continue;
    Instant start = std::max(planned_start(run, index).value_or(run_now), run_now);
    for (const FrozenSpan& freeze : run.timeline->freezes)  // ascending: one may lead into the next
      if (freeze.from <= start && start < freeze.to) start = freeze.to;
    if (start > run_now && (!next || start < *next)) next = start;
  }
  return next;
}

}  // namespace golive
