#include <doctest/doctest.h>

#include "rim/zone.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

constexpr Date winter{std::chrono::year{2026} / 11 / 20};

TEST_CASE("a zone's rules reach 700 days to each side of the day") {
  const auto paris = zone_rules("Europe/Paris", winter);
  REQUIRE(paris);
  CHECK(paris->name == "Europe/Paris");
  REQUIRE(paris->transitions.size() == 8);
  CHECK(paris->transitions[0].at == std::chrono::sys_days(winter) - std::chrono::days(700));
  CHECK(paris->transitions[0].offset_minutes == 60);
  CHECK(paris->transitions[0].abbreviation == "CET");
  CHECK(to_text(paris->transitions[1].at) == "2025-03-30T01:00:00.000Z");
  CHECK(paris->transitions[1].offset_minutes == 120);
  CHECK(to_text(paris->transitions[7].at) == "2028-03-26T01:00:00.000Z");
}

TEST_CASE("local time follows the rules") {
  const auto paris = zone_rules("Europe/Paris", winter).value();
  CHECK(local_text(paris, parse_instant("2026-11-20T07:15:00.000Z").value()) == "2026-11-20 08:15");
  CHECK(local_text(paris, parse_instant("2027-07-01T07:15:00.000Z").value()) == "2027-07-01 09:15");
}

TEST_CASE("a zone without transitions has one rule") {
  const auto utc = zone_rules("UTC", winter);
  REQUIRE(utc);
  REQUIRE(utc->transitions.size() == 1);
  CHECK(utc->transitions[0].offset_minutes == 0);
}

TEST_CASE("an unknown zone is refused, with the one that was meant") {
  const auto slip = zone_rules("Europe/Pairs", winter);
  REQUIRE_FALSE(slip);
  CHECK(slip.error().way_out == "did you mean \"Europe/Paris\"?");
  for (const char* wrong : {"", "../../etc/passwd", "/etc/localtime", "Mars/Olympus"})
    CHECK_FALSE(zone_rules(wrong, winter));
}

}  // namespace
}  // namespace golive
