#include "core/local_time.h"

#include <doctest/doctest.h>

#include "tests/core/paris.h"

using namespace golive;

namespace {

std::string utc(const ZoneRules& zone, const char* day, int minute) {
  return to_text(to_instant(zone, {date(day), minute}).value());
}

bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a local time is an instant, in winter and in summer") {
  CHECK(utc(paris(), "2026-11-20", 495) == "2026-11-20T07:15:00.000Z");
  CHECK(utc(paris(), "2026-07-14", 495) == "2026-07-14T06:15:00.000Z");
  CHECK(utc(paris(), "2026-07-14", 0) == "2026-07-13T22:00:00.000Z");
}

TEST_CASE("an instant is a local time, also before the first rule") {
  const auto at = [](const char* text) { return parse_instant(text).value(); };
  CHECK(local_text(paris(), at("2026-11-20T07:15:59.999Z")) == "2026-11-20 08:15");
  CHECK(local_text(paris(), at("2026-10-25T00:59:59Z")) == "2026-10-25 02:59");
  CHECK(local_text(paris(), at("2026-10-25T01:00:00Z")) == "2026-10-25 02:00");
  CHECK(local_text(paris(), at("2026-12-31T23:30:00Z")) == "2027-01-01 00:30");
  CHECK(local_text(paris(), at("2025-01-01T00:00:00Z")) == "2025-01-01 01:00");
  CHECK(local_clock_text(paris(), at("2026-11-20T07:15:07.900Z")) == "08:15");
  CHECK(local_clock_text(paris(), at("2026-11-20T07:15:07.900Z"), true) == "08:15:07");
}

TEST_CASE("a time in the gap of spring is refused with both readings") {
  const auto result = to_instant(paris(), {date("2026-03-29"), 150});
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::invalid);
  CHECK(mentions(result.error().what, "2026-03-29 02:30 does not exist in Europe/Paris"));
  CHECK(mentions(result.error().what, "2026-03-29 01:30 CET (2026-03-29T00:30:00.000Z)"));
  CHECK(mentions(result.error().what, "2026-03-29 03:30 CEST (2026-03-29T01:30:00.000Z)"));
  CHECK(utc(paris(), "2026-03-29", 119) == "2026-03-29T00:59:00.000Z");
  CHECK(utc(paris(), "2026-03-29", 180) == "2026-03-29T01:00:00.000Z");
}

TEST_CASE("a time in the overlap of autumn is refused with both readings") {
  const auto result = to_instant(paris(), {date("2026-10-25"), 150});
  REQUIRE_FALSE(result);
  CHECK(mentions(result.error().what, "exists twice"));
  CHECK(mentions(result.error().what, "2026-10-25 02:30 CEST (2026-10-25T00:30:00.000Z)"));
  CHECK(mentions(result.error().what, "2026-10-25 02:30 CET (2026-10-25T01:30:00.000Z)"));
  CHECK(utc(paris(), "2026-10-25", 119) == "2026-10-24T23:59:00.000Z");
  CHECK(utc(paris(), "2026-10-25", 180) == "2026-10-25T02:00:00.000Z");
}

TEST_CASE("a day starts at its first instant, also when the clocks change at midnight") {
  const auto at = [](const char* text) { return parse_instant(text).value(); };
  const ZoneRules cairo{"Africa/Cairo",
                        {{at("2025-10-30T21:00:00Z"), 120, "EET"},
                         {at("2026-04-23T22:00:00Z"), 180, "EEST"},
                         {at("2026-10-29T21:00:00Z"), 120, "EET"}}};
  CHECK(to_text(day_start(paris(), date("2026-11-20"))) == "2026-11-19T23:00:00.000Z");
  CHECK(to_text(day_start(paris(), date("2026-03-29"))) == "2026-03-28T23:00:00.000Z");
  CHECK(to_text(day_start(cairo, date("2026-04-24"))) == "2026-04-23T22:00:00.000Z");
  CHECK(local_text(cairo, day_start(cairo, date("2026-04-24"))) == "2026-04-24 01:00");
  CHECK(to_text(day_start(cairo, date("2026-10-29"))) == "2026-10-28T21:00:00.000Z");
}
