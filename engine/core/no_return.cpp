#include "core/no_return.h"

#include <algorithm>

#include "core/estimates.h"
#include "core/readiness.h"

namespace golive {
namespace {

std::optional<ItemIndex> first_that_does(const Plan& plan, std::string_view trait) {
  for (ItemIndex item = 0; item < plan.items.size(); ++item)
    if (plan.items[item].does == trait && !contingency_of(plan, item)) return item;
  return std::nullopt;
}

std::optional<Duration> recovery_time(const Plan& plan) {
  for (const Objective& each : plan.objectives)
    if (each.id == "rto")
      if (const auto most = parse_duration(each.max)) return *most;
  return std::nullopt;
}

// As they are written: what an amendment adds stands behind everything else.
bool is_written_after(const Plan& plan, ItemIndex item, ItemIndex other) {
  if (plan.order.empty()) return item > other;
  const auto place = [&](ItemIndex which) {
    return std::find(plan.order.begin(), plan.order.end(), which);
  };
  return place(item) > place(other);
}

}  // namespace

std::optional<ItemIndex> opening_of(const Plan& plan) { return first_that_does(plan, "opening"); }

std::optional<ItemIndex> downtime_start_of(const Plan& plan) {
  return first_that_does(plan, "downtime_start");
}

ItemIndex phase_of(const Plan& plan, ItemIndex item) {
  while (plan.items[item].parent) item = *plan.items[item].parent;
  return item;
}

std::optional<BackBy> stated_back_by(const Run& run, ItemIndex opening, Instant downtime_start) {
  std::optional<BackBy> limit;
  for (const OpenSpan* window : windows_of(run, opening))
    if (!limit || window->to < limit->at) limit = {window->to, "window " + window->id};
  const auto recovery = recovery_time(*run.plan);
  const auto down = downtime_start_of(*run.plan);
  if (!recovery || !down) return limit;
  const ItemRun& began = run.items[*down];
  if (began.state == ItemState::skipped) return limit;  // no downtime
  const bool by_hand = !began.started_at && began.state == ItemState::succeeded;
  const Instant since = (by_hand ? began.ended_at : began.started_at).value_or(downtime_start);
  const Instant at = since + *recovery;
  if (!limit || at < limit->at) limit = {at, "objective rto"};
  return limit;
}

bool concerns_return(const Plan& plan, ItemIndex opening, ItemIndex item) {
  const Item& each = plan.items[item];
  return each.kind == ItemKind::step && each.effects && !is_written_after(plan, item, opening) &&
         phase_of(plan, item) == phase_of(plan, opening);
}

Duration undo_time(const Run& run, ItemIndex item) {
  const auto& undos = run.measured_undos;
  const auto known = std::lower_bound(
      undos.begin(), undos.end(), item,
      [](const MeasuredUndo& undo, ItemIndex wanted) { return undo.item < wanted; });
  if (known != undos.end() && known->item == item) return known->took;
  return estimate_of(run.plan->items[item], Slot::undo);
}

bool goes_by_undos(const Run& run) {
  const auto opening = opening_of(*run.plan);
  return opening && stated_back_by(run, *opening, Instant{});
}

std::vector<MeasuredUndo> undos_to_tell(const Run& run, const Measurements& measured) {
  if (!goes_by_undos(run)) return {};
  const ItemIndex phase = phase_of(*run.plan, *opening_of(*run.plan));
  std::vector<MeasuredUndo> undos;
  for (ItemIndex item = phase; item < run.items.size(); ++item)
    if (run.plan->items[item].has_undo && is_within(*run.plan, item, phase))
      if (is_measured(*run.plan, item, Slot::undo, measured))
        undos.push_back({item, likely_of(*run.plan, item, Slot::undo, measured)});
  return undos;
}

Duration rollback_so_far(const Run& run, ItemIndex opening, ItemIndex except) {
  const ItemIndex phase = phase_of(*run.plan, opening);
  Duration rollback{};
  for (ItemIndex item = phase; item < run.items.size(); ++item) {
    const Item& each = run.plan->items[item];
    const bool begun = run.items[item].attempts[static_cast<std::size_t>(Slot::action)] > 0 &&
                       run.items[item].state != ItemState::undone;
    if (item != except && begun && each.has_undo && is_within(*run.plan, item, phase))
      rollback += undo_time(run, item);
  }
  return rollback;
}

std::optional<PastReturn> past_return(const Run& run, ItemIndex item, Instant run_now) {
  if (run.items[item].goes_past_return) return std::nullopt;
  const auto opening = opening_of(*run.plan);
  if (!opening || !concerns_return(*run.plan, *opening, item) || is_done(run, *opening))
    return std::nullopt;
  const auto limit = stated_back_by(run, *opening, run_now);
  if (!limit) return std::nullopt;
  const Item& starting = run.plan->items[item];
  Duration rollback = rollback_so_far(run, *opening, item);
  if (starting.has_undo) rollback += undo_time(run, item);
  const Instant last = limit->at - rollback;
  if (run_now <= last) return std::nullopt;
  return PastReturn{last, rollback, *limit};
}

std::vector<ItemIndex> spoken_for(const Run& run, ItemIndex item) {
  std::vector<ItemIndex> all;
  const ItemIndex opening = opening_of(*run.plan).value_or(item);
  for (ItemIndex other = 0; other < run.items.size(); ++other) {
    const bool asked = concerns_return(*run.plan, opening, other) && !is_done(run, other) &&
                       !run.items[other].goes_past_return;
    if (other == item || asked) all.push_back(other);
  }
  return all;
}

}  // namespace golive
