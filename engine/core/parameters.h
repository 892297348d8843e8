// Parameters: "${name}" in a text stands for a parameter of the run's environment; "$${" is a plain
// "${".
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.h"

namespace golive {

using Parameters = std::map<std::string, std::string>;

// ErrorKind::invalid for a name that is not there, with those that are, and for a "${" without "}".
Result<std::string> fill_in(std::string_view text, const Parameters& parameters);

}  // namespace golive
