// What a simulated run came to: whether it opened on time, and if not, what kept it from that.
#pragma once

#include <optional>
#include <string>

#include "api/simulation/simulated_run.h"
#include "core/no_return.h"
#include "view/account.h"

namespace golive {

struct RunResult {
  std::uint64_t seed = 0;
  std::string end;                        // "completed", "rolled_back", "aborted", "stuck"
  std::optional<Instant> opened = {};     // the opening began, and stayed
  std::optional<Duration> lateness = {};  // of the opening, where one is planned; 0: on time
  std::optional<Duration> downtime = {};
  std::string cause = {};  // what kept it from opening on time; empty: it did, or none is planned
};

RunResult result_of(const SimulatedRun& simulated, const Account& account, std::uint64_t seed);

// Began within the minute that is planned: a plan's clock shows no seconds.
bool on_time(const RunResult& result);

}  // namespace golive
