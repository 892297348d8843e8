#include "core/reminders.h"

#include <algorithm>

#include "base/limits.h"
#include "core/readiness.h"

namespace golive {
namespace {

bool anybody_tells(const Run& run, NoticeKind kind) {
  const auto& channels = run.plan->channels;
  return std::any_of(channels.begin(), channels.end(),
                     [&](const Channel& channel) { return tells(channel, kind); });
}

bool is_begun(const ItemRun& item) {
  return item.state == ItemState::running && item.started_at.has_value();
}

bool waits_to_begin(const Run& run, ItemIndex index) {
  return is_unstarted(run, index) || run.items[index].state == ItemState::ready;
}

// What has a time of day is late soon after it, and what has only its days, after them.
std::optional<Instant> to_begin_by(const Run& run, ItemIndex index) {
  const Item& item = run.plan->items[index];
  const auto planned = planned_start(run, index);
  if (!planned) return std::nullopt;
  if (item.at || item.at_moment) return *planned + limits::late_after;
  return item.on || item.to ? run.timeline->items[index].end : std::nullopt;
}

// From when on it is late (run's clock), if that can come: a watch takes as long as it takes.
std::optional<Instant> late_from(const Run& run, ItemIndex index) {
  const Item& item = run.plan->items[index];
  const ItemRun& state = run.items[index];
  if (state.noted_late || !is_leaf(item)) return std::nullopt;
  if (is_begun(state) && item.estimate && item.kind != ItemKind::watch)
    return *state.started_at + *item.estimate + limits::late_after;
  if (!waits_to_begin(run, index) || state.not_before) return std::nullopt;
  return to_begin_by(run, index);
}

std::string why_late(const Run& run, ItemIndex index) {
  const auto at = [&](Instant instant) { return local_text(run.timeline->zone, instant); };
  const ItemRun& state = run.items[index];
  if (is_begun(state))
    return "begun at " + at(*state.started_at) + ", estimated at " +
           to_text(*run.plan->items[index].estimate) + ", and not done";
  return "planned for " + at(*planned_start(run, index)) + ", and not begun";
}

std::vector<EventBody> late_items(const Run& run, Instant run_now) {
  std::vector<EventBody> events;
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const auto from = late_from(run, index);
    if (!from || run_now < *from) continue;
    if (is_unstarted(run, index) && !edges_done(run, index)) continue;
    events.push_back(event::ItemLate{index, why_late(run, index)});
  }
  return events;
}

// A clock that shows no such time on that day, or shows it twice, is taken as it is set before.
Instant clock_time(const ZoneRules& zone, Date date, int minute) {
  if (const auto exact = to_instant(zone, {date, minute})) return *exact;
  return day_start(zone, date) + std::chrono::minutes(minute);
}

Instant note_time(const Run& run, const Channel& channel, Instant run_now, int days_on) {
  const ZoneRules& zone = run.timeline->zone;
  const Date today = to_local(zone, run_now).date;
  return clock_time(zone, std::chrono::sys_days(today) + std::chrono::days(days_on),
                    *channel.daily);
}

// Of days that a rehearsal's clock has jumped over, only the last one.
std::vector<EventBody> noted_days(const Run& run, Instant run_now) {
  std::vector<EventBody> events;
  for (const Channel& channel : run.plan->channels) {
    if (!tells(channel, NoticeKind::daily)) continue;
    Instant due = note_time(run, channel, run_now, 0);
    if (due > run_now) due = note_time(run, channel, run_now, -1);
    const auto last = run.noted_days.find(channel.id);
    if (due > (last == run.noted_days.end() ? run.created_at : last->second))
      events.push_back(event::DayNoted{channel.id});
  }
  return events;
}

bool reminds(const Run& run) { return !run.plan->channels.empty() && run.mode != Mode::simulation; }

}  // namespace

std::vector<EventBody> reminders(const Run& run, Instant now) {
  if (!reminds(run)) return {};
  const Instant run_now = run_time(run, now);
  auto events = noted_days(run, run_now);
  if (events.empty() && anybody_tells(run, NoticeKind::lateness)) events = late_items(run, run_now);
  return events;
}

Date noted_day(const Run& run, const Channel& channel, Instant run_now) {
  const Date today = to_local(run.timeline->zone, run_now).date;
  if (!channel.daily || note_time(run, channel, run_now, 0) <= run_now) return today;
  return std::chrono::sys_days(today) - std::chrono::days(1);
}

std::optional<Instant> next_reminder(const Run& run, Instant now) {
  if (!reminds(run)) return std::nullopt;
  const Instant run_now = run_time(run, now);
  std::optional<Instant> next;
  const auto at = [&](Instant instant) {
    if (instant > run_now && (!next || instant < *next)) next = instant;
  };
  for (const Channel& channel : run.plan->channels)
    if (tells(channel, NoticeKind::daily))
      for (const int days_on : {0, 1}) at(note_time(run, channel, run_now, days_on));
  if (anybody_tells(run, NoticeKind::lateness))
    for (ItemIndex index = 0; index < run.items.size(); ++index)
      if (const auto from = late_from(run, index)) at(*from);
  return next ? std::optional(*next - run.offset) : std::nullopt;
}

}  // namespace golive
