// Holidays. Legal ones by calendar: "FR" is metropolitan France (Code du travail L3133-1), "" has
// none; computed, so that any year works without a table. Others from a text that people keep.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace golive {

bool is_holiday_calendar(std::string_view calendar);
// `calendar` must be one.
bool is_holiday(Date date, std::string_view calendar);
// One date a line ("2027-05-07"); what follows a # is a comment. Errors are ErrorKind::unloadable
// with `file` and the line.
Result<std::vector<Date>> parse_holidays(std::string_view text, const std::string& file);
// Of the Gregorian calendar.
Date easter_sunday(std::chrono::year year);

}  // namespace golive
