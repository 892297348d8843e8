// Handed templates: people's own templates as the engine hands them to its door: in a file without
// a name, so that both have the same ones, and the door needs no right to read their folder.
#pragma once

#include "base/error.h"
#include "report/templates.h"

namespace golive {

// A file descriptor, closed on exec, whose owner is the caller.
Result<int> hand_over(const Templates& templates);
// Read from its beginning: each door is given the same file.
Result<Templates> handed_templates(int file);

}  // namespace golive
