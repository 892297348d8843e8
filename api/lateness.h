// Lateness: what the words of --late mean, for simulations and drills alike.
#pragma once

#include "core/scenario.h"

namespace golive {

// "20m": whoever answers; "go-live/go=20m": that item. Errors have the place "--late".
Result<void> add_lateness(Scenario& scenario, const std::string& word);

}  // namespace golive
