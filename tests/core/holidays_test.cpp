#include "core/holidays.h"

#include <doctest/doctest.h>

#include "tests/core/paris.h"

using namespace golive;

TEST_CASE("Easter is where the church puts it") {
  for (const auto* text : {"2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2025-04-20",
                           "2026-04-05", "2027-03-28", "2038-04-25"})
    CHECK(easter_sunday(date(text).year()) == date(text));
}

TEST_CASE("France has eleven legal holidays") {
  const auto days = {"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08",
                     "2026-05-14", "2026-05-25", "2026-07-14", "2026-08-15",
                     "2026-11-01", "2026-11-11", "2026-12-25"};
  for (const auto* day : days) CHECK(is_holiday(date(day), "FR"));
  std::size_t count = 0;
  for (std::chrono::sys_days day = date("2026-01-01"); day <= date("2026-12-31");
       day += std::chrono::days(1))
    if (is_holiday(day, "FR")) ++count;
  CHECK(count == days.size());
}

TEST_CASE("without a calendar no day is a holiday") {
  CHECK_FALSE(is_holiday(date("2026-12-25"), ""));
  CHECK(is_holiday_calendar(""));
  CHECK(is_holiday_calendar("FR"));
  CHECK_FALSE(is_holiday_calendar("fr"));
}

TEST_CASE("a text of holidays has one date a line, and comments") {
  const auto dates = parse_holidays(
      "\xEF\xBB\xBF# when nobody is there\r\n2027-05-07 # the bridge\r\n\r\n\t2027-12-24", "c.txt");
  REQUIRE(dates);
  CHECK(*dates == std::vector<Date>{date("2027-05-07"), date("2027-12-24")});
  CHECK(parse_holidays("", "c.txt")->empty());
}

TEST_CASE("what is no date is told with its line, and so is one too many") {
  CHECK(to_line(parse_holidays("2027-05-07\n\n24/12/2027\n", "c.txt").error()) ==
        "c.txt:3: \"24/12/2027\" is no date (write one date a line, as 2027-05-07; what follows a "
        "# is a comment)");
  CHECK_FALSE(parse_holidays("2027-02-29", "c.txt"));
  CHECK_FALSE(parse_holidays("2027-05-07 2027-05-08", "c.txt"));
  std::string many;
  for (int line = 0; line < 1001; ++line) many += "2027-05-07\n";
  CHECK(parse_holidays(many, "c.txt").error().place == "c.txt:1001");
}
