#include "view/downtime.h"

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

}  // namespace

std::optional<Duration> on_run_clock(const Downtime& downtime) {
  if (!downtime.began || !downtime.ended) return std::nullopt;
  return downtime.ended->run - downtime.began->run;
}

std::optional<Duration> really(const Downtime& downtime) {
  if (!downtime.began || !downtime.ended) return std::nullopt;
  return downtime.ended->engine - downtime.began->engine;
}

void DowntimeMeter::see(const Run& run, const Event& event) {
  if (std::holds_alternative<event::RunCreated>(event.body))
    downtime_.planned = planned_downtime(run);
  const auto done = done_by(event);
  if (!done) return;
  const auto& does = run.plan->items[done->first].does;
  const Moments now{run_time(run, event.at), event.at};
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
