// Phrase: values of a run as a report says them in its language: the plan's, and the states of its
// items.
#pragma once

#include "core/run.h"
#include "report/plan_phrase.h"

namespace golive {

class Phrase : public PlanPhrase {
 public:
  // Both must outlive it.
  Phrase(const Run& run, const Words& words)
      : PlanPhrase(*run.plan, *run.timeline, words), run_(run) {}

  // An item's, in a run that may be over: then nothing runs or waits any more.
  [[nodiscard]] nlohmann::json item_state(ItemIndex item) const;

 private:
  const Run& run_;
};

}  // namespace golive
