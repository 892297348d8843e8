// Samples: a plan and one event of every kind, each with every field filled. A new kind of event
// does not compile until it has a sample here.
#pragma once

#include <vector>

#include "core/event.h"

namespace golive::test {

Plan sample_plan();
Timeline sample_timeline();
std::vector<Event> sample_events();

}  // namespace golive::test
