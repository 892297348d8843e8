// Move: what another J would change in a run that is under way. What has begun keeps its planned
// times; the rest is planned anew, and the question whether to go on is asked again at its new
// time.
#pragma once

#include <vector>

#include "core/run.h"

namespace golive {

struct Move {
  Timeline timeline;
  std::vector<ItemIndex> asked_again;  // gates: open, or answered with an answer not yet used
};
// Refuses a J that is over, or further than limits::move_days from the one the run began with.
Result<Move> move_of(const Run& run, Date j, Instant run_now);

}  // namespace golive
