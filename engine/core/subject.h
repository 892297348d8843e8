// Subject: what a decision on a gate rests on, as one hash. It is of the plan, of J once it has
// been moved, and of the evidence: what became of every item that stands before the gate in the
// plan and is over, and what watches under way have told there. Of smoke tests and watches only the
// verdict counts, so that more samples of the same one change nothing. Gates are no evidence:
// several may be decided side by side. Files that people attached count by their hash.
#pragma once

#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

// The items that are evidence now, in the order of the plan.
std::vector<ItemIndex> evidence_of(const Run& run, ItemIndex gate);
// The files that a decision on a gate rests on: its own, and those of what stands before it.
std::vector<const Evidence*> files_for(const Run& run, ItemIndex gate);
std::string subject_of(const Run& run, ItemIndex gate);
// Why the subject is another one than it was at `since` (run's clock), for people.
std::string subject_change(const Run& run, ItemIndex gate, Instant since);

}  // namespace golive
