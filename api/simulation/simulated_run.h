// One simulated run: the real engine over a store in memory, a clock that is moved to what comes
// next, bodies and people that are drawn. The same seed gives the same run to the byte. Touches
// nothing that is shared, so that several may go on at once on threads of their own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/event.h"
#include "core/measurements.h"
#include "core/scenario.h"

namespace golive {

struct Simulation {
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const Timeline> timeline;  // with the scenario's freezes
  std::string environment;
  Circumstances circumstances;
  Measurements measured = {};  // what durations are drawn from where there is something
};

struct SimulatedRun {
  std::vector<Event> events;
  std::string stuck;  // why it came to no end; empty: it did
};

// When the first item of a plan may start, or J begins.
Instant beginning_of(const Timeline& timeline);
// The plan's live environment, else its first; empty if it has none.
std::string default_environment(const Plan& plan);

// `scenario` is resolved against the plan and this J. An empty environment is the plan's live one,
// else its first.
Result<Simulation> prepare_simulation(const Plan& plan, Timeline timeline, const Scenario& scenario,
                                      std::string environment);

Result<SimulatedRun> simulate(const Simulation& simulation, std::uint64_t seed);

}  // namespace golive
