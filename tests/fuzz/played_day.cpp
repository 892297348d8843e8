#include "played_day.h"

#include <nlohmann/json.hpp>

#include "core/codec.h"
#include "core/decide.h"
#include "lua/loader.h"
#include "reader.h"
#include "tests/core/paris.h"
#include "view/run_view.h"

namespace golive::fuzz {
namespace {

constexpr int most_consequences = 10'000;  // of one command, in so small a plan

Run created(const event::RunCreated& event) {
  Run run;
  apply(run, {1, parse_instant("2027-01-14T20:00:00Z").value(), "ann", "terminal", event});
  return run;
}

event::RunCreated first_event() {
  const auto plan = day_plan(day_runbook());
  hold(plan != nullptr, "the day's runbook loads");
  const auto timeline = resolve_timeline(*plan, date("2027-01-15"), paris());
  hold(timeline.has_value(), "the day's times resolve");
  return {"r", plan, std::make_shared<const Timeline>(*timeline), "/", "uat", {}, {}, 1, {}};
}

Actor actor_of(const std::string& person, const Plan& plan) {
  Actor actor{person, "rest"};
  // ann and bob hold every role, cat the first alone, and dan none.
  for (const auto& role : plan.roles)
    if (person == "ann" || person == "bob" || (person == "cat" && actor.roles.empty()))
      actor.roles.push_back(role.id);
  actor.may_bring_code = person == "ann";
  return actor;
}

}  // namespace

std::string day_runbook() {
  return R"lua(local nop = function(ctx) end
return plan "day" { title = "A day", timezone = "Europe/Paris", approved_by = { "lead", "dba" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" { url = "http://127.0.0.1" },
  freeze "lunch" { from = "J 12:00", to = "J 13:00", reason = "Lunch" },
  phase "day" { on = "J",
    task "look" { owner = "lead" },
    gate "go" { decided_by = any_of { "dba", at_least(2, "lead") },
      within = "15m", valid_for = "30m" },
    step "deploy" { run = nop, undo = nop, estimate = "5m", on_failure = activate "back" },
    checklist "list" { task "one" { owner = "dba" }, step "two" { run = nop, effects = false } },
    step "late" { at = "12:30", run = nop, undo = nop, interruption = "retry" } },
  phase "after" { on = "J+1", gate "close" { decided_by = { "lead" } } },
  contingency "back" { risk = "it fails", trigger = failed "deploy", decided_by = { "dba" },
    within = "15m", rollback_to = "day", step "tell" { run = nop, irreversible = true } } }
)lua";
}

std::shared_ptr<const Plan> day_plan(const std::string& text) {
  LuaLoader loader;
  auto loaded = loader.load({{{"runbook.lua", text}}});
  return loaded ? std::make_shared<const Plan>(std::move(loaded->plan)) : nullptr;
}

PlayedDay::PlayedDay() : now_(parse_instant("2027-01-14T22:59:00Z").value()) {
  static const event::RunCreated first = first_event();
  run_ = created(first);
  log_.push_back({1, parse_instant("2027-01-14T20:00:00Z").value(), "ann", "terminal", first});
  tell("ann", event::RunStarted{});
  settle();
}

bool PlayedDay::say(const std::string& person, CommandBody command) {
  const auto events = decide(run_, {now_, actor_of(person, *run_.plan), std::move(command)});
  if (!events) {
    hold(!to_line(events.error()).empty(), "a refusal says something");
    return false;
  }
  for (const auto& body : *events) tell(person, body);
  settle();
  return true;
}

void PlayedDay::wait(Duration span) {
  now_ += span;
  settle();
}

void PlayedDay::end_bodies(bool good) {
  for (const auto& id : react(run_).bodies) {
    const auto events = decide(
        run_, {now_, {"engine", ""}, command::FinishBody{id, good, good ? "null" : "it broke"}});
    for (std::size_t i = 0; events && i < events->size(); ++i) tell("engine", (*events)[i]);
  }
  settle();
}

void PlayedDay::tell(const std::string& who, EventBody body) {
  const Event event{run_.seq + 1, now_, who, who == "engine" ? "" : "rest", std::move(body)};
  const auto record = to_record(event);
  const auto again = event_from_record(record);
  hold(again && to_record(*again).body == record.body, "an event is the same after its record");
  hold(check_items(run_, event).has_value(), "an event names items of the plan");
  hold(event_to_api_json(*run_.plan, event).is_object(), "an event can be shown");
  apply(run_, event);
  log_.push_back(event);
}

void PlayedDay::settle() {
  for (int turn = 0; turn < most_consequences; ++turn) {
    const auto follows = proceed(run_, now_);
    if (follows.empty()) {
      const auto next = next_deadline(run_, now_);
      hold(!next || *next > now_, "the next deadline is to come");
      return;
    }
    for (const auto& body : follows) tell("engine", body);
  }
  hold(false, "what follows comes to an end");
}

void PlayedDay::hold_whole() {
  Run read;
  for (const auto& event : log_) {
    const auto again = event_from_record(to_record(event));
    hold(again.has_value(), "a log is read");
    apply(read, *again);
  }
  hold(run_view(read, now_) == run_view(run_, now_), "a log that is read again is the same run");
}

}  // namespace golive::fuzz
