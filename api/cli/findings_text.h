// What `golive check` says: the findings of a plan, as text by place, and as JSON.
#pragma once

#include <string>
#include <vector>

#include "core/lint.h"

namespace golive::cli {

struct CheckedPlan {
  std::vector<Finding> findings;  // sorted by place
  Plan plan;
};

// Those that the plan does not accept.
std::size_t open_findings(const CheckedPlan& checked);

std::string findings_text(const CheckedPlan& checked, bool colour);
// {"ok","plan","hash","items","findings":[{"code","place","item","what","way_out",
// "accepted_because"}]}; the last only where it is accepted.
std::string findings_json(const CheckedPlan& checked);

}  // namespace golive::cli
