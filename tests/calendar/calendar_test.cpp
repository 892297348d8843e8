#include <doctest/doctest.h>

#include <algorithm>

#include "../report/planned.h"
#include "calendar/plan_calendar.h"
#include "report/rendering.h"

using namespace golive;
using namespace golive::test;
using namespace std::chrono_literals;

namespace {

Words words_of(const char* language) { return *words_for({}, language); }

const CalendarEntry& entry_of(const Calendar& calendar, const std::string& path) {
  const auto uid = "eventtickets/" + path + "/2027-01-15@golive";
  const auto found = std::find_if(calendar.entries.begin(), calendar.entries.end(),
                                  [&](const auto& entry) { return entry.uid == uid; });
  REQUIRE_MESSAGE(found != calendar.entries.end(), path);
  return *found;
}

Calendar calendar_in(const char* language, const PlannedRelease& release = planned_release()) {
  return calendar_of(release.plan, release.timeline, words_of(language));
}

// The calendar with its folded lines whole again.
std::string unfolded(const PlannedRelease& release) {
  auto text = plan_calendar(release.plan, release.timeline, words_of("fr")).value();
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n "))
    text.erase(at, 3);
  return text;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("each phase is whole days, both ends included") {
  const auto calendar = calendar_in("en");
  CHECK(entry_of(calendar, "preparation").first_day == parse_date("2026-12-25").value());
  CHECK(entry_of(calendar, "preparation").last_day == parse_date("2026-12-31").value());
  CHECK(entry_of(calendar, "go-live").first_day == entry_of(calendar, "go-live").last_day);
  const auto text = unfolded(planned_release());
  CHECK(has(text, "DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20270101\r\n"));
  CHECK(has(text, "DTSTART;VALUE=DATE:20270115\r\nDTEND;VALUE=DATE:20270116\r\n"));
}

TEST_CASE("an item with a time begins in UTC and lasts its estimate") {
  const auto calendar = calendar_in("en");
  const auto& migrate = entry_of(calendar, "go-live/migrate");
  CHECK(migrate.start == *parse_instant("2027-01-15T08:00:00Z"));
  CHECK(migrate.duration == Duration(20min));
  CHECK_FALSE(entry_of(calendar, "go-live/open").duration);
  const auto text = unfolded(planned_release());
  CHECK(has(text, "DTSTART:20270115T080000Z\r\nDURATION:PT20M\r\n"));
}

TEST_CASE("what has a day and no time is whole days; what has neither is left out") {
  const auto calendar = calendar_in("en");
  CHECK(entry_of(calendar, "preparation/freeze-features").first_day ==
        parse_date("2026-12-28").value());
  CHECK(calendar.entries.size() == 9);  // and the freeze
}

TEST_CASE("freezes and windows have their times, and take nobody's") {
  auto release = planned_release();
  release.plan.windows = {{"night", {0, false, 20 * 60}, {1, false, 2 * 60}, "La nuit", "Calme"},
                          {"plain", {2, false, 0}, {3, false, 0}}};
  release.timeline = *resolve_timeline(release.plan, release.timeline.j, release.timeline.zone);
  const auto calendar = calendar_in("fr", release);
  const auto& freeze = entry_of(calendar, "freeze:match");
  CHECK(freeze.summary == "Gel: Finale");
  CHECK(freeze.start == *parse_instant("2027-01-13T17:00:00Z"));
  CHECK(freeze.duration == Duration(5h + 59min));
  const auto& window = entry_of(calendar, "window:night");
  CHECK(window.summary == "Fenêtre: La nuit");
  CHECK(window.description == "Calme");
  CHECK(window.start == *parse_instant("2027-01-15T19:00:00Z"));
  CHECK(window.duration == Duration(6h));
  CHECK(entry_of(calendar, "window:plain").summary == "Fenêtre: plain");
  CHECK(entry_of(calendar, "window:plain").alarms.empty());
  const auto text = unfolded(release);
  CHECK(has(text, "DTSTART:20270115T190000Z\r\nDURATION:PT6H\r\nTRANSP:TRANSPARENT\r\n"));
}

TEST_CASE("a gate rings before, and when the time to decide is over") {
  const auto calendar = calendar_in("en");
  const auto& gate = entry_of(calendar, "go-live/go");
  REQUIRE(gate.alarms.size() == 2);
  CHECK(gate.alarms[0].after_start == -30min);
  CHECK(gate.alarms[1].after_start == 15min);
  CHECK(gate.description == "Decides: Chef de projet\nWithin: 15\u00a0min\ngo-live/go");
  const auto text = unfolded(planned_release());
  CHECK(count(text, "BEGIN:VALARM") == 2);
  CHECK(has(text, "TRIGGER:-PT30M\r\n"));
  CHECK(has(text, "TRIGGER:PT15M\r\n"));
}

TEST_CASE("a gate with a day and no time rings on its morning") {
  auto release = planned_release();
  auto& gate = release.plan.items[4];
  REQUIRE(gate.path == "preparation/plan");
  gate.on = Moment{-15, false, {}};
  release.timeline = *resolve_timeline(release.plan, release.timeline.j, release.timeline.zone);
  const auto calendar = calendar_in("fr", release);
  const auto& entry = entry_of(calendar, "preparation/plan");
  REQUIRE(entry.alarms.size() == 1);
  CHECK(entry.alarms[0].after_start == 9h);
}

TEST_CASE("the same plan and J give the same bytes, another J other entries") {
  const auto release = planned_release();
  CHECK(unfolded(release) == unfolded(planned_release()));
  auto moved = release;
  moved.timeline =
      *resolve_timeline(moved.plan, parse_date("2027-01-22").value(), release.timeline.zone);
  CHECK(has(unfolded(moved), "UID:eventtickets/go-live/migrate/2027-01-22@golive"));
  CHECK_FALSE(has(unfolded(moved), "2027-01-15"));
}

TEST_CASE("texts are escaped, long lines folded between characters") {
  auto release = planned_release();
  release.plan.items[7].title = "a;b,c\\d\nEND:VEVENT\x01";
  release.plan.items[7].description = std::string(200, 'x');
  for (int i = 0; i < 40; ++i) release.plan.items[7].description += "é";
  const auto text = plan_calendar(release.plan, release.timeline, words_of("fr")).value();
  CHECK(has(text, "SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT\r\n"));
  CHECK(count(text, "\r\nEND:VEVENT") == 9);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    CHECK(end - at <= 75);
    at = end + 2;
  }
}
