// Ten thousand random plans in random zones, 2024 to 2034: what is resolved reads back as what was
// written, the order stands, and in a simulation nothing starts before its time. By seeds: a failed
// one is named. And the nights on which clocks change, by name.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

#include "api/simulation/simulated_run.h"
#include "core/decide.h"
#include "core/readiness.h"
#include "rim/zone.h"

using namespace golive;
using namespace std::chrono_literals;

namespace {

constexpr int plans = 10'000;
constexpr std::array zones{"Europe/Paris",
                           "America/New_York",
                           "Australia/Lord_Howe",
                           "Pacific/Apia",
                           "Asia/Kolkata",
                           "Africa/Casablanca",
                           "America/St_Johns",
                           "Pacific/Auckland",
                           "America/Santiago",
                           "Asia/Tehran",
                           "UTC",
                           "Pacific/Chatham",
                           "Africa/Cairo",
                           "America/Havana",
                           "Asia/Beirut",
                           "Europe/Dublin",
                           "America/Nuuk",
                           "Antarctica/Troll",
                           "Pacific/Kiritimati"};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int between(int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(engine_);
  }
  bool one_in(int count) { return between(1, count) == 1; }

 private:
  std::mt19937_64 engine_;
};

Item item_of(ItemKind kind, std::string id) {
  Item item;
  item.kind = kind;
  item.id = std::move(id);
  item.place = "runbook.lua:1";
  if (kind == ItemKind::gate) item.decided_by = {Rule::Kind::role, "lead", 1, {}};
  item.has_run = kind == ItemKind::step;
  return item;
}

// A phase on one day, its items at rising times of it; some without a time, some with an estimate.
void add_phase(Plan& plan, Dice& dice, int days, bool working) {
  const auto phase = static_cast<ItemIndex>(plan.items.size());
  plan.phases.push_back(phase);
  plan.items.push_back(item_of(ItemKind::phase, "phase-" + std::to_string(phase)));
  plan.items.back().on = Moment{days, working, {}};
  constexpr std::array kinds{ItemKind::step, ItemKind::task, ItemKind::gate};
  int minute = 0;
  for (int count = dice.between(1, 5); count > 0; --count) {
    const auto index = static_cast<ItemIndex>(plan.items.size());
    auto item = item_of(kinds[static_cast<std::size_t>(dice.between(0, 2))],
                        "item-" + std::to_string(index));
    item.parent = phase;
    minute += dice.between(1, 280);
    if (!dice.one_in(4)) item.at = minute;
    if (dice.one_in(2)) item.estimate = std::chrono::minutes(dice.between(1, 90));
    plan.items.push_back(std::move(item));
    plan.items[phase].children.push_back(index);
  }
}

Plan random_plan(Dice& dice) {
  Plan plan;
  plan.id = "random";
  plan.timezone = zones[static_cast<std::size_t>(dice.between(0, zones.size() - 1))];
  plan.holidays = dice.one_in(2) ? "FR" : "";
  plan.roles = {{"lead", "Lead", ""}};
  plan.approved_by = {"lead"};
  plan.environments = {{"prod", true, {}}};
  const bool working = dice.one_in(3);
  for (int days = dice.between(-21, 0); days <= 7; days += dice.between(1, 12))
    add_phase(plan, dice, days, working);
  REQUIRE(finish_plan(plan));
  return plan;
}

Date random_day(Dice& dice) {
  const std::chrono::sys_days first(std::chrono::year(2024) / 1 / 1);
  return first + std::chrono::days(dice.between(0, 11 * 365));
}

// How many instants a clock on the wall shows this at.
int readings(const ZoneRules& zone, Date date, int minute) {
  std::set<Instant> found;
  for (const auto& rule : zone.transitions) {
    const Instant instant =
        std::chrono::sys_days(date) + std::chrono::minutes(minute - rule.offset_minutes);
    const auto local = to_local(zone, instant);
    if (local.date == date && local.minute == minute) found.insert(instant);
  }
  return static_cast<int>(found.size());
}

Date day_of_item(const Plan& plan, const Item& item, Date j) {
  return day_of(*plan.items[*item.parent].on, j, plan);
}

// The only reason for which such a plan has no timeline.
bool meets_a_change_of_clocks(const Plan& plan, const ZoneRules& zone, Date j) {
  return std::any_of(plan.items.begin(), plan.items.end(), [&](const Item& item) {
    return item.at && readings(zone, day_of_item(plan, item, j), *item.at) != 1;
  });
}

void check_times(const Plan& plan, const Timeline& timeline) {
  std::optional<Instant> before;
  for (ItemIndex index = 0; index < plan.items.size(); ++index) {
    const Item& item = plan.items[index];
    if (!item.at) continue;
    const auto start = timeline.items[index].start.value();
    const auto local = to_local(timeline.zone, start);
    CHECK(local.date == day_of_item(plan, item, timeline.j));
    CHECK(local.minute == *item.at);
    CHECK((!before || *before < start));
    before = start;
  }
}

// What an event starts, if it starts something.
std::optional<ItemIndex> started_by(const Event& event) {
  if (const auto* opened = std::get_if<event::ItemOpened>(&event.body)) return opened->item;
  if (const auto* attempt = std::get_if<event::AttemptStarted>(&event.body))
    return attempt->id.item;
  return std::nullopt;
}

void check_simulation(const Plan& plan, const Timeline& timeline, std::uint64_t seed) {
  const auto simulation = prepare_simulation(plan, timeline, {}, "");
  REQUIRE(simulation);
  const auto simulated = simulate(*simulation, seed);
  REQUIRE(simulated);
  CHECK(simulated->stuck == "");
  for (const Event& event : simulated->events)
    if (const auto item = started_by(event))
      CHECK(event.at >= planned_start(plan, timeline, *item).value());
}

ZoneRules zone_around(const char* name, const char* day) {
  return zone_rules(name, parse_date(day).value()).value();
}

std::string refusal(const ZoneRules& zone, const char* day, const char* clock) {
  const auto instant = to_instant(zone, {parse_date(day).value(), parse_clock(clock).value()});
  return instant ? "it is " + to_text(*instant) : instant.error().what;
}

bool says(const std::string& text, std::initializer_list<const char*> parts) {
  return std::all_of(parts.begin(), parts.end(),
                     [&](const char* part) { return text.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("of random plans every time reads back, the order stands, and nothing starts early") {
  int refused = 0;
  for (std::uint64_t seed = 1; seed <= plans; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const auto plan = random_plan(dice);
    const Date j = random_day(dice);
    const auto zone = zone_rules(plan.timezone, j);
    REQUIRE(zone);
    const auto timeline = resolve_timeline(plan, j, *zone);
    CHECK(timeline.has_value() != meets_a_change_of_clocks(plan, *zone, j));
    if (!timeline) {
      ++refused;
      continue;
    }
    check_times(plan, *timeline);
    check_simulation(plan, *timeline, seed);
  }
  CHECK(refused > 0);  // some fall into the nights that matter
  CHECK(refused < plans / 20);
}

TEST_CASE("on both nights in Paris the two readings are told") {
  const auto zone = zone_around("Europe/Paris", "2026-06-01");
  CHECK(says(refusal(zone, "2026-03-29", "02:30"),
             {"does not exist", "01:30 CET", "03:30 CEST", "2026-03-29T01:30:00.000Z"}));
  CHECK(says(refusal(zone, "2026-10-25", "02:30"),
             {"exists twice", "02:30 CEST", "02:30 CET", "2026-10-25T00:30:00.000Z"}));
  CHECK(refusal(zone, "2026-03-29", "03:00") == "it is 2026-03-29T01:00:00.000Z");
  CHECK(refusal(zone, "2026-10-25", "03:00") == "it is 2026-10-25T02:00:00.000Z");
}

TEST_CASE("on both nights in New York, too") {
  const auto zone = zone_around("America/New_York", "2026-06-01");
  CHECK(says(refusal(zone, "2026-03-08", "02:30"), {"does not exist", "01:30 EST", "03:30 EDT"}));
  CHECK(says(refusal(zone, "2026-11-01", "01:30"), {"exists twice", "01:30 EDT", "01:30 EST"}));
}

TEST_CASE("Lord Howe changes its clocks by half an hour") {
  const auto zone = zone_around("Australia/Lord_Howe", "2026-06-01");
  CHECK(says(refusal(zone, "2026-10-04", "02:15"), {"does not exist", "01:45", "02:45"}));
  CHECK(refusal(zone, "2026-10-04", "02:30") == "it is 2026-10-03T15:30:00.000Z");
  CHECK(says(refusal(zone, "2026-04-05", "01:45"), {"exists twice"}));
  CHECK(refusal(zone, "2026-04-05", "02:00") == "it is 2026-04-04T15:30:00.000Z");
}

TEST_CASE("in Apia the 30th of December 2011 did not take place") {
  const auto zone = zone_around("Pacific/Apia", "2011-12-30");
  const Date skipped = parse_date("2011-12-30").value(), next = parse_date("2011-12-31").value();
  CHECK(says(refusal(zone, "2011-12-30", "12:00"), {"does not exist"}));
  CHECK(day_start(zone, skipped) == day_start(zone, next));
  CHECK(to_text(day_start(zone, next)) == "2011-12-30T10:00:00.000Z");
}
