// Amendment view: what a changed runbook would make of a run, and what has become of those that
// were proposed, for people and machines.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/amendment.h"

namespace golive {

// {"run", "plan_hash", "amended_hash", "has_effect", "approved_by": ["lead"], "items": [{"item",
//  "change", "stage", "what"}], "settings": [...], "words": [...], "obstacles": [{"what", "place",
//  "way_out"}]}; `items` lists those kept, too.
nlohmann::json comparison_view(const Run& run, const PlanComparison& comparison);
// The same, line by line, without what is kept.
std::string comparison_text(const Run& run, const PlanComparison& comparison);

// {"amendment", "state", "proposer", "at", "reason", "plan_hash", "has_effect", "approved_by",
//  "items", "settings", "decisions", "subject" while it is open, "ended", "why"}
nlohmann::json amendment_view(const Run& run, int number);
// All of a run, as proposed.
nlohmann::json amendments_view(const Run& run);
// The one that waits, for status: what it changes, who has decided; empty if none does.
std::vector<std::string> amendment_lines(const Run& run);
// The roles whose decision it still waits for.
std::vector<std::string> roles_awaited(const Run& run, const Amendment& amendment);

}  // namespace golive
