// What rehearsals have measured is told to the other runs of their plan, as data: when a run is
// created, and whenever a rehearsal has ended. So its replay needs no other log.
#include <algorithm>

#include "base/limits.h"
#include "core/no_return.h"
#include "loop/engine.h"

namespace golive {
namespace {

// By its id, as unused_id() makes it: nothing is rehearsed there, and a log less is read.
bool is_in_live_environment(const RunId& id, const Plan& plan) {
  return std::any_of(
      plan.environments.begin(), plan.environments.end(), [&](const Environment& environment) {
        const std::string stem = plan.id + "-" + environment.id + "-";
        return environment.live && id.starts_with(stem) && parse_date(id.substr(stem.size(), 10));
      });
}

}  // namespace

// Of the newest that are over; an id begins with its plan's.
Measurements Engine::measured_beside(const Entry& entry) {
  const std::string& plan = entry.run.plan->id;
  std::vector<Measured> rehearsals;
  for (std::size_t at = order_.size(); at-- > 0 && rehearsals.size() < limits::rehearsals;) {
    Entry& other = *order_[at];
    if (&other == &entry || !other.run.id.starts_with(plan + "-")) continue;
    if (is_in_live_environment(other.run.id, *entry.run.plan)) continue;
    if (!remember(other)) return {};
    const Run& run = other.run;
    if (run.mode == Mode::rehearsal && run.plan->id == plan && is_final(run))
      rehearsals.push_back(other.meter.measured(run));
  }
  return measurements_of(*entry.run.plan, rehearsals);
}

bool Engine::tell_undos(Entry& entry, const std::optional<Measurements>& measured) {
  if (!goes_by_undos(entry.run)) return false;
  const Measurements known = measured ? *measured : measured_beside(entry);
  auto undos = undos_to_tell(entry.run, known);
  if (undos == entry.run.measured_undos) return false;
  record(entry, engine_actor, event::UndosMeasured{known.rehearsals, std::move(undos)});
  return true;
}

// It may have a time to be back by where the plan before had none.
void Engine::list_by_undos(Entry& entry) {
  auto& listed = by_undos_[entry.run.plan->id];
  if (!goes_by_undos(entry.run)) return;
  if (std::find(listed.begin(), listed.end(), &entry) == listed.end()) listed.push_back(&entry);
  rehearsed_.insert(entry.run.plan->id);
}

void Engine::tell_undos() {
  if (!untaken_.empty()) return;  // they are nobody's yet
  while (!rehearsed_.empty()) {
    const std::string plan = *rehearsed_.begin();
    rehearsed_.erase(rehearsed_.begin());
    // A copy: past runs that are read meanwhile enlist.
    const std::vector<Entry*> entries = by_undos_[plan];
    for (Entry* entry : entries)
      if (!is_final(entry->run) && tell_undos(*entry, {})) settle(*entry);
  }
}

}  // namespace golive
