// JSON texts from outside: one bounded parse for sockets and request bodies.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "base/error.h"

namespace golive {

// ErrorKind::invalid for what is no JSON, is nested deeper than limits::json_depth, or is no
// object.
Result<nlohmann::json> parse_json_object(std::string_view text);

}  // namespace golive
