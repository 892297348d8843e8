#include "base/instant.h"

#include <doctest/doctest.h>

#include "base/limits.h"

using namespace golive;
using namespace std::chrono;

TEST_CASE("an instant is written in UTC with three decimals") {
  CHECK(to_text(Instant{}) == "1970-01-01T00:00:00.000Z");
  CHECK(to_text(Instant{milliseconds(1'795'161'600'007)}) == "2026-11-20T08:00:00.007Z");
  CHECK(to_text(Instant{milliseconds(-1)}) == "1969-12-31T23:59:59.999Z");
  CHECK(to_text(Instant{sys_days(year(12026) / 1 / 5)}) == "12026-01-05T00:00:00.000Z");
  CHECK(to_text(Instant{sys_days(year(-5) / 12 / 31)}) == "-005-12-31T00:00:00.000Z");
}

TEST_CASE("an instant's text reads back as the instant") {
  for (const auto* text : {"1970-01-01T00:00:00.000Z", "2026-11-20T08:00:00.007Z",
                           "2024-02-29T23:59:59.999Z", "9999-12-31T00:00:00.000Z"})
    CHECK(to_text(parse_instant(text).value()) == text);
  CHECK(parse_instant("2026-11-20T08:00:00Z").value() ==
        parse_instant("2026-11-20T08:00:00.000Z").value());
}

TEST_CASE("what is not an instant is refused, and the way to write it is shown") {
  for (const auto* text :
       {"", "2026-11-20", "2026-11-20T08:00:00", "2026-11-20T24:00:00Z", "2026-02-30T00:00:00Z",
        "2026-11-20T08:00:00.1Z", "2026-11-20 08:00:00Z", "2026-11-20T08:00:00Zx"})
    CHECK_FALSE(parse_instant(text));
  CHECK(parse_instant("soon").error().way_out.find("2026-11-20T08:00:00.000Z") !=
        std::string::npos);
}

TEST_CASE("a date is year, month and day, and must exist") {
  CHECK(to_text(parse_date("2024-02-29").value()) == "2024-02-29");
  for (const auto* text : {"2023-02-29", "2026-13-01", "2026-1-1", "20261120", "2026-11-20 "})
    CHECK_FALSE(parse_date(text));
  CHECK(parse_date("1970-01-01"));
  CHECK(parse_date("2999-12-31"));
  for (const auto* text : {"0000-01-01", "1969-12-31", "3000-01-01", "9999-12-31"})
    CHECK(to_line(parse_date(text).error()) == "the year of \"" + std::string(text) +
                                                   "\" is out of range (write a date from 1970 to "
                                                   "2999)");
}

TEST_CASE("a duration is whole numbers with units, the largest first") {
  CHECK(parse_duration("90s").value() == seconds(90));
  CHECK(parse_duration("1h30m").value() == minutes(90));
  CHECK(parse_duration("7d").value() == hours(168));
  CHECK(parse_duration("250ms").value() == milliseconds(250));
  CHECK(parse_duration("0s").value() == Duration{0});
  for (const auto* text :
       {"", "90", "-5s", "1.5h", "30m1h", "1h1h", "5 s", "s", "5x", "1h5", "9999999999s", "5ss"})
    CHECK_FALSE(parse_duration(text));
  CHECK(parse_duration("3650d").value() == limits::duration_max);
  for (const auto* text : {"3650d1ms", "3651d", "999999999d"})
    CHECK(to_line(parse_duration(text).error()) ==
          "\"" + std::string(text) + "\" is too long a duration (give at most 3650d)");
}

TEST_CASE("a duration is written in its shortest form, and reads back") {
  CHECK(to_text(Duration(seconds(90))) == "1m30s");
  CHECK(to_text(Duration(hours(36))) == "1d12h");
  CHECK(to_text(Duration{0}) == "0s");
  CHECK(to_text(Duration(-minutes(5))) == "-5m");
  for (const auto duration :
       {Duration(1), Duration(59'999), Duration(86'400'000), Duration(3'600'001)})
    CHECK(parse_duration(to_text(duration)).value() == duration);
  const Duration jump = days(400'000) + milliseconds(7);
  CHECK(parse_logged_duration(to_text(jump)).value() == jump);
}
