#include "core/holidays.h"

#include <algorithm>
#include <array>

namespace golive {

namespace {

using namespace std::chrono;

constexpr std::array<month_day, 8> french_fixed{{January / 1, May / 1, May / 8, July / 14,
                                                 August / 15, November / 1, November / 11,
                                                 December / 25}};
// Easter Monday, Ascension, Whit Monday.
constexpr std::array<days, 3> french_after_easter{days(1), days(39), days(50)};

bool is_french_holiday(Date date) {
  const month_day day = date.month() / date.day();
  if (std::find(french_fixed.begin(), french_fixed.end(), day) != french_fixed.end()) return true;
  const auto since_easter = sys_days(date) - sys_days(easter_sunday(date.year()));
  return std::find(french_after_easter.begin(), french_after_easter.end(), since_easter) !=
         french_after_easter.end();
}

}  // namespace

bool is_holiday_calendar(std::string_view calendar) { return calendar.empty() || calendar == "FR"; }

bool is_holiday(Date date, std::string_view calendar) {
  return calendar == "FR" && is_french_holiday(date);
}

// The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
Date easter_sunday(year in) {
  const int y = static_cast<int>(in);
  const int golden = y % 19;
  const int century = y / 100;
  const int epact =
      (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
  const int weekday = (32 + 2 * (century % 4) + 2 * (y % 100 / 4) - epact - y % 4) % 7;
  const int correction = (golden + 11 * epact + 22 * weekday) / 451;
  const int days_of_march = epact + weekday - 7 * correction + 114;
  return in / (days_of_march / 31) / (days_of_march % 31 + 1);
}

}  // namespace golive
