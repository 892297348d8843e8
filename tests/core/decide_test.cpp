// Decisions that no story comes to easily.
#include "core/decide.h"

#include <doctest/doctest.h>

namespace golive {
namespace {

// A phase whose condition asked for something else than it did before, and a step in it.
Run with_doubtful_condition() {
  Plan plan;
  plan.roles = {{"lead", "Lead", ""}};
  plan.approved_by = {"lead"};
  Item phase, step;
  phase.id = phase.path = "go-live";
  phase.kind = ItemKind::phase;
  phase.has_when = true;
  phase.children = {1};
  step.id = "deploy";
  step.path = "go-live/deploy";
  step.parent = 0;
  plan.items = {phase, step};
  plan.phases = {0};
  Run run;
  run.id = "r";
  run.started = true;
  run.plan = std::make_shared<const Plan>(plan);
  run.items.resize(2);
  run.items[0].state = ItemState::in_doubt;
  run.holds = {0};
  run.attempts[{0, Slot::when, 1}].diverged = true;
  return run;
}

Result<std::vector<EventBody>> answer(const Run& run, DoubtAnswer answer) {
  return decide(run, {{},
                      {"lea", "", {"lead"}, false},
                      command::AnswerDoubt{"go-live", answer, R"({"code":0})", "I looked"},
                      {}});
}

}  // namespace

TEST_CASE("a condition that asks for something else than before can only be looked at again") {
  const Run run = with_doubtful_condition();
  for (const auto word : {DoubtAnswer::done, DoubtAnswer::not_done}) {
    const auto refused = answer(run, word);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::conflict);
    CHECK(refused.error().way_out.starts_with("answer again"));
  }
  const auto events = answer(run, DoubtAnswer::again);
  REQUIRE(events);
  REQUIRE(events->size() == 1);
  CHECK(std::get<event::DoubtAnswered>(events->front()).id.slot == Slot::when);
}

TEST_CASE("a gate whose condition is looked at again is closed, and never waits") {
  Run run = with_doubtful_condition();
  Plan plan = *run.plan;
  plan.items[0].kind = ItemKind::gate;
  run.plan = std::make_shared<const Plan>(plan);
  apply(run, {1, {}, "lea", "", answer(run, DoubtAnswer::again)->front()});
  CHECK(run.items[0].state == ItemState::closed);
}

TEST_CASE(
    "a probe that asks for something else than before has failed: the doubt is for a person") {
  Run run = with_doubtful_condition();
  const AttemptId probe{1, Slot::probe, 1};
  run.attempts[probe] = {};
  const auto events =
      decide(run, {{}, {"engine", ""}, command::BodyDiverged{probe, "1", "a", "b"}});
  REQUIRE(events);
  REQUIRE(events->size() == 1);
  CHECK(std::get<event::AttemptFailed>(events->front()).id == probe);
}

}  // namespace golive
