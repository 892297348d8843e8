// Gate page: what a decision on a gate rests on, as a terminal shows it. Pure.
#pragma once

#include <string>

#include "core/run.h"

namespace golive::cli {

// The question, the evidence, who has decided, and the subject: the hash of all that.
std::string gate_page(const Run& run, ItemIndex gate);
// Without the question.
std::string gate_evidence(const Run& run, ItemIndex gate);

}  // namespace golive::cli
