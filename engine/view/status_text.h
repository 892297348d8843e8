// Status text: a run as a terminal shows it: where it stands, what it waits for, what holds it, its
// items.
#pragma once

#include <string>

#include "core/measurements.h"
#include "core/run.h"

namespace golive {

// `now` is the engine's clock; `measured`: what the forecast draws from. Lines end with \n; no line
// is cut.
std::string status_text(const Run& run, Instant now, bool colour,
                        const Measurements& measured = {});

}  // namespace golive
