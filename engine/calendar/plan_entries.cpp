#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "calendar/plan_calendar.h"
#include "report/plan_phrase.h"
#include "view/owner.h"

namespace golive {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

class Entries {
 public:
  Entries(const Plan& plan, const Timeline& timeline, const Words& words)
      : plan_(plan), timeline_(timeline), phrase_(plan, timeline, words) {}

  [[nodiscard]] std::optional<CalendarEntry> entry(ItemIndex index) const;
  [[nodiscard]] CalendarEntry frozen(const FrozenSpan& span) const;
  [[nodiscard]] CalendarEntry open(const OpenSpan& span) const;

 private:
  [[nodiscard]] std::string word(const char* key) const { return phrase_.word("calendar", key); }
  [[nodiscard]] std::string uid(const std::string& path) const {
    return plan_.id + "/" + path + "/" + to_text(timeline_.j) + "@golive";
  }
  [[nodiscard]] std::string description(ItemIndex index) const;
  [[nodiscard]] Date last_day(const Planned& planned) const;
  [[nodiscard]] std::vector<Alarm> alarms(const Item& gate, bool timed) const;

  const Plan& plan_;
  const Timeline& timeline_;
  const PlanPhrase phrase_;
};

std::string Entries::description(ItemIndex index) const {
  const auto& item = plan_.items[index];
  std::string text;
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) text += name + (name.empty() ? "" : ": ") + value + "\n";
  };
  if (item.kind == ItemKind::gate) add(word("decides"), phrase_.rule(item.decided_by));
  const auto owner = owner_of(plan_, index);
  if (!owner.empty()) add(word("owner"), phrase_.role(owner));
  if (item.within) add(word("within"), phrase_.duration(*item.within));
  if (!item.does.empty()) add(word("does"), phrase_.word("does", item.does));
  add({}, item.description);
  add({}, item.path);
  text.pop_back();
  return text;
}

// What ends at a midnight ends with the day before.
Date Entries::last_day(const Planned& planned) const {
  const auto end = planned.end.value_or(*planned.start);
  const auto local = to_local(timeline_.zone, end);
  const bool at_midnight = day_start(timeline_.zone, local.date) == end && end > *planned.start;
  return at_midnight ? Date(sys_days(local.date) - days(1)) : local.date;
}

std::vector<Alarm> Entries::alarms(const Item& gate, bool timed) const {
  if (!timed) return {{limits::gate_day_alarm, word("decide_today") + ": " + name_of(gate)}};
  std::vector<Alarm> alarms{
      {-limits::gate_alarm_before, word("decide_soon") + ": " + name_of(gate)}};
  if (gate.within) alarms.push_back({*gate.within, word("overdue") + ": " + name_of(gate)});
  return alarms;
}

std::optional<CalendarEntry> Entries::entry(ItemIndex index) const {
  const auto& item = plan_.items[index];
  const auto& planned = timeline_.items[index];
  if (!planned.start) return std::nullopt;
  CalendarEntry entry;
  entry.uid = uid(item.path);
  entry.summary = name_of(item);
  entry.description = description(index);
  const bool has_clock =
      item.at || item.at_moment || (item.on && item.on->minute) || (item.from && item.from->minute);
  const bool timed = item.kind != ItemKind::phase && has_clock;
  if (timed) {
    entry.start = *planned.start;
    if (planned.end) entry.duration = *planned.end - *planned.start;
  } else {
    entry.first_day = to_local(timeline_.zone, *planned.start).date;
    entry.last_day = last_day(planned);
  }
  if (item.kind == ItemKind::gate) entry.alarms = alarms(item, timed);
  return entry;
}

CalendarEntry Entries::frozen(const FrozenSpan& span) const {
  CalendarEntry entry{uid("freeze:" + span.id), word("freeze") + ": " + span.reason,
                      word("nothing_starts")};
  entry.start = span.from;
  entry.duration = span.to - span.from;
  entry.takes_time = false;
  return entry;
}

CalendarEntry Entries::open(const OpenSpan& span) const {
  const Window* window = find_window(plan_, span.id);
  const bool titled = window != nullptr && !window->title.empty();
  CalendarEntry entry{uid("window:" + span.id),
                      word("window") + ": " + (titled ? window->title : span.id),
                      window != nullptr ? window->reason : std::string()};
  entry.start = span.from;
  entry.duration = span.to - span.from;
  entry.takes_time = false;
  return entry;
}

}  // namespace

Calendar calendar_of(const Plan& plan, const Timeline& timeline, const Words& words) {
  Calendar calendar{plan.title.empty() ? plan.id : plan.title,
                    words.language(),
                    day_start(timeline.zone, timeline.j),
                    {}};
  const Entries entries(plan, timeline, words);
  for (ItemIndex index = 0; index < plan.items.size(); ++index) {
    const auto kind = plan.items[index].kind;
    if (kind == ItemKind::contingency || kind == ItemKind::parallel) continue;
    if (auto entry = entries.entry(index)) calendar.entries.push_back(std::move(*entry));
  }
  for (const auto& span : timeline.freezes) calendar.entries.push_back(entries.frozen(span));
  for (const auto& span : timeline.windows) calendar.entries.push_back(entries.open(span));
  return calendar;
}

}  // namespace golive
