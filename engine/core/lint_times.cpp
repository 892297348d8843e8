// Time zone, calendar, order, freezes, windows, and the nights on which the clocks change.
#include <set>

#include "core/holidays.h"
#include "core/lint_rules.h"
#include "core/readiness.h"
#include "core/timeline.h"

namespace golive::rule {
namespace {

std::string when_text(const WallSpan& span) { return wall_text(*span.start, span.has_clock); }

// The latest planned of what must be over before.
std::optional<ItemIndex> latest_before(const Linted& linted, ItemIndex index) {
  const auto before = items_before(linted.plan, index);
  std::optional<ItemIndex> latest;
  for (ItemIndex each = 0; each < before.size(); ++each) {
    if (!before[each] || !linted.times.of(each).start) continue;
    if (!latest || *linted.times.of(each).start > *linted.times.of(*latest).start) latest = each;
  }
  return latest;
}

bool is_within_freeze(const Linted& linted, const Freeze& freeze, const WallSpan& span) {
  const auto from = linted.times.first_minute(freeze.from),
             to = linted.times.last_minute(freeze.to);
  if (!from || !to || !span.start) return false;
  if (span.has_clock) return *from <= *span.start && *span.start < *to;
  // With a whole day for it, it can be done when the freeze is over.
  return span.end && *from <= *span.start && *span.end <= *to;
}

// What lies outside a window, and how that goes on; empty if it does not.
std::string outside_text(const Linted& linted, const Window& window, const WallSpan& span) {
  const auto from = linted.times.first_minute(window.from),
             to = linted.times.last_minute(window.to);
  if (!from || !to || !span.start) return {};
  if (*span.start >= *to) return "it has missed that before it could start";
  // With a whole day for it, it can be done when the window opens.
  if (span.has_clock ? *span.start < *from : span.end && *span.end <= *from)
    return "it waits until that opens";
  return {};
}

void check_clock(const Linted& linted, const Moment& moment, const std::string& place,
                 const std::string& id, const std::string& name, Findings& found) {
  const LintScope& scope = linted.scope;
  if (!moment.minute || !scope.j || scope.zone == nullptr) return;
  if (moment.working && !is_holiday_calendar(linted.plan.holidays)) return;
  const Date day = day_of(moment, *scope.j, linted.plan);
  const auto instant = to_instant(*scope.zone, {day, *moment.minute});
  if (!instant) found.about(place, id, name + ": " + instant.error().what, instant.error().way_out);
}

}  // namespace

void timezone_missing(const Linted& linted, Findings& found) {
  if (linted.plan.timezone.empty())
    found.about(linted.plan.place, {},
                "the plan has no time zone, so nobody knows when its times are; it cannot be run",
                "add timezone = \"Europe/Paris\", or the one that you mean");
}

void calendar_unknown(const Linted& linted, Findings& found) {
  if (!is_holiday_calendar(linted.plan.holidays))
    found.about(linted.plan.place, {},
                "\"" + linted.plan.holidays + "\" is not a calendar of holidays; it cannot be run",
                "write holidays = \"FR\", \"file:company.txt\", both in a list, or none");
}

// Of several that come too early for the same reason, the first is told.
void order_reversed(const Linted& linted, Findings& found) {
  for (const Freeze& freeze : linted.plan.freezes) {
    const auto from = linted.times.first_minute(freeze.from);
    if (const auto to = linted.times.last_minute(freeze.to); from && to && *to <= *from)
      found.about(freeze.place, freeze.id,
                  "freeze \"" + freeze.id + "\" ends before it starts; it cannot be run",
                  "put `to` after `from`");
  }
  for (const Window& window : linted.plan.windows) {
    const auto from = linted.times.first_minute(window.from);
    if (const auto to = linted.times.last_minute(window.to); from && to && *to <= *from)
      found.about(window.place, window.id,
                  "window \"" + window.id + "\" ends before it starts; it cannot be run",
                  "put `to` after `from`");
  }
  std::set<ItemIndex> told;
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    const Item& item = linted.item(index);
    const WallSpan& span = linted.times.of(index);
    if (!span.start) continue;
    if (span.end && *span.end < *span.start)
      found.about(item, said(item) + " ends before it starts; it cannot be run",
                  "put `to` after `from`");
    if (!linted.is_main(index)) continue;
    const auto before = latest_before(linted, index);
    // A day alone can be kept until it is over.
    const int latest = *span.start + (span.has_clock ? 0 : minutes_per_day - 1);
    if (!before || *linted.times.of(*before).start <= latest) continue;
    if (!told.insert(*before).second) continue;
    found.about(item,
                said(item) + " is planned at " + when_text(span) + ", and waits for " +
                    said(linted.item(*before)) + ", which is planned later, at " +
                    when_text(linted.times.of(*before)),
                "change the times, or the order");
  }
}

void time_frozen(const Linted& linted, Findings& found) {
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    if (!linted.is_main(index)) continue;
    for (const Freeze& freeze : linted.plan.freezes) {
      if (!is_within_freeze(linted, freeze, linted.times.of(index))) continue;
      const Item& item = linted.item(index);
      found.about(item,
                  said(item) + " is planned at " + when_text(linted.times.of(index)) +
                      ", within the freeze \"" + freeze.id + "\" (" + to_text(freeze.from) +
                      " to " + to_text(freeze.to) + "): it starts when that is over",
                  "give it another time, or the freeze other borders");
      break;
    }
  }
}

void outside_window(const Linted& linted, Findings& found) {
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    if (!linted.is_main(index)) continue;
    const Item& item = linted.item(index);
    for (std::optional<ItemIndex> up = index; up; up = linted.item(*up).parent) {
      const Window* window = find_window(linted.plan, linted.item(*up).window);
      if (window == nullptr) continue;
      const auto outside = outside_text(linted, *window, linted.times.of(index));
      if (outside.empty()) continue;
      found.about(item,
                  said(item) + " is planned at " + when_text(linted.times.of(index)) +
                      ", outside its window \"" + window->id + "\" (" + to_text(window->from) +
                      " to " + to_text(window->to) + "): " + outside,
                  "give it another time, or the window other borders");
      break;
    }
  }
}

void dst_time(const Linted& linted, Findings& found) {
  for (const Item& item : linted.plan.items) {
    std::vector<Moment> moments;
    for (const auto& each : {item.from, item.to, item.at_moment})
      if (each) moments.push_back(*each);
    if (const auto day = linted.times.clock_day(item); item.at && day)
      moments.push_back({day->days, day->working, item.at});
    for (const Moment& moment : moments)
      check_clock(linted, moment, item.place, item.path, said(item), found);
  }
  for (const Freeze& freeze : linted.plan.freezes)
    for (const Moment& moment : {freeze.from, freeze.to})
      check_clock(linted, moment, freeze.place, freeze.id, "freeze \"" + freeze.id + "\"", found);
  for (const Window& window : linted.plan.windows)
    for (const Moment& moment : {window.from, window.to})
      check_clock(linted, moment, window.place, window.id, "window \"" + window.id + "\"", found);
}

}  // namespace golive::rule
