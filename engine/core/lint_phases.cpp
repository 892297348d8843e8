// The days of the phases, and what falls out of them.
#include <algorithm>
#include <chrono>
#include <optional>

#include "core/lint_rules.h"
#include "core/timeline.h"

namespace golive::rule {
namespace {

struct Days {
  ItemIndex phase;
  int start, end;  // minutes
};

// The phases whose borders are known, in the order written.
std::vector<Days> days_of_phases(const Linted& linted) {
  std::vector<Days> all;
  for (const ItemIndex phase : linted.plan.phases) {
    const WallSpan& span = linted.times.of(phase);
    if (span.start && span.end && *span.start < *span.end)
      all.push_back({phase, *span.start, *span.end});
  }
  return all;
}

// "J-14", "J-14 to J-12"; with times if they begin or end within a day.
std::string days_text(int start, int end) {
  if (start % minutes_per_day != 0 || end % minutes_per_day != 0)
    return wall_text(start, true) + " to " + wall_text(end, true);
  const auto first = wall_text(start, false), last = wall_text(end - minutes_per_day, false);
  return first == last ? first : first + " to " + last;
}

// Borders that count working days leave out on purpose what is none.
bool is_rest(const Linted& linted, const Item& before, const Item& after, int from, int to) {
  const auto counts = [](const std::optional<Moment>& day) { return day && day->working; };
  const bool counted =
      counts(before.on) || counts(before.to) || counts(after.on) || counts(after.from);
  if (!counted || !linted.scope.j || from % minutes_per_day != 0) return false;
  for (int day = from / minutes_per_day; day < to / minutes_per_day; ++day)
    if (is_working_day(std::chrono::sys_days(*linted.scope.j) + std::chrono::days(day),
                       linted.plan))
      return false;
  return true;
}

bool has_day(const Linted& linted, ItemIndex index) {
  const Item& item = linted.item(index);
  if (item.on || item.from || item.at_moment) return true;
  return std::any_of(item.children.begin(), item.children.end(),
                     [&](ItemIndex child) { return has_day(linted, child); });
}

}  // namespace

void phases_overlap(const Linted& linted, Findings& found) {
  const auto phases = days_of_phases(linted);
  for (std::size_t later = 1; later < phases.size(); ++later) {
    const Item& phase = linted.item(phases[later].phase);
    if (phase.overlaps) continue;
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const int from = std::max(phases[earlier].start, phases[later].start);
      const int to = std::min(phases[earlier].end, phases[later].end);
      if (from >= to) continue;
      found.about(
          phase,
          said(phase) + " and " + said(linted.item(phases[earlier].phase)) + " both have " +
              days_text(from, to),
          "give each day to one of them, or write overlaps = true if they run side by side");
      break;
    }
  }
}

void days_uncovered(const Linted& linted, Findings& found) {
  auto phases = days_of_phases(linted);
  std::sort(phases.begin(), phases.end(),
            [](const Days& one, const Days& other) { return one.start < other.start; });
  for (std::size_t next = 1; next < phases.size(); ++next) {
    const auto last =
        std::max_element(phases.begin(), phases.begin() + static_cast<std::ptrdiff_t>(next),
                         [](const Days& one, const Days& other) { return one.end < other.end; });
    // Less than a day between two times of day is a night, or a break.
    if (phases[next].start - last->end < minutes_per_day) continue;
    const Item& phase = linted.item(phases[next].phase);
    if (is_rest(linted, linted.item(last->phase), phase, last->end, phases[next].start)) continue;
    found.about(phase,
                days_text(last->end, phases[next].start) + ": no phase has it, between " +
                    said(linted.item(last->phase)) + " and " + said(phase),
                "have one of them begin or end there");
  }
}

void day_missing(const Linted& linted, Findings& found) {
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    const Item& item = linted.item(index);
    if (item.kind == ItemKind::phase && !has_day(linted, index))
      found.about(item, said(item) + " does not say which days it has",
                  "add on = \"J\", or from = \"J-21\", to = \"J-15\"");
    else if (item.at && !linted.times.clock_day(item))
      found.about(item,
                  said(item) + " has a time of day, " + clock_text(*item.at) +
                      ", and nothing says which day",
                  "add the day: on = \"J-3\", or at = \"J-3 " + clock_text(*item.at) + "\"");
  }
}

void time_outside_phase(const Linted& linted, Findings& found) {
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    const Item& item = linted.item(index);
    const WallSpan& span = linted.times.of(index);
    if (!item.parent || !span.start) continue;
    const WallSpan outer = linted.times.around(*item.parent);
    if (!outer.start || !outer.end) continue;
    const bool is_early = *span.start < *outer.start, is_late = *span.start >= *outer.end;
    if (!is_early && !is_late && span.end.value_or(*span.start) <= *outer.end) continue;
    const std::string when = wall_text(*span.start, span.has_clock);
    const std::string how = is_early  ? " is planned at " + when + ", before "
                            : is_late ? " is planned at " + when + ", after "
                                      : " begins at " + when + " and ends after ";
    found.about(item,
                said(item) + how + said(linted.item(linted.phase_of(index))) + " (" +
                    days_text(*outer.start, *outer.end) + ")",
                "move it, or the borders of what it stands in");
  }
}

}  // namespace golive::rule
