// The course of a gate without anybody's doing: silence and the escalation it climbs, answers that
// grow old, and decisions that what they rest on has left behind. Parts of proceed() and
// next_deadline().
#pragma once

#include <optional>
#include <vector>

#include "core/run.h"

namespace golive {

// What has lapsed: decisions on another subject than there is now, of gates whose GO is not used.
std::vector<EventBody> lapse_decisions(const Run& run, Instant now);
std::vector<EventBody> watch_deadlines(const Run& run, Instant now);
// The next of those deadlines of an item, if time alone brings it. Engine's clock.
std::optional<Instant> next_deadline_of(const Run& run, ItemIndex item);

}  // namespace golive
