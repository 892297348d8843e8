// Progress line: one event as one sentence, for following a run in a terminal.
#pragma once

#include <string>

#include "core/run.h"

namespace golive {

// "08:15 go-live/maintenance started (attempt 1)", in English. Empty for what nobody follows by the
// line (effects, results of conditions). `run` has the event applied.
std::string progress_line(const Run& run, const Event& event);
// The same without the time.
std::string progress_sentence(const Run& run, const Event& event);

}  // namespace golive
