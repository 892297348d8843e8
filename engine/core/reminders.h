// Reminders: what time alone brings and channels are told of: an item that is late, and the daily
// note. Nothing of it is noted where no channel tells it, nor in a simulation.
#pragma once

#include <optional>
#include <vector>

#include "core/run.h"

namespace golive {

// Late, once an item: what could begin (all before it is done) and has not so long after its time
// of day, or, where it has only days, when they are over; or has taken so much longer than its
// estimate. What waits for a late item is not told.
std::vector<EventBody> reminders(const Run& run, Instant now);
// The day that a channel's note of this time is about: before its time of day, that is still the
// one before, of which nobody was there to tell, or which a rehearsal has jumped over.
Date noted_day(const Run& run, const Channel& channel, Instant run_now);
// When to look again (engine's clock).
std::optional<Instant> next_reminder(const Run& run, Instant now);

}  // namespace golive
