#include "core/local_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <optional>

#include "core/moment.h"

namespace golive {

namespace {

using namespace std::chrono;

using Transitions = std::vector<ZoneRules::Transition>;

Duration wall_clock(LocalTime local) {
  return sys_days(local.date).time_since_epoch() + minutes(local.minute);
}

LocalTime from_wall_clock(Duration wall) {
  const auto day = floor<days>(wall);
  return {Date(sys_days(day)), static_cast<int>(floor<minutes>(wall - day).count())};
}

Instant read_with(const ZoneRules::Transition& rule, Duration wall) {
  return Instant(wall - minutes(rule.offset_minutes));
}

// The rule in force; the first one holds for all time before it.
Transitions::const_iterator rule_at(const ZoneRules& zone, Instant instant) {
  assert(!zone.transitions.empty());
  const auto next = std::upper_bound(zone.transitions.begin(), zone.transitions.end(), instant,
                                     [](Instant i, const auto& rule) { return i < rule.at; });
  return next == zone.transitions.begin() ? next : std::prev(next);
}

// Every instant at which the zone's clocks show this, in order: none in a gap, two in an overlap.
std::vector<Instant> readings(const ZoneRules& zone, Duration wall) {
  std::vector<Instant> found;
  for (auto rule = zone.transitions.begin(); rule != zone.transitions.end(); ++rule) {
    const auto instant = read_with(*rule, wall);
    if (rule_at(zone, instant) == rule) found.push_back(instant);
  }
  return found;
}

// The first transition after which the clocks are past `wall`: what a local time in a gap falls
// into.
Transitions::const_iterator change_over(const ZoneRules& zone, Duration wall) {
  return std::find_if(zone.transitions.begin(), zone.transitions.end(), [&](const auto& rule) {
    return rule.at.time_since_epoch() + minutes(rule.offset_minutes) > wall;
  });
}

std::string named(const ZoneRules& zone, Instant instant) {
  return local_text(zone, instant) + " " + rule_at(zone, instant)->abbreviation;
}

Error not_one_reading(const ZoneRules& zone, LocalTime local, const std::vector<Instant>& found) {
  const auto text = to_text(local.date) + " " + clock_text(local.minute);
  if (found.size() > 1)
    return {
        ErrorKind::invalid,
        fmt::format("{} exists twice in {}, because the clocks go back: as {} ({}) and as {} ({})",
                    text, zone.name, named(zone, found.front()), to_text(found.front()),
                    named(zone, found.back()), to_text(found.back())),
        {},
        "write a time that the change of clocks does not touch"};
  const auto after = change_over(zone, wall_clock(local));
  assert(after != zone.transitions.begin() && after != zone.transitions.end());
  const auto earlier = read_with(*after, wall_clock(local));
  const auto later = read_with(*std::prev(after), wall_clock(local));
  return {
      ErrorKind::invalid,
      fmt::format("{} does not exist in {}, because the clocks go forward: it may mean {} ({}) or "
                  "{} ({})",
                  text, zone.name, named(zone, earlier), to_text(earlier), named(zone, later),
                  to_text(later)),
      {},
      "write the one that is meant"};
}

}  // namespace

Result<Instant> to_instant(const ZoneRules& zone, LocalTime local) {
  const auto found = readings(zone, wall_clock(local));
  if (found.size() == 1) return found.front();
  return tl::unexpected(not_one_reading(zone, local, found));
}

LocalTime to_local(const ZoneRules& zone, Instant instant) {
  const auto offset = minutes(rule_at(zone, instant)->offset_minutes);
  return from_wall_clock(instant.time_since_epoch() + offset);
}

Instant day_start(const ZoneRules& zone, Date date) {
  const auto wall = wall_clock({date, 0});
  const auto found = readings(zone, wall);
  return found.empty() ? change_over(zone, wall)->at : found.front();
}

std::string local_text(const ZoneRules& zone, Instant instant) {
  const auto local = to_local(zone, instant);
  return to_text(local.date) + " " + clock_text(local.minute);
}

std::string local_clock_text(const ZoneRules& zone, Instant instant, bool seconds) {
  auto text = clock_text(to_local(zone, instant).minute);
  if (!seconds) return text;
  // Offsets are whole minutes: the seconds are those of UTC.
  const auto since_minute = instant - floor<minutes>(instant);
  return fmt::format("{}:{:02}", text, floor<std::chrono::seconds>(since_minute).count());
}

}  // namespace golive
