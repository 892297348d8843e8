// Amended plan: the plan of a run, grown by a changed text. Logs, processes and idempotency keys
// name items by their index, so that no index is ever given another meaning: what is known keeps
// its own, what is new comes behind, what is gone stays as a stone (Item::removed).
#pragma once

#include <optional>
#include <vector>

#include "core/plan.h"

namespace golive {

struct AmendedPlan {
  Plan plan;
  std::vector<ItemIndex> added;    // by their index in `plan`
  std::vector<ItemIndex> removed;  // those that were there before
};
// `next` as finish_plan() leaves it.
AmendedPlan amended(const Plan& plan, const Plan& next);

}  // namespace golive
