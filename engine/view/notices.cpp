#include "view/notices.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "core/head.h"
#include "core/reminders.h"
#include "view/owner.h"
#include "view/told_event.h"
#include "view/waiting.h"

namespace golive {
namespace {

using nlohmann::json;

std::string short_text(const std::string& text) {
  const auto clean = to_utf8(text);
  const auto kept = cut_utf8(clean, limits::notice_text_bytes);
  return std::string(kept) + (kept.size() < clean.size() ? " ..." : "");
}

std::string title_of(const Item& item) {
  return short_text(item.title.empty() ? item.path : item.title);
}

json role_titles(const Plan& plan, const std::vector<std::string>& roles) {
  auto titles = json::array();
  for (const std::string& role : roles) titles.push_back(short_text(role_title(plan, role)));
  return titles;
}

json time_json(const Run& run, Instant instant) {
  return {{"utc", to_text(instant)}, {"local", local_text(run.timeline->zone, instant)}};
}

// A part of a daily note: its first few lines, and how many more there are.
void add_part(json& facts, const std::string& name, json lines) {
  const std::size_t count = lines.size();
  if (count > limits::notice_items) lines.erase(lines.begin() + limits::notice_items, lines.end());
  facts[name + "_more"] = count - lines.size();
  facts[name] = std::move(lines);
}

// What was done since the note before, what begins within a day, and what waits for people.
void add_day(json& facts, const Run& run, Instant run_now) {
  constexpr auto day = std::chrono::hours(24);
  auto done = json::array(), next = json::array(), waits = json::array();
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const Item& item = run.plan->items[index];
    const ItemRun& state = run.items[index];
    if (!is_leaf(item)) continue;
    if (is_done(run, index) && state.ended_at && *state.ended_at > run_now - day)
      done.push_back({{"title", title_of(item)}, {"state", text_of(state.state)}});
    const auto& start = run.timeline->items[index].start;
    if (!is_done(run, index) && !state.started_at && start && *start > run_now &&
        *start <= run_now + day)
      next.push_back({{"title", title_of(item)}, {"at", time_json(run, *start)}});
  }
  for (const Waiting& waiting : waiting_for(run))
    waits.push_back({{"title", title_of(run.plan->items[waiting.item])},
                     {"who", role_titles(*run.plan, waiting.roles)}});
  add_part(facts, "done", std::move(done));
  add_part(facts, "next", std::move(next));
  add_part(facts, "waits", std::move(waits));
}

// The reports that go with it: with a daily note that day's, and on J+1 and J+7 what looks back;
// with the end of the run its account, and from J+7 on the review, whose day may not be over.
void add_reports(json& facts, const Run& run, const ToldEvent& told, Instant run_now) {
  auto reports = json::array();
  const auto days_after_j = [&](Date day) {
    return std::chrono::sys_days(day) - std::chrono::sys_days(run.timeline->j);
  };
  if (told.kind == NoticeKind::daily) {
    const Channel* channel = find_channel(*run.plan, told.channel);
    const auto day = channel == nullptr ? to_local(run.timeline->zone, run_now).date
                                        : noted_day(run, *channel, run_now);
    const auto days = days_after_j(day);
    facts["day"] = to_text(day);
    reports.push_back("daily-note");
    if (days == std::chrono::days(1)) reports.push_back("j1-account");
    if (days == std::chrono::days(7)) reports.push_back("j7-review");
  } else if (is_final(run)) {
    reports.push_back("j1-account");
    if (days_after_j(to_local(run.timeline->zone, run_now).date) >= std::chrono::days(7))
      reports.push_back("j7-review");
    if (*run.final_state != RunState::completed) reports.push_back("post-mortem");
  }
  if (!reports.empty()) facts["reports"] = std::move(reports);
}

json facts_of(const Run& run, const Event& event, const ToldEvent& told) {
  const Plan& plan = *run.plan;
  const Instant run_now = run_time(run, event.at);
  json facts{{"what", told.what},
             {"run", run.id},
             {"plan", short_text(plan.title.empty() ? plan.id : plan.title)},
             {"language", plan.language},
             {"environment", run.environment},
             {"mode", text_of(run.mode)},
             {"drill", is_drill(run.drill)},
             {"j", to_text(run.timeline->j)},
             {"zone", run.timeline->zone.name},
             {"at", to_text(event.at)},
             {"run_at", time_json(run, run_now)},
             {"why", short_text(told.why)},
             {"by", event.actor == "engine" ? "" : short_text(event.actor)},
             {"who", role_titles(plan, told.roles)}};
  if (told.item) {
    facts["item"] = plan.items[*told.item].path;
    facts["title"] = title_of(plan.items[*told.item]);
  }
  if (told.due) facts["due"] = time_json(run, *told.due);
  if (told.kind == NoticeKind::daily) add_day(facts, run, run_now);
  add_reports(facts, run, told, run_now);
  return facts;
}

}  // namespace

std::vector<site_event::NoticeDue> notices_of(const Run& run, const Event& event,
                                              const SignedAt& signs) {
  if (!run.plan || run.plan->channels.empty() || run.mode == Mode::simulation) return {};
  const auto told = told_of(run, event);
  if (!told) return {};
  std::vector<site_event::NoticeDue> notices;
  std::string facts;
  for (const Channel& channel : run.plan->channels) {
    if (!tells(channel, told->kind)) continue;
    if (!told->channel.empty() && told->channel != channel.id) continue;
    if (facts.empty()) {
      auto told_facts = facts_of(run, event, *told);
      if (!signs.hash.empty())
        told_facts["head"] = {{"text", head_text(event.seq, signs.hash)},
                              {"fingerprint", signs.fingerprint}};
      facts = canonical(told_facts);
    }
    notices.push_back({run.id + "/" + std::to_string(event.seq) + "/" + channel.id, run.id,
                       event.seq, channel.id, told->kind, facts});
  }
  return notices;
}

}  // namespace golive
