// Planned: a release plan from J-21 to J+7 with all that a plan may say, resolved for 15 January
// 2027 in Paris.
#pragma once

#include "core/timeline.h"

namespace golive::test {

struct PlannedRelease {
  Plan plan;
  Timeline timeline;
};

PlannedRelease planned_release();

}  // namespace golive::test
