#include "core/timeline.h"

#include <doctest/doctest.h>

#include "tests/core/paris.h"

using namespace golive;
using namespace std::chrono_literals;

namespace {

Moment moment(const char* text) { return parse_moment(text).value(); }

Item item(const char* path, ItemKind kind) {
  Item made;
  made.path = path;
  made.kind = kind;
  made.place = "runbook.lua:7";
  return made;
}

// A phase on J alone, or from J-3 to J-1, with one step.
Plan plan_of(Item phase, Item step) {
  Plan plan;
  plan.holidays = "FR";
  step.parent = 0;
  phase.children = {1};
  plan.items = {std::move(phase), std::move(step)};
  plan.phases = {0};
  return plan;
}

Item day_phase() {
  auto phase = item("go-live", ItemKind::phase);
  phase.on = moment("J");
  return phase;
}

Item long_phase() {
  auto phase = item("rehearsal", ItemKind::phase);
  phase.from = moment("J-3");
  phase.to = moment("J-1");
  return phase;
}

Result<Timeline> resolve(const Plan& plan) {
  return resolve_timeline(plan, date("2026-11-20"), paris());
}

std::string text(const std::optional<Instant>& instant) {
  return instant ? local_text(paris(), *instant) : "none";
}

// "start .. end" of the step in the phase.
std::string span(Item phase, Item step) {
  const auto timeline = resolve(plan_of(std::move(phase), std::move(step))).value();
  return text(timeline.items[1].start) + " .. " + text(timeline.items[1].end);
}

}  // namespace

TEST_CASE("a phase opens with its first day and ends with its last") {
  const auto timeline = resolve(plan_of(long_phase(), item("s", ItemKind::step))).value();
  CHECK(text(timeline.items[0].start) == "2026-11-17 00:00");
  CHECK(text(timeline.items[0].end) == "2026-11-20 00:00");
  const auto one_day = resolve(plan_of(day_phase(), item("s", ItemKind::step))).value();
  CHECK(text(one_day.items[0].start) == "2026-11-20 00:00");
  CHECK(text(one_day.items[0].end) == "2026-11-21 00:00");
}

TEST_CASE("a phase with a time of day opens then, and still ends with its day") {
  auto phase = day_phase();
  phase.at = 480;
  const auto timeline = resolve(plan_of(phase, item("s", ItemKind::step))).value();
  CHECK(text(timeline.items[0].start) == "2026-11-20 08:00");
  CHECK(text(timeline.items[0].end) == "2026-11-21 00:00");
}

TEST_CASE("an item without times of its own has no planned start") {
  CHECK(span(day_phase(), item("s", ItemKind::step)) == "none .. none");
}

TEST_CASE("an item's time of day counts on its own day, else on the single day of its phase") {
  auto step = item("go-live/migrate", ItemKind::step);
  step.at = 540;
  CHECK(span(day_phase(), step) == "2026-11-20 09:00 .. none");
  step.estimate = 20min;
  CHECK(span(day_phase(), step) == "2026-11-20 09:00 .. 2026-11-20 09:20");
  step.on = moment("J-2");
  CHECK(span(long_phase(), step) == "2026-11-18 09:00 .. 2026-11-18 09:20");
}

TEST_CASE("a phase from a day to the same day is a single day") {
  auto phase = long_phase();
  phase.to = phase.from;
  auto step = item("s", ItemKind::step);
  step.at = 540;
  CHECK(span(phase, step) == "2026-11-17 09:00 .. none");
}

TEST_CASE("an item with a day and no time of day has the whole day") {
  auto task = item("freeze-features", ItemKind::task);
  task.on = moment("J-2");
  task.estimate = 1h;
  CHECK(span(long_phase(), task) == "2026-11-18 00:00 .. 2026-11-19 00:00");
}

TEST_CASE("an item may have a moment of its own, and days of its own") {
  auto gate = item("go", ItemKind::gate);
  gate.at_moment = moment("J-3 18:00");
  CHECK(span(long_phase(), gate) == "2026-11-17 18:00 .. none");
  auto watch = item("w", ItemKind::watch);
  watch.from = moment("J+1");
  watch.to = moment("J+7");
  CHECK(span(day_phase(), watch) == "2026-11-21 00:00 .. 2026-11-28 00:00");
}

TEST_CASE("a time of day in a phase of several days, without a day, cannot be loaded") {
  auto step = item("rehearsal/deploy", ItemKind::step);
  step.at = 540;
  const auto timeline = resolve(plan_of(long_phase(), step));
  REQUIRE_FALSE(timeline);
  CHECK(timeline.error().kind == ErrorKind::unloadable);
  CHECK(to_line(timeline.error()) ==
        "runbook.lua:7: \"rehearsal/deploy\" has a time of day, and \"rehearsal\" around it lasts "
        "several days (add the day: on = \"J-3\", or at = \"J-3 18:00\")");
}

TEST_CASE("a time of day in a contingency, which has no day, cannot be loaded") {
  auto step = item("migration-failed/tell", ItemKind::step);
  step.at = 540;
  const auto timeline = resolve(plan_of(item("migration-failed", ItemKind::contingency), step));
  REQUIRE_FALSE(timeline);
  CHECK(timeline.error().kind == ErrorKind::unloadable);
}

TEST_CASE("a local time that the clocks skip is refused in the item's place") {
  auto step = item("go-live/migrate", ItemKind::step);
  step.at = 150;
  const auto timeline = resolve_timeline(plan_of(day_phase(), step), date("2026-03-29"), paris());
  REQUIRE_FALSE(timeline);
  CHECK(timeline.error().place == "runbook.lua:7");
  CHECK(timeline.error().what.find("does not exist") != std::string::npos);
}

TEST_CASE("an end before the start, and an unknown calendar, cannot be loaded") {
  auto phase = long_phase();
  phase.to = moment("J-5");
  CHECK_FALSE(resolve(plan_of(phase, item("s", ItemKind::step))));
  auto plan = plan_of(day_phase(), item("s", ItemKind::step));
  plan.holidays = "XX";
  CHECK_FALSE(resolve(plan));
}

TEST_CASE("working days leave out week-ends and holidays, and J is day 0") {
  const auto calendar_of = [](const char* calendar) {
    Plan plan;
    plan.holidays = calendar;
    return plan;
  };
  const auto day = [&](const char* text, const char* j, const char* calendar) {
    return to_text(day_of(moment(text), date(j), calendar_of(calendar)));
  };
  CHECK(day("J-1wd", "2026-11-16", "FR") == "2026-11-13");
  CHECK(day("J-3wd", "2026-11-13", "FR") == "2026-11-09");  // over 11 November
  CHECK(day("J-3wd", "2026-11-13", "") == "2026-11-10");
  CHECK(day("J+1wd", "2026-04-03", "FR") == "2026-04-07");  // over Easter Monday
  CHECK(day("J-1wd", "2026-11-15", "FR") == "2026-11-13");  // from a Sunday
  CHECK(day("J-5", "2026-11-20", "FR") == "2026-11-15");
  CHECK(is_working_day(date("2026-11-10"), calendar_of("FR")));
  CHECK_FALSE(is_working_day(date("2026-11-11"), calendar_of("FR")));
  CHECK_FALSE(is_working_day(date("2026-11-14"), calendar_of("")));
}

TEST_CASE("a plan's own holidays are left out as well") {
  Plan plan;
  plan.holidays = "FR";
  plan.holiday_dates = {date("2026-11-12"), date("2026-12-24")};
  CHECK_FALSE(is_working_day(date("2026-11-12"), plan));
  CHECK(to_text(day_of(moment("J-1wd"), date("2026-11-13"), plan)) == "2026-11-10");
}

TEST_CASE("a window is resolved as a freeze is, also over a night in which the clocks change") {
  auto plan = plan_of(day_phase(), item("s", ItemKind::step));
  plan.windows = {{"night", moment("J 20:00"), moment("J+1 04:00")}};
  const auto timeline = resolve_timeline(plan, date("2026-10-24"), paris()).value();
  REQUIRE(timeline.windows.size() == 1);
  CHECK(timeline.windows[0].id == "night");
  CHECK(timeline.windows[0].to - timeline.windows[0].from == 9h);
  plan.windows[0].to = moment("J 20:00");
  const auto refused = resolve(plan);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().place == "window \"night\"");
}

TEST_CASE("a freeze spans its times, or its days as a whole") {
  auto plan = plan_of(day_phase(), item("s", ItemKind::step));
  plan.freezes = {{"match", moment("J-2 18:00"), moment("J-2 23:59"), "Finale"},
                  {"sales", moment("J-9"), moment("J-8"), "Soldes"}};
  const auto timeline = resolve(plan).value();
  REQUIRE(timeline.freezes.size() == 2);
  CHECK(text(timeline.freezes[0].from) == "2026-11-18 18:00");
  CHECK(text(timeline.freezes[0].to) == "2026-11-18 23:59");
  CHECK(timeline.freezes[0].reason == "Finale");
  CHECK(text(timeline.freezes[1].to) == "2026-11-13 00:00");
  plan.freezes[0].to = moment("J-2 18:00");
  CHECK_FALSE(resolve(plan));
}
