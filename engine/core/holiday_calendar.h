// Holiday calendar: holidays out of an .ics file (RFC 5545), as offices and companies publish them.
// Read here, not by libical, since the plan and its hash rest on it: pure, and nothing is passed
// over in silence. Whole-day events and plain yearly repetitions count; any other is refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace golive {

// What is repeated each year is a holiday in these: plans are made for years near to now.
constexpr int first_repeated_year = 2020, last_repeated_year = 2050;

// Ascending, each once. Errors are ErrorKind::unloadable with `file` and the line.
Result<std::vector<Date>> parse_holiday_calendar(std::string_view text, const std::string& file);

}  // namespace golive
