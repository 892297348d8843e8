// Drill: what is made to go wrong in a rehearsal, so that the plan and its people meet it once
// before. It stands in the run's first event, so replay is the same; a live run has none.
// Whatever people do in a drill is real: only what the engine would do, or accept, is another.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/timeline.h"

namespace golive {

struct Scenario;

struct Drill {
  // Paths of steps, smoke tests and watches: each attempt fails instead of acting.
  std::vector<std::string> failing = {};
  std::vector<std::string> absent = {};  // roles: nobody acts as one of them in this run
  // An answer to a gate, task or contingency is accepted so long after it was asked for; and of
  // single ones, by path, so much later.
  Duration late = {};
  std::map<std::string, Duration> late_items = {};
  friend bool operator==(const Drill&, const Drill&) = default;
};

bool is_drill(const Drill& drill);
bool is_made_to_fail(const Drill& drill, const Item& item);
Duration lateness_of(const Drill& drill, const Item& item);
// "go-live/migrate fails; nobody is there as dba; answers come 20m late"
std::string to_text(const Drill& drill);

// A scenario's failures, absences and lateness, as a rehearsal can have them. Refuses what names
// nothing of the plan, as for a simulation, and what people do for real: a gate's no-go, a task's
// failure, a step that takes longer.
Result<Drill> resolve_drill(const Scenario& scenario, const Plan& plan, const Timeline& timeline);

}  // namespace golive
