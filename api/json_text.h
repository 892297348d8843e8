// JSON texts from outside: one bounded parse for sockets and request bodies.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/error.h"

namespace golive {

// ErrorKind::invalid for what is no JSON, is nested deeper than limits::json_depth, is no object,
// or has a name twice in one object.
Result<nlohmann::json> parse_json_object(std::string_view text);
// ErrorKind::invalid for a text in it that is not UTF-8, by the name of its field: it can neither
// be sent nor kept as it is.
Result<void> check_utf8(const nlohmann::json& json, const std::string& place = {});

}  // namespace golive
