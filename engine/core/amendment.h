// Amendment: a changed runbook held against the plan of a run, item by item, and what the run's
// plan becomes with it. Pure: nothing is changed here. Items are matched by their path; one of
// another kind, or that has moved into or out of a parallel, is removed and added. In doubt an item
// is changed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

struct PlanComparison {
  // The run's plan, grown: known items at their indices, new ones behind them.
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const Timeline> timeline;  // what has begun keeps its times
  std::vector<ItemChange> items;             // all, as they are written now, then those removed
  std::vector<std::string> settings;         // fields of the plan itself that differ, with effect
  std::vector<std::string> words;            // and those that only people read
  bool has_effect = false;
  std::vector<Error> obstacles;  // why it cannot be applied; empty: it can
};
// `next` as it was loaded. Its secrets and channels are filled in with the run's parameters.
PlanComparison compare_plans(const Run& run, const Plan& next);
// What it would change by now; not what is kept.
std::vector<ItemChange> changes_in(const PlanComparison& comparison);

// Its number in its run, from 1; null if there is none.
const Amendment* find_amendment(const Run& run, int number);
// The one that waits for a decision, 0 if none does.
int open_amendment(const Run& run);
// Who must approve it: Plan::approved_by; without such roles anybody with one; without roles the
// starter.
Rule approval_of(const Plan& plan);
// What a decision on it rests on, as one hash.
std::string amendment_subject(const Run& run, int number);
// The one that the run has outrun expires.
std::vector<EventBody> expire_amendments(const Run& run, Instant now);
// Why it would not do any more what was proposed; empty while it would.
std::string outrun_by(const Run& run, const Amendment& amendment);

}  // namespace golive
