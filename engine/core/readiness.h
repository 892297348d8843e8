// Readiness: whether an item may start, and if not, what it waits for.
#pragma once

#include <optional>
#include <vector>

#include "core/run.h"

namespace golive {

// When its own edges and those of all it is part of were done (run's clock; the run's creation, if
// it has none); none while they are not, or a condition around it is not met.
std::optional<Instant> edges_done_at(const Run& run, ItemIndex item);
bool edges_done(const Run& run, ItemIndex item);
// Not yet started, by its state: waiting, closed, or a lapsed gate that is to be asked again.
bool is_unstarted(const Run& run, ItemIndex item);
// Anything new of the main line may start now (not paused, held, ended, in a contingency or
// rollback); for the items of the active contingency: that it is not itself held.
bool run_allows(const Run& run, ItemIndex item);
// The instant (run's clock) before which it may not start: its own, or its holders'.
std::optional<Instant> planned_start(const Run& run, ItemIndex item);
// The same for another J.
std::optional<Instant> planned_start(const Plan& plan, const Timeline& timeline, ItemIndex item);
// The freeze that stops new starts at a time of the run's clock; null if none does.
const FrozenSpan* freeze_at(const Run& run, Instant run_now);
// That time, or the end of the freezes it falls into.
Instant after_freezes(const Run& run, Instant run_time);
// The windows that it starts in, as they are for this J: its own, and those of all it is part of.
// What a lead has lifted is none any more.
std::vector<const OpenSpan*> windows_of(const Run& run, ItemIndex item);
// The one of them that is over by then; null if none is.
const OpenSpan* window_over(const Run& run, ItemIndex item, Instant run_time);
// After that it starts all the same: its author or a person has said so, or it starts nothing
// itself.
bool starts_after_window(const Run& run, ItemIndex item);
// That time, or the first after it that lies in no freeze, and before no window of the item.
Instant first_free(const Run& run, ItemIndex item, Instant run_time);
// Its own time has passed though it could have started: nothing was there to start it (no engine, a
// pause, a hold). Not what is late since something before it was.
bool has_missed_start(const Run& run, ItemIndex item, Instant run_now);
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
