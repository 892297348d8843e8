#include "core/readiness.h"

#include <algorithm>

#include "base/limits.h"

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
std::optional<Instant> edges_done_at(const Run& run, ItemIndex index) {
  const auto& items = run.plan->items;
  Instant last = run.created_at;
  std::vector<bool> seen(items.size());
  std::vector<ItemIndex> waiting{index}, within;
  while (!waiting.empty()) {
    const ItemIndex each = waiting.back();
    waiting.pop_back();
    for (std::optional<ItemIndex> up = each; up; up = items[*up].parent) {
      if (each == index && *up != index && condition_open(run, *up)) return std::nullopt;
      for (const ItemIndex edge : items[*up].edges) {
        if (seen[edge]) continue;
        if (!is_done(run, edge)) return std::nullopt;
        within.push_back(edge);
      }
    }
    while (!within.empty()) {
      const ItemIndex done = within.back();
      within.pop_back();
      if (seen[done]) continue;
      seen[done] = true;
      if (const auto& ended = run.items[done].ended_at) last = std::max(last, *ended);
      within.insert(within.end(), items[done].children.begin(), items[done].children.end());
      if (passed_over(run, done)) waiting.push_back(done);
    }
  }
  return last;
}

bool edges_done(const Run& run, ItemIndex item) { return edges_done_at(run, item).has_value(); }

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

std::optional<Instant> planned_start(const Plan& plan, const Timeline& timeline, ItemIndex index) {
  if (contingency_of(plan, index)) return std::nullopt;  // an emergency has no timetable
  std::optional<Instant> start;
  for (std::optional<ItemIndex> up = index; up; up = plan.items[*up].parent) {
    const auto& planned = timeline.items[*up].start;
    if (planned && (!start || *planned > *start)) start = planned;
  }
  return start;
}

std::optional<Instant> planned_start(const Run& run, ItemIndex index) {
  return planned_start(*run.plan, *run.timeline, index);
}

const FrozenSpan* freeze_at(const Run& run, Instant run_now) {
  for (const FrozenSpan& freeze : run.timeline->freezes)
    if (freeze.from <= run_now && run_now < freeze.to && !run.lifted_freezes.contains(freeze.id))
      return &freeze;
  return nullptr;
}

Instant after_freezes(const Run& run, Instant run_time) {
  while (const FrozenSpan* freeze = freeze_at(run, run_time)) run_time = freeze->to;
  return run_time;
}

namespace {

// Also those that are lifted.
template <class Visit>
void each_window(const Run& run, ItemIndex item, const Visit& visit) {
  if (run.timeline->windows.empty()) return;
  for (std::optional<ItemIndex> up = item; up; up = run.plan->items[*up].parent)
    for (const OpenSpan& window : run.timeline->windows)
      if (window.id == run.plan->items[*up].window) visit(window);
}

}  // namespace

std::vector<const OpenSpan*> windows_of(const Run& run, ItemIndex item) {
  std::vector<const OpenSpan*> windows;
  each_window(run, item, [&](const OpenSpan& window) {
    if (!run.lifted_freezes.contains(window.id)) windows.push_back(&window);
  });
  return windows;
}

const OpenSpan* window_over(const Run& run, ItemIndex item, Instant run_time) {
  const OpenSpan* over = nullptr;
  for (const OpenSpan* window : windows_of(run, item))
    if (window->to <= run_time && (over == nullptr || window->to < over->to)) over = window;
  return over;
}

bool starts_after_window(const Run& run, ItemIndex item) {
  return run.items[item].late_is_fine || run.plan->items[item].missed == Missed::run_late ||
         !is_leaf(run.plan->items[item]);
}

Instant first_free(const Run& run, ItemIndex item, Instant run_time) {
  if (contingency_of(*run.plan, item)) return run_time;
  for (const OpenSpan* window : windows_of(run, item)) run_time = std::max(run_time, window->from);
  return after_freezes(run, run_time);
}

bool may_start(const Run& run, ItemIndex item, Instant run_now) {
  if (!is_unstarted(run, item) || !run_allows(run, item) || !edges_done(run, item)) return false;
  if (const auto start = planned_start(run, item); start && run_now < *start) return false;
  if (first_free(run, item, run_now) > run_now) return false;
  return !window_over(run, item, run_now) || starts_after_window(run, item);
}

namespace {

// From when on nothing kept it any more from starting at its time: its window or a freeze did,
// until it was lifted, and so did a time that was another before J was moved.
Instant could_start(const Run& run, ItemIndex item, Instant start) {
  each_window(run, item, [&](const OpenSpan& window) {
    const auto lifted = run.lifted_freezes.find(window.id);
    const bool is_lifted = lifted != run.lifted_freezes.end();
    start = std::max(start, is_lifted ? std::min(window.from, lifted->second) : window.from);
    if (is_lifted && lifted->second >= window.to) start = std::max(start, lifted->second);
  });
  for (const FrozenSpan& freeze : run.timeline->freezes) {  // ascending: one may lead into the next
    const auto lifted = run.lifted_freezes.find(freeze.id);
    const Instant to = lifted == run.lifted_freezes.end() ? freeze.to : lifted->second;
    if (freeze.from <= start && start < to) start = to;
  }
  return run.moved_at ? std::max(start, *run.moved_at) : start;
}

bool has_begun_somehow(const ItemRun& item) {
  return item.attempts[static_cast<std::size_t>(Slot::action)] > 0 ||
         item.attempts[static_cast<std::size_t>(Slot::when)] > 0;
}

}  // namespace

bool has_missed_start(const Run& run, ItemIndex index, Instant run_now) {
  const Item& item = run.plan->items[index];
  if (!item.has_run || (!item.at && !item.at_moment) || contingency_of(*run.plan, index))
    return false;
  if (run.items[index].late_is_fine || has_begun_somehow(run.items[index])) return false;
  const auto start = planned_start(run, index);
  const auto free = edges_done_at(run, index);
  if (!start || !free || *free > *start) return false;
  return could_start(run, index, *start) + limits::missed_start <= run_now;
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
    Instant start =
        first_free(run, index, std::max(planned_start(run, index).value_or(run_now), run_now));
    // When its window is over, it is asked about.
    if (const auto* over = window_over(run, index, start); over && !starts_after_window(run, index))
      start = over->to;
    if (start > run_now && (!next || start < *next)) next = start;
  }
  return next;
}

}  // namespace golive
