// Estimates: how long things take, as far as a plan tells, and how far that may be off.
//
// Durations are triangular: at least 3/4 of the estimate, most likely the estimate, at most twice
// it. So work is late more often than early, and no draw is absurd. The inverse of the distribution
// is in D. Johnson, "The triangular distribution as a proxy for the beta distribution in risk
// analysis", The Statistician 46 (1997), who takes it for PERT's beta. What was measured in n
// rehearsals is taken at its word: the n durations cut the next one's chances into n + 1 equal
// parts (the plotting position i / (n + 1) of W. Weibull; E. Gumbel, "Statistics of Extremes",
// 1958; type 6 of R. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The American
// Statistician 50, 1996), linear in between; the outermost parts reach as far as an estimate may be
// off, to 3/4 of the shortest and twice the longest. An answer to a gate or a
// contingency is most likely after a quarter of its `within`, and one in a hundred comes too late.
#pragma once

#include "core/measurements.h"

namespace golive {

namespace assumed {

using namespace std::chrono_literals;

// Where a plan does not say.
constexpr Duration step = 1min, task = 15min;
// An answer that nobody has set a time for.
constexpr Duration answer_least = 1min, answer_mode = 5min, answer_most = 30min;

}  // namespace assumed

// Whether its duration is assumed, since it has none.
bool lacks_estimate(const Item& item);
Duration estimate_of(const Item& item, Slot slot);

// `share`, in 0..1: of all cases, those that take no longer.
Duration triangular(Duration least, Duration mode, Duration most, double share);
Duration work_of(Duration estimate, double share);
Duration measured_of(const std::vector<Duration>& ascending, double share);  // of at least one
// Whether it is drawn from what was measured: not a gate, which people answer, nor a watch, which
// looks as long as it is told to.
bool is_measured(const Plan& plan, ItemIndex item, Slot slot, const Measurements& measured);
// Of the work of an item: by what was measured, else by the estimate.
Duration work_of(const Plan& plan, ItemIndex item, Slot slot, const Measurements& measured,
                 double share);
// The median of what was measured, else the estimate.
Duration likely_of(const Plan& plan, ItemIndex item, Slot slot, const Measurements& measured);
Duration answer_of(const Item& item, double share);

}  // namespace golive
