// Readiness: whether an item may start, and if not, what it waits for.
#pragma once

#include <optional>
#include <vector>

#include "core/run.h"

namespace golive {

// Its own edges and those of all it is part of are done, and every condition around it is met.
bool edges_done(const Run& run, ItemIndex item);
// Not yet started, by its state: waiting, closed, or a lapsed gate that is to be asked again.
bool is_unstarted(const Run& run, ItemIndex item);
// Anything new of the main line may start now (not paused, held, ended, in a contingency or
// rollback); for the items of the active contingency: that it is not itself held.
bool run_allows(const Run& run, ItemIndex item);
// The instant (run's clock) before which it may not start: its own, its holders' and the end of a
// freeze.
std::optional<Instant> planned_start(const Run& run, ItemIndex item);
// All of the above, at a time of the run's clock.
bool may_start(const Run& run, ItemIndex item, Instant run_now);
// What must be over before an item may start, however far behind it it stands: parallel to the
// plan's items.
std::vector<bool> items_before(const Plan& plan, ItemIndex item);
// The gates among them.
std::vector<ItemIndex> gates_before(const Plan& plan, ItemIndex item);
// When the next item that waits for nothing but its time may start (run's clock), if there is one.
std::optional<Instant> next_planned(const Run& run, Instant run_now);

}  // namespace golive
