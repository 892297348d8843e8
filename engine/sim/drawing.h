// Drawing: how long things take in a simulated run, and whether they fail, by a seed.
//
// Durations are triangular: at least 3/4 of the estimate, most likely the estimate, at most twice
// it. So work is late more often than early, and no draw is absurd. The inverse of the distribution
// is in D. Johnson, "The triangular distribution as a proxy for the beta distribution in risk
// analysis", The Statistician 46 (1997), who takes it for PERT's beta. An answer to a gate or a
// contingency is most likely after a quarter of its `within`, and one in a hundred comes too late.
#pragma once

#include "core/effect.h"
#include "core/scenario.h"

namespace golive {

namespace assumed {

using namespace std::chrono_literals;

// Where a plan does not say.
constexpr Duration step = 1min, task = 15min;
// An answer that nobody has set a time for.
constexpr Duration answer_least = 1min, answer_mode = 5min, answer_most = 30min;
// A day without a time of day begins for people at that minute.
constexpr int morning = 9 * 60, evening = 20 * 60;
// What takes people longer than that, they do between morning and evening.
constexpr Duration by_the_way = 2h;

}  // namespace assumed

// What of a duration is exceeded with the probability 1 - share; `share` in 0..1.
Duration triangular(Duration least, Duration mode, Duration most, double share);

// Whether its duration is assumed, since it has none.
bool lacks_estimate(const Item& item);
Duration estimate_of(const Item& item, Slot slot);

class Drawing {
 public:
  // Both must outlive it.
  Drawing(std::uint64_t seed, const Plan& plan, const Circumstances& circumstances)
      : seed_(seed), plan_(plan), circumstances_(circumstances) {}

  // Of one attempt, with how much it is late.
  [[nodiscard]] Duration duration(const AttemptId& id) const;
  [[nodiscard]] bool fails(const AttemptId& id) const;
  // Of what fails, how long it takes until then.
  [[nodiscard]] Duration until_failure(const AttemptId& id) const;
  // From being asked to answering. `asked` and `number` tell one question from another.
  [[nodiscard]] Duration answer(ItemIndex item, Instant asked, std::uint64_t number) const;

 private:
  std::uint64_t seed_;
  const Plan& plan_;
  const Circumstances& circumstances_;
};

}  // namespace golive
