// A condition of reservations as a person types it: "text; owner=ROLE or NAME; due=J+1 or DATE".
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/error.h"

namespace golive::cli {

// As the API takes it; a text without more stays one.
Result<nlohmann::json> condition_of(const std::string& typed);

}  // namespace golive::cli
