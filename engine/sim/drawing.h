// Drawing: how long things take in a simulated run, and whether they fail, by a seed.
// By the distributions of core/estimates.h.
#pragma once

#include "core/estimates.h"
#include "core/scenario.h"

namespace golive {

namespace assumed {

using namespace std::chrono_literals;

// A day without a time of day begins for people at that minute.
constexpr int morning = 9 * 60, evening = 20 * 60;
// What takes people longer than that, they do between morning and evening.
constexpr Duration by_the_way = 2h;

}  // namespace assumed

class Drawing {
 public:
  // All must outlive it.
  Drawing(std::uint64_t seed, const Plan& plan, const Circumstances& circumstances)
      : seed_(seed), plan_(plan), circumstances_(circumstances) {}
  // From what was measured, where it was.
  Drawing(std::uint64_t seed, const Plan& plan, const Circumstances& circumstances,
          const Measurements& measured)
      : seed_(seed), plan_(plan), circumstances_(circumstances), measured_(&measured) {}

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
  const Measurements* measured_ = nullptr;
};

}  // namespace golive
