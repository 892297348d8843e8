// Status text: a run as a terminal shows it: where it stands, what it waits for, what holds it, its
// items.
#pragma once

#include <string>

#include "core/run.h"

namespace golive {

// `now` is the engine's clock. Lines end with \n; no line is cut.
std::string status_text(const Run& run, Instant now, bool colour);

}  // namespace golive
