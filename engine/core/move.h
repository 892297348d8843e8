// Move: what another J would change in a run that is under way. What has begun keeps its planned
// times; the rest is planned anew, and what was asked, or answered and not used, is asked again.
#pragma once

#include <vector>

#include "core/run.h"

namespace golive {

// Its planned times are a matter of record.
bool has_begun(const Run& run, ItemIndex leaf);
// What its items keep of the times they have, in place of those that were resolved anew.
void keep_begun(const Run& run, Timeline& timeline);
// Whether the gate was asked, or answered with what nothing has used yet.
bool is_answered_or_open(const Run& run, ItemIndex gate);

struct Move {
  Timeline timeline;
  std::vector<ItemIndex> asked_again;  // gates: open, or answered with an answer not yet used
  std::vector<ItemIndex> overdue;      // their new time is over: they start as soon as they may
};
// Refuses a J that is over, or further than limits::move_days from the one the run began with, and
// a run that is over or is being rolled back.
Result<Move> move_of(const Run& run, Date j, Instant run_now);

}  // namespace golive
