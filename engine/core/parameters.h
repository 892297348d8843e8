// Parameters: "${name}" in a text stands for a parameter of the run's environment; "$${" is a plain
// "${".
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.h"
#include "core/plan.h"

namespace golive {

using Parameters = std::map<std::string, std::string>;

// ErrorKind::invalid for a name that is not there, with those that are, and for a "${" without "}".
Result<std::string> fill_in(std::string_view text, const Parameters& parameters);
// The plan with what may depend on the environment filled in: where its secrets come from, and its
// channels lead.
Result<Plan> with_parameters(Plan plan, const Parameters& parameters);

}  // namespace golive
