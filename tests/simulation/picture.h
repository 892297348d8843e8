// Picture: everything that a Run is, as text, to compare two of them and to show where they differ.
#pragma once

#include <string>
#include <vector>

#include "core/run.h"

namespace golive::simulation {

std::vector<std::string> picture(const Run& run);
// "theirs: ... ours: ..." of the first line that differs; empty if none does.
std::string difference(const Run& a, const Run& b);

}  // namespace golive::simulation
