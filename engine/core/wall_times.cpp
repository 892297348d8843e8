#include "core/wall_times.h"

#include "core/holidays.h"
#include "core/timeline.h"

namespace golive {
namespace {

int whole_minutes(Duration duration) {
  return static_cast<int>(std::chrono::ceil<std::chrono::minutes>(duration).count());
}

int floor_day(int minute) {
  return minute >= 0 ? minute / minutes_per_day
                     : -((-minute + minutes_per_day - 1) / minutes_per_day);
}

}  // namespace

WallTimes::WallTimes(const Plan& plan, std::optional<Date> j) : plan_(plan), j_(j) {
  for (const Item& item : plan.items) {
    WallSpan span;
    span.start = start_of(item);
    span.has_clock =
        item.at || item.at_moment || (!item.on && item.from && item.from->minute.has_value());
    span.end = end_of(item, span);
    spans_.push_back(span);
  }
}

WallSpan WallTimes::around(ItemIndex item) const {
  for (std::optional<ItemIndex> up = item; up; up = plan_.items[*up].parent)
    if (spans_[*up].start) return spans_[*up];
  return {};
}

std::optional<int> WallTimes::day(const Moment& moment) const {
  if (!moment.working || moment.days == 0) return moment.days;
  if (!j_ || !is_holiday_calendar(plan_.holidays)) return std::nullopt;
  const auto date = std::chrono::sys_days(day_of(moment, *j_, plan_));
  return static_cast<int>((date - std::chrono::sys_days(*j_)).count());
}

std::optional<int> WallTimes::first_minute(const Moment& moment) const {
  const auto found = day(moment);
  if (!found) return std::nullopt;
  return *found * minutes_per_day + moment.minute.value_or(0);
}

std::optional<int> WallTimes::last_minute(const Moment& moment) const {
  const auto first = first_minute(moment);
  if (!first || moment.minute) return first;
  return *first + minutes_per_day;
}

// What is not known yet may be one.
bool WallTimes::is_one_day(const Moment& from, const Moment& to) const {
  if (from.working == to.working) return from.days == to.days;
  const auto first = day(from), last = day(to);
  return !first || !last || *first == *last;
}

std::optional<Moment> WallTimes::clock_day(const Item& item) const {
  if (item.on) return item.on;
  if (item.from) return item.from;
  for (auto parent = item.parent; parent; parent = plan_.items[*parent].parent) {
    const Item& around = plan_.items[*parent];
    if (around.on) return around.on;
    if (!around.from) continue;
    if (!around.to || is_one_day(*around.from, *around.to)) return around.from;
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<int> WallTimes::start_of(const Item& item) const {
  if (item.at_moment) return first_minute(*item.at_moment);
  if (item.at) {
    auto moment = clock_day(item);
    if (!moment) return std::nullopt;
    moment->minute = item.at;
    return first_minute(*moment);
  }
  if (item.on) return first_minute(*item.on);
  if (item.from) return first_minute(*item.from);
  return std::nullopt;
}

std::optional<int> WallTimes::end_of(const Item& item, const WallSpan& span) const {
  if (item.to) return last_minute(*item.to);
  if (item.on && (item.kind == ItemKind::phase || !span.has_clock)) return last_minute(*item.on);
  if (span.has_clock && span.start && item.estimate)
    return *span.start + whole_minutes(*item.estimate);
  return std::nullopt;
}

bool WallTimes::on_day_j(ItemIndex item) const {
  const WallSpan span = around(item);
  if (!span.start || *span.start < 0 || *span.start >= minutes_per_day) return false;
  return span.has_clock || (span.end && *span.end <= minutes_per_day);
}

std::string wall_text(int minute, bool with_clock) {
  const int day = floor_day(minute);
  Moment moment{day, false, std::nullopt};
  if (with_clock) moment.minute = minute - day * minutes_per_day;
  return to_text(moment);
}

}  // namespace golive
