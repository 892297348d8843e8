#include "core/moment.h"

#include <doctest/doctest.h>

using namespace golive;

TEST_CASE("a moment is a number of days around J, and perhaps a time of day") {
  CHECK(parse_moment("J").value() == Moment{});
  CHECK(parse_moment("J-21").value() == Moment{.days = -21});
  CHECK(parse_moment("J+1").value() == Moment{.days = 1});
  CHECK(parse_moment("J-3 18:00").value() == Moment{.days = -3, .minute = 1080});
  CHECK(parse_moment("J-5wd").value() == Moment{.days = -5, .working = true});
  CHECK(parse_moment("J+2wd 08:15").value() == Moment{.days = 2, .working = true, .minute = 495});
  CHECK(parse_moment("J 00:00").value() == Moment{.minute = 0});
}

TEST_CASE("a moment's text reads back as the moment") {
  for (const auto* text : {"J", "J-21", "J+7", "J-3 18:00", "J-5wd", "J+2wd 08:15"})
    CHECK(to_text(parse_moment(text).value()) == text);
}

TEST_CASE("what is not a moment is refused with the forms it may have") {
  for (const auto* text : {"", "j-1", "D-1", "J-", "J1", "J--1", "J-1w", "J-1 8:00", "J-1 24:00",
                           "J-1  08:00", "J-1 08:00 ", "J -1", "J-1234", "J-wd", "J-1.5"})
    CHECK_FALSE(parse_moment(text));
  CHECK(parse_moment("D-1").error().what == "\"D-1\" is not a moment");
  CHECK(parse_moment("D-1").error().way_out.find("J-3 18:00") != std::string::npos);
}

TEST_CASE("a moment lies within a year of J") {
  CHECK(parse_moment("J-360"));
  CHECK_FALSE(parse_moment("J+361"));
  CHECK(parse_moment("J-240wd"));
  CHECK_FALSE(parse_moment("J-241wd"));
}

TEST_CASE("a time of day has two digits each") {
  CHECK(parse_clock("08:15").value() == 495);
  CHECK(parse_clock("23:59").value() == 1439);
  for (const auto* text : {"", "8:15", "24:00", "12:60", "0815", "08:15:00", "ab:cd"})
    CHECK_FALSE(parse_clock(text));
  CHECK(clock_text(495) == "08:15");
}
