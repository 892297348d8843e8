// A scenario for a simulation, from its Lua text: what goes wrong. The sandbox is a runbook's, the
// words are its own:
//
//   return scenario {
//     title = "a bad morning", failures = 2, late = "5m",  -- percent of attempts; each answer
//     fail "go-live/migrate-catalog" { times = 1 },        -- a gate: no-go; no times: each time
//     flaps "health-catalog" { percent = 30 },             -- of the attempts
//     absent "project_lead" { from = "J 08:00", to = "J 10:00" },
//     late "go-live/go" { by = "20m" },
//     freeze "incident" { from = "J 09:00", to = "J 09:40", reason = "..." },
//   }
//
// Whether a plan has what it names is for core/scenario.h.
#pragma once

#include <string>

#include "core/scenario.h"

namespace golive {

// Errors are ErrorKind::unloadable with file and line.
Result<Scenario> load_scenario(const std::string& file, const std::string& text);

}  // namespace golive
