// Settling: whether one person may settle what a run waits for, by the rules that decide() goes by.
#pragma once

#include "view/waiting.h"

namespace golive {

// `person`: with the roles of the site; what is bound, delegated or barred in this run counts.
// `now`: engine's clock.
bool may_settle(const Run& run, const Waiting& waiting, const Actor& person, Instant now);

}  // namespace golive
