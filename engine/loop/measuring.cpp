// What rehearsals have measured is told to the other runs of their plan, as data: when a run is
// created, and whenever a rehearsal has ended. So its replay needs no other log.
#include "base/limits.h"
#include "core/no_return.h"
#include "loop/engine.h"

namespace golive {

// Of the newest that are over; an id begins with its plan's.
Measurements Engine::measured_beside(const Entry& entry) {
  const std::string& plan = entry.run.plan->id;
  std::vector<Measured> rehearsals;
  for (std::size_t at = order_.size(); at-- > 0 && rehearsals.size() < limits::rehearsals;) {
    Entry& other = *order_[at];
    if (&other == &entry || !other.run.id.starts_with(plan + "-")) continue;
    if (!remember(other)) return {};
    const Run& run = other.run;
    if (run.mode == Mode::rehearsal && run.plan->id == plan && is_final(run))
      rehearsals.push_back(other.meter.measured(run));
  }
  return measurements_of(*entry.run.plan, rehearsals);
}

void Engine::tell_undos(Entry& entry, const std::optional<Measurements>& measured) {
  if (!goes_by_undos(entry.run)) return;
  const Measurements known = measured ? *measured : measured_beside(entry);
  auto undos = undos_to_tell(entry.run, known);
  if (undos == entry.run.measured_undos) return;
  record(entry, engine_actor, event::UndosMeasured{known.rehearsals, std::move(undos)});
}

void Engine::tell_undos() {
  while (!rehearsed_.empty()) {
    const std::string plan = *rehearsed_.begin();
    rehearsed_.erase(rehearsed_.begin());
    for (Entry* entry : order_) {
      if (entry->past || is_final(entry->run) || entry->run.plan->id != plan) continue;
      tell_undos(*entry, {});
      settle(*entry);
    }
  }
}

}  // namespace golive
