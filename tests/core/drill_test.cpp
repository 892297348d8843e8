#include "core/drill.h"

#include <doctest/doctest.h>

#include "core/codec.h"
#include "core/decide.h"
#include "core/scenario.h"
#include "tests/core/paris.h"

using namespace golive;
using namespace std::chrono_literals;

namespace {

const Instant noon = *parse_instant("2026-11-20T12:00:00.000Z");

// A phase with a gate of the lead, a step and a task of the dba.
Plan planned() {
  Plan plan;
  plan.roles = {{"lead", {}, {}}, {"dba", {}, {}}};
  plan.approved_by = {"lead"};
  const auto add = [&](const char* id, ItemKind kind) {
    Item item;
    item.id = id;
    item.kind = kind;
    if (!plan.items.empty()) item.parent = 0;
    if (!plan.items.empty())
      plan.items[0].children.push_back(static_cast<ItemIndex>(plan.items.size()));
    plan.items.push_back(item);
  };
  add("go-live", ItemKind::phase);
  plan.items[0].on = Moment{};
  add("go", ItemKind::gate);
  plan.items[1].decided_by = {Rule::Kind::role, "lead", 1, {}};
  add("migrate", ItemKind::step);
  plan.items[2].has_run = true;
  add("look", ItemKind::task);
  plan.items[3].owner = "dba";
  plan.phases = {0};
  REQUIRE(finish_plan(plan));
  return plan;
}

Timeline times(const Plan& plan) {
  return resolve_timeline(plan, date("2026-11-20"), paris()).value();
}

std::string refusal(const Scenario& scenario) {
  const auto plan = planned();
  const auto drill = resolve_drill(scenario, plan, times(plan));
  return drill ? "resolved" : to_line(drill.error());
}

// A rehearsal that has begun, by lea.
struct Rehearsed {
  explicit Rehearsed(Drill drill) {
    const auto plan = std::make_shared<const Plan>(planned());
    tell(event::RunCreated{"r",
                           plan,
                           std::make_shared<const Timeline>(times(*plan)),
                           "/",
                           "uat",
                           {},
                           Mode::rehearsal,
                           1,
                           std::move(drill)});
    tell(event::RunStarted{});
  }
  void tell(EventBody body) { apply(run, {run.seq + 1, now, "lea", "", std::move(body)}); }
  std::vector<std::string> proceed_to_end() {
    std::vector<std::string> kinds;
    for (auto events = proceed(run, now); !events.empty(); events = proceed(run, now))
      for (auto& event : events) {
        kinds.emplace_back(kind_of(event));
        tell(std::move(event));
      }
    return kinds;
  }
  Result<std::vector<EventBody>> say(const char* role, CommandBody body) {
    return decide(run, {now, {"pat", "", {role}, false}, std::move(body), {}});
  }
  Run run;
  Instant now = noon;
};

}  // namespace

TEST_CASE("a drill is a scenario that a rehearsal can have") {
  const auto plan = planned();
  Scenario scenario;
  scenario.failing = {{"migrate", 0, "--fail"}};
  scenario.absences = {{"dba", {}, {}, "--absent"}};
  scenario.late = 20min;
  scenario.lateness = {{"go", 1h, "--late"}};
  const auto drill = resolve_drill(scenario, plan, times(plan));
  REQUIRE_MESSAGE(drill, to_line(drill.error()));
  CHECK(to_text(*drill) ==
        "go-live/migrate fails; nobody is there as dba; answers come 20m late; "
        "go-live/go is answered 1h late");
  CHECK(lateness_of(*drill, plan.items[1]) == 80min);
  CHECK(is_drill(*drill));
  CHECK_FALSE(is_drill({}));
}

TEST_CASE("what people do for real is no drill, nor what the plan has not") {
  Scenario gate, step, typo;
  gate.failing = {{"go", 0, "--fail"}};
  CHECK(
      refusal(gate).starts_with("--fail: go-live/go is a gate: in a rehearsal, people answer it"));
  step.lateness = {{"migrate", 1h, "--late"}};
  CHECK(refusal(step).find("it takes as long as it really does") != std::string::npos);
  typo.absences = {{"dbaa", {}, {}, "--absent"}};
  CHECK(refusal(typo) == "--absent: the plan has no role \"dbaa\" (did you mean \"dba\"?)");
}

TEST_CASE("a step that is made to fail fails before its body does anything") {
  Rehearsed rehearsed({.failing = {"go-live/migrate"}});
  rehearsed.proceed_to_end();
  rehearsed.tell(event::GateApproved{1});
  const auto kinds = rehearsed.proceed_to_end();
  CHECK(kinds == std::vector<std::string>{"attempt_started", "attempt_failed"});
  CHECK(rehearsed.run.items[2].state == ItemState::failed);
  CHECK(rehearsed.run.items[2].error == "made to fail by the drill");
  CHECK(react(rehearsed.run).bodies.empty());
}

TEST_CASE("nobody acts as a role that is absent, and is told why") {
  Rehearsed rehearsed({.absent = {"lead"}});
  rehearsed.proceed_to_end();
  const auto refused = rehearsed.say("lead", command::Decide{"go", Verdict::go, {}, "ready", {}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::forbidden);
  CHECK(refused.error().way_out == "this rehearsal is a drill: nobody is there as lead");
}

TEST_CASE("an answer that is late by the drill counts once its time has come") {
  Rehearsed rehearsed({.late = 20min});
  rehearsed.proceed_to_end();
  const command::Decide go{"go", Verdict::go, {}, "ready", {}};
  const auto early = rehearsed.say("lead", go);
  REQUIRE_FALSE(early);
  CHECK(early.error().kind == ErrorKind::conflict);
  CHECK(early.error().what.starts_with("answers to go-live/go come 20m late in this drill"));
  rehearsed.now += 20min;
  CHECK(rehearsed.say("lead", go));
}

TEST_CASE("a drill stands in the first event, and comes back from the log as it was") {
  const Rehearsed rehearsed({.failing = {"go-live/migrate"},
                             .absent = {"dba"},
                             .late = 20min,
                             .late_items = {{"go-live/go", 1h}}});
  event::RunCreated created{
      "r", rehearsed.run.plan, rehearsed.run.timeline, "/", "uat", {}, Mode::rehearsal,
      1,   rehearsed.run.drill};
  const auto read = event_from_record(to_record({1, noon, "lea", "", created}));
  REQUIRE_MESSAGE(read, to_line(read.error()));
  CHECK(std::get<event::RunCreated>(read->body).drill == rehearsed.run.drill);
}
