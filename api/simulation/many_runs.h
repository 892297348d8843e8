// Many simulated runs of one plan, side by side on threads, and what they say together.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "api/simulation/opening.h"

namespace golive {

// The seeds are `first`, `first` + 1, ...; the results stand in that order, whichever thread was
// quicker.
Result<std::vector<RunResult>> simulate_many(const Simulation& simulation, std::uint64_t first,
                                             std::size_t runs);

// The value that a share of all do not exceed: the nearest rank. `values` must be ascending.
template <class T>
T percentile(const std::vector<T>& values, std::size_t percent) {
  const auto rank = (values.size() * percent + 99) / 100;
  return values[rank == 0 ? 0 : rank - 1];
}

std::string statistics_text(const Simulation& simulation, const std::vector<RunResult>& results);
// {"plan","hash","j","seed","runs","opening":{"item","planned","on_time","opened","p50","p90",
// "latest"},"downtime":{"planned_ms","p50_ms","p90_ms"},"ends":{...},"causes":[{"cause","runs"}],
// "assumed":[...],"rehearsals":n,"measured":[...]}; instants are {"utc","local"} or null.
nlohmann::json statistics_json(const Simulation& simulation, const std::vector<RunResult>& results);

// Paths of the items whose duration is assumed, since the plan gives none and nobody has measured
// it; and of those whose duration is drawn from what was measured.
std::vector<std::string> without_estimate(const Simulation& simulation);
std::vector<std::string> with_measurement(const Simulation& simulation);

}  // namespace golive
