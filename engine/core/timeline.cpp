#include "core/timeline.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/holidays.h"

namespace golive {

namespace {

using namespace std::chrono;

using MaybeInstant = Result<std::optional<Instant>>;

Date next_day(Date date) { return sys_days(date) + days(1); }

// Says where, unless it is said already.
template <class T>
Result<T> in_place(Result<T> result, const std::string& place) {
  if (!result && result.error().place.empty()) result.error().place = place;
  return result;
}

class TimelineResolver {
 public:
  TimelineResolver(const Plan& plan, Date j, const ZoneRules& zone)
      : plan_(plan), j_(j), zone_(zone) {}

  [[nodiscard]] Result<Planned> planned(const Item& item) const;
  [[nodiscard]] Result<FrozenSpan> frozen(const Freeze& freeze) const;
  [[nodiscard]] Result<OpenSpan> open(const Window& window) const;

 private:
  [[nodiscard]] Date day(const Moment& moment) const { return day_of(moment, j_, plan_); }
  [[nodiscard]] Result<Instant> first_instant(const Moment& moment) const;
  [[nodiscard]] Result<Instant> end_instant(const Moment& moment) const;
  [[nodiscard]] Result<Moment> clock_day(const Item& item) const;
  [[nodiscard]] Result<OpenSpan> between(const Moment& from, const Moment& to,
                                         const std::string& place) const;
  [[nodiscard]] MaybeInstant start_of(const Item& item) const;
  [[nodiscard]] MaybeInstant end_of(const Item& item, std::optional<Instant> start) const;

  const Plan& plan_;
  Date j_;
  const ZoneRules& zone_;
};

Result<Instant> TimelineResolver::first_instant(const Moment& moment) const {
  if (moment.minute) return to_instant(zone_, {day(moment), *moment.minute});
  return day_start(zone_, day(moment));
}

// A day is included as a whole; a time is the end itself.
Result<Instant> TimelineResolver::end_instant(const Moment& moment) const {
  if (moment.minute) return to_instant(zone_, {day(moment), *moment.minute});
  return day_start(zone_, next_day(day(moment)));
}

// The day that `at` counts from: the item's own, or the single day of what it stands in.
Result<Moment> TimelineResolver::clock_day(const Item& item) const {
  constexpr auto way_out = "add the day: on = \"J-3\", or at = \"J-3 18:00\"";
  if (item.on) return *item.on;
  if (item.from) return *item.from;
  for (auto parent = item.parent; parent; parent = plan_.items[*parent].parent) {
    const auto& around = plan_.items[*parent];
    if (around.on) return *around.on;
    if (!around.from) continue;
    if (!around.to || day(*around.to) == day(*around.from)) return *around.from;
    return fail(ErrorKind::unloadable,
                fmt::format("\"{}\" has a time of day, and \"{}\" around it lasts several days",
                            item.path, around.path),
                item.place, way_out);
  }
  return fail(ErrorKind::unloadable,
              fmt::format("\"{}\" has a time of day, and nothing says which day", item.path),
              item.place, way_out);
}

MaybeInstant TimelineResolver::start_of(const Item& item) const {
  if (item.at_moment) return first_instant(*item.at_moment);
  if (item.at) {
    auto moment = clock_day(item);
    if (!moment) return tl::unexpected(moment.error());
    moment->minute = item.at;
    return first_instant(*moment);
  }
  if (item.on) return first_instant(*item.on);
  if (item.from) return first_instant(*item.from);
  return std::nullopt;
}

MaybeInstant TimelineResolver::end_of(const Item& item, std::optional<Instant> start) const {
  if (item.to) return end_instant(*item.to);
  if (item.on && item.kind == ItemKind::phase)
    return end_instant({item.on->days, item.on->working, std::nullopt});
  const bool has_clock =
      item.at || item.at_moment || (item.on && item.on->minute) || (item.from && item.from->minute);
  // Without a time of day an item has the whole day for its work, however short the work is.
  if (!has_clock) return item.on ? MaybeInstant(end_instant(*item.on)) : std::nullopt;
  if (start && item.estimate) return *start + *item.estimate;
  return std::nullopt;
}

Result<Planned> TimelineResolver::planned(const Item& item) const {
  const auto start = in_place(start_of(item), item.place);
  if (!start) return tl::unexpected(start.error());
  const auto end = in_place(end_of(item, *start), item.place);
  if (!end) return tl::unexpected(end.error());
  if (*start && *end && **end < **start)
    return fail(ErrorKind::unloadable, fmt::format("\"{}\" ends before it starts", item.path),
                item.place, "put `to` after `from`");
  return Planned{*start, *end};
}

Result<OpenSpan> TimelineResolver::between(const Moment& from, const Moment& to,
                                           const std::string& place) const {
  const auto first = in_place(first_instant(from), place);
  if (!first) return tl::unexpected(first.error());
  const auto end = in_place(end_instant(to), place);
  if (!end) return tl::unexpected(end.error());
  if (*end <= *first)
    return fail(ErrorKind::unloadable, "its end is not after its start", place,
                "put `to` after `from`");
  return OpenSpan{*first, *end, {}};
}

Result<FrozenSpan> TimelineResolver::frozen(const Freeze& freeze) const {
  const auto span = between(freeze.from, freeze.to, fmt::format("freeze \"{}\"", freeze.id));
  if (!span) return tl::unexpected(span.error());
  return FrozenSpan{span->from, span->to, freeze.reason, freeze.id};
}

Result<OpenSpan> TimelineResolver::open(const Window& window) const {
  auto span = between(window.from, window.to, fmt::format("window \"{}\"", window.id));
  if (span) span->id = window.id;
  return span;
}

}  // namespace

bool is_working_day(Date date, const Plan& plan) {
  const weekday day{sys_days(date)};
  const auto& own = plan.holiday_dates;
  return day != Saturday && day != Sunday && !is_holiday(date, plan.holidays) &&
         !std::binary_search(own.begin(), own.end(), date);
}

Date day_of(const Moment& moment, Date j, const Plan& plan) {
  if (!moment.working) return sys_days(j) + days(moment.days);
  const days step(moment.days < 0 ? -1 : 1);
  sys_days date = j;
  for (int left = std::abs(moment.days); left > 0;) {
    date += step;
    if (is_working_day(date, plan)) --left;
  }
  return date;
}

Result<Timeline> resolve_timeline(const Plan& plan, Date j, ZoneRules zone) {
  if (!is_holiday_calendar(plan.holidays))
    return fail(ErrorKind::unloadable,
                fmt::format("\"{}\" is not a calendar of holidays", plan.holidays), plan.place,
                "write holidays = \"FR\", \"file:company.txt\", both in a list, or none");
  Timeline timeline{j, std::move(zone), {}, {}, {}};
  const TimelineResolver resolver(plan, j, timeline.zone);
  for (const auto& item : plan.items) {
    auto planned = resolver.planned(item);
    if (!planned) return tl::unexpected(planned.error());
    timeline.items.push_back(*planned);
  }
  for (const auto& freeze : plan.freezes) {
    auto frozen = resolver.frozen(freeze);
    if (!frozen) return tl::unexpected(frozen.error());
    timeline.freezes.push_back(std::move(*frozen));
  }
  for (const auto& window : plan.windows) {
    auto open = resolver.open(window);
    if (!open) return tl::unexpected(open.error());
    timeline.windows.push_back(std::move(*open));
  }
  return timeline;
}

}  // namespace golive
