// Run view: a run as the API and `golive status --json` show it. `now` is the engine's clock.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/measurements.h"
#include "core/run.h"

namespace golive {

// {"id", "seq", "plan": {"id", "title", "hash"}, "mode", "environment", "j", "timezone", "state",
// "starter",
//  "created", "clock", "holds", "waiting_for", "phases", "contingencies", and while one goes on
//  "active_contingency", "rollback": {"to", "left"}}.
// The forecast draws from what its rehearsals have measured.
nlohmann::json run_view(const Run& run, Instant now, const Measurements& measured = {});
// For lists: the same without what is inside, and "waiting" (how much waits for people),
// "progress":
// {"done", "of"} in items of the phases.
nlohmann::json run_summary(const Run& run, Instant now);

struct Progress {
  int done = 0, of = 0;
};
Progress progress_of(const Run& run);

}  // namespace golive
