#include "core/holidays.h"

#include <algorithm>
#include <array>

#include "base/limits.h"

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

std::string_view trimmed(std::string_view text) {
  constexpr auto blank = " \t\r";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // some editors begin with it

}  // namespace

Result<std::vector<Date>> parse_holidays(std::string_view text, const std::string& file) {
  std::vector<Date> dates;
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (int line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto written = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto word = trimmed(written.substr(0, written.find('#')));
    if (word.empty()) continue;
    const auto place = file + ":" + std::to_string(line);
    const auto date = parse_date(word);
    if (!date)
      return fail(ErrorKind::unloadable, "\"" + std::string(word.substr(0, 40)) + "\" is no date",
                  place, "write one date a line, as 2027-05-07; what follows a # is a comment");
    if (dates.size() == limits::holiday_dates)
      return fail(ErrorKind::unloadable,
                  "there are more than " + std::to_string(limits::holiday_dates) + " holidays",
                  place, "keep those of the years that matter");
    dates.push_back(*date);
  }
  return dates;
}

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
