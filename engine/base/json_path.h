// JsonPath: names one value inside a JSON text, as the singular queries of RFC 9535 do:
// "$.access_token", "$.data[0]['odd name']". A value; what it names is looked up where JSON is
// read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"

namespace golive {

using JsonPath = std::vector<std::variant<std::string, std::size_t>>;  // names and places in lists

// Refused: what could name several values or none (wildcards, filters, places from the end).
Result<JsonPath> parse_json_path(std::string_view text);

}  // namespace golive
