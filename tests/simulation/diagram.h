// Diagram: which event may move what from which state to which: docs/state_machines.md as a table.
#pragma once

#include <string>

#include "core/run.h"

namespace golive::simulation {

// What the event did to the states that the diagrams do not have; empty: nothing.
std::string off_the_diagrams(const Run& before, const Event& event, const Run& after);

}  // namespace golive::simulation
