#include "view/downtime.h"

#include <algorithm>

namespace golive {

namespace {

std::optional<Instant> planned_end(const Run& run, const std::string& does) {
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const auto& planned = run.timeline->items[index];
    if (run.plan->items[index].does == does) return planned.end ? planned.end : planned.start;
  }
  return std::nullopt;
}

std::optional<Duration> planned_downtime(const Run& run) {
  const auto from = planned_end(run, "downtime_start");
  const auto to = planned_end(run, "opening");
  if (!from || !to || *to < *from) return std::nullopt;
  return *to - *from;
}

// The item that this event brought to its end, and the slot; none for all other events.
std::optional<std::pair<ItemIndex, Slot>> done_by(const Event& event) {
  if (const auto* e = std::get_if<event::AttemptSucceeded>(&event.body))
    return std::pair{e->id.item, e->id.slot};
  if (const auto* e = std::get_if<event::ItemMarkedDone>(&event.body))
    return std::pair{e->item, Slot::action};
  if (const auto* e = std::get_if<event::TaskEnded>(&event.body))
    if (e->result == TaskResult::passed) return std::pair{e->item, Slot::action};
  return std::nullopt;
}

bool fails_over(const Plan& plan, ItemIndex contingency) {
  for (ItemIndex item = 0; item < plan.items.size(); ++item)
    if (plan.items[item].does == "failover" && contingency_of(plan, item) == contingency)
      return true;
  return false;
}

}  // namespace

std::optional<Duration> on_run_clock(const Downtime& downtime) {
  if (!downtime.began || !downtime.ended) return std::nullopt;
  return downtime.ended->run - downtime.began->run;
}

std::optional<Duration> really(const Downtime& downtime) {
  if (!downtime.began || !downtime.ended) return std::nullopt;
  return downtime.ended->engine - downtime.began->engine;
}

std::optional<Duration> really(const Outage& outage) {
  if (!outage.ended) return std::nullopt;
  return outage.ended->engine - outage.seen.engine;
}

std::optional<Moments> DowntimeMeter::since(const Run& run, ItemIndex contingency) const {
  const auto cause = run.items[contingency].triggered_by;
  const auto failing = cause ? failing_.find(*cause) : failing_.end();
  return failing == failing_.end() ? std::nullopt : std::optional(failing->second);
}

void DowntimeMeter::see_outage(const Run& run, const Event& event, const Moments& now) {
  if (const auto* start = std::get_if<event::AttemptStarted>(&event.body))
    started_[start->id.item] = now;
  if (const auto* failed = std::get_if<event::AttemptFailed>(&event.body)) {
    const bool watch = run.plan->items[failed->id.item].kind == ItemKind::watch;
    failing_[failed->id.item] = watch ? now : started_[failed->id.item];
  }
  auto& outages = downtime_.outages;
  // Declined, or tried again and well: the contingency is no longer offered, and nothing was lost.
  if (!outages.empty() && !outages.back().ended) {
    const auto answered = run.items[outages.back().contingency].contingency;
    if (answered == ContingencyState::dormant || answered == ContingencyState::declined)
      outages.pop_back();
  }
  const bool lost = !outages.empty() && !outages.back().ended;
  if (const auto* offered = std::get_if<event::ContingencyOffered>(&event.body)) {
    const bool closed = downtime_.began && !downtime_.ended;
    if (!lost && !closed && fails_over(*run.plan, offered->contingency))
      outages.push_back({offered->contingency, since(run, offered->contingency).value_or(now)});
  } else if (const auto done = done_by(event); done && lost && done->second == Slot::action) {
    if (run.plan->items[done->first].does == "failover") outages.back().ended = now;
  }
}

void DowntimeMeter::see(const Run& run, const Event& event) {
  if (std::holds_alternative<event::RunCreated>(event.body))
    downtime_.planned = planned_downtime(run);
  const Moments now{run_time(run, event.at), event.at};
  see_outage(run, event, now);
  const auto done = done_by(event);
  if (!done) return;
  const auto& does = run.plan->items[done->first].does;
  if (done->second == Slot::action && does == "downtime_start" && !downtime_.began)
    downtime_.began = now;
  if (!downtime_.began || downtime_.ended) return;
  const bool opened = done->second == Slot::action && does == "opening";
  const bool undone = done->second == Slot::undo && does == "downtime_start";
  if (!opened && !undone) return;
  downtime_.ended = now;
  downtime_.by_rollback = undone;
}

}  // namespace golive
