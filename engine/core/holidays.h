// Legal holidays by calendar: "FR" is metropolitan France (Code du travail L3133-1), "" has none.
// Computed, so that any year works without a table.
#pragma once

#include <string_view>

#include "base/instant.h"

namespace golive {

bool is_holiday_calendar(std::string_view calendar);
// `calendar` must be one.
bool is_holiday(Date date, std::string_view calendar);
// Of the Gregorian calendar.
Date easter_sunday(std::chrono::year year);

}  // namespace golive
