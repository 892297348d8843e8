// Move: what another J would change in a run that is under way. What has begun keeps its planned
// times; the rest is planned anew, and what was asked, or answered and not used, is asked again.
#pragma once

#include <vector>

#include "core/run.h"

namespace golive {

struct Move {
  Timeline timeline;
  std::vector<ItemIndex> asked_again;  // gates: open, or answered with an answer not yet used
  std::vector<ItemIndex> overdue;      // their new time is over: they start as soon as they may
};
// Refuses a J that is over, or further than limits::move_days from the one the run began with, and
// a run that is over or is being rolled back.
Result<Move> move_of(const Run& run, Date j, Instant run_now);

}  // namespace golive
