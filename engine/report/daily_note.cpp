#include "report/daily_note.h"

#include <nlohmann/json.hpp>

#include "core/decide.h"
#include "report/chapters.h"
#include "report/run_head.h"
#include "view/item_view.h"
#include "view/owner.h"
#include "view/waiting.h"

namespace golive {

namespace {

using nlohmann::json;

Date day_of(const Run& run, Instant instant) { return to_local(run.timeline->zone, instant).date; }

json of_day(const json& chapter, Date day) {
  auto rows = json::array();
  for (const auto& each : chapter)
    if (each.at("day") == to_text(day)) rows.push_back(each);
  return rows;
}

json item_row(const Run& run, const Phrase& phrase, ItemIndex index) {
  auto row = phrase.item(index);
  const auto& item = run.plan->items[index];
  const auto owner = owner_of(*run.plan, index);
  row["owner"] = item.kind == ItemKind::gate ? phrase.rule(item.decided_by)
                 : owner.empty()             ? std::string()
                                             : phrase.role(owner);
  row["state"] = phrase.item_state(index);
  row["planned"] =
      phrase.dated_span(run.timeline->items[index].start, run.timeline->items[index].end);
  row["at"] = phrase.time(span_of(run, index).ended);
  return row;
}

// What has ended on that day, what is under way, and what begins on the next one that has anything.
void put_items(json& note, const Run& run, const Phrase& phrase, Date day) {
  auto done = json::array(), running = json::array(), next = json::array(), late = json::array();
  std::optional<Date> next_day;
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    if (!is_leaf(run.plan->items[index])) continue;
    const auto span = span_of(run, index);
    const auto& planned = run.timeline->items[index];
    const bool over = is_done(run, index);
    if (span.ended && day_of(run, *span.ended) == day)
      done.push_back(item_row(run, phrase, index));
    else if (span.started && !span.ended)
      running.push_back(item_row(run, phrase, index));
    if (over || span.started || !planned.start || contingency_of(*run.plan, index)) continue;
    const auto on = day_of(run, *planned.start);
    if (on <= day)
      late.push_back(item_row(run, phrase, index));
    else if (!next_day || on < *next_day)
      next_day = on;
  }
  for (ItemIndex index = 0; next_day && index < run.items.size(); ++index) {
    const auto& start = run.timeline->items[index].start;
    const bool waits = is_leaf(run.plan->items[index]) && !is_done(run, index) &&
                       !run.items[index].started_at && !contingency_of(*run.plan, index);
    if (waits && start && day_of(run, *start) == *next_day)
      next.push_back(item_row(run, phrase, index));
  }
  note["done"] = std::move(done);
  note["running"] = std::move(running);
  note["late"] = std::move(late);
  note["next_day"] = next_day ? json(phrase.date(*next_day)) : json();
  note["next"] = std::move(next);
}

json waits_of(const Run& run, const Phrase& phrase) {
  auto rows = json::array();
  if (is_final(run)) return rows;
  for (const auto& each : waiting_for(run)) {
    auto row = phrase.item(each.item);
    row["what"] = phrase.word("board_waiting", text_of(each.kind));
    std::string who = each.person;
    for (const auto& role : each.roles) who += (who.empty() ? "" : ", ") + phrase.role(role);
    row["who"] = who;
    row["since"] = phrase.time(each.since);
    row["text"] = phrase.said(each.text);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Date last_day(const Run& run) { return day_of(run, run_time(run, run.last_event_at)); }

std::size_t events_until(const std::vector<Event>& events, Date day) {
  Run run;
  std::size_t count = 0;
  for (const auto& event : events) {
    apply(run, event);
    if (!run.timeline || day_of(run, run_time(run, event.at)) > day) break;
    ++count;
  }
  return count;
}

json daily_note(const Account& until_then, Date day, const std::string& head, const Words& words) {
  const auto& run = until_then.run;
  const Phrase phrase(run, words);
  auto note = run_head(until_then, head, phrase);
  note["language"] = words.language();
  const auto days = (std::chrono::sys_days(day) - std::chrono::sys_days(run.timeline->j)).count();
  note["day"] = {{"text", phrase.date(day)},
                 {"iso", to_text(day)},
                 {"from_j", to_text(Moment{static_cast<int>(days), false, {}})}};
  put_items(note, run, phrase, day);
  note["trail"] = of_day(trail_chapter(until_then, phrase), day);
  note["waits"] = waits_of(run, phrase);
  note["reservations"] = reservations_chapter(until_then, phrase);
  for (const char* list : {"done", "running", "late", "next", "trail", "waits", "reservations"}) {
    note[std::string("has_") + list] = !note[list].empty();
    note[std::string("count_") + list] = note[list].size();
  }
  return note;
}

}  // namespace golive
