#include "tests/loop/house.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/core/paris.h"

namespace golive::test {

using namespace std::chrono_literals;

Result<void> ToldStore::append(const std::vector<LogAppend>& appends) {
  if (broken) return fail(ErrorKind::storage, "the disk is full (by the test's wish)");
  std::string deed = "append";
  for (const LogAppend& append : appends) deed += " " + append.log;
  deeds_.push_back(std::move(deed));
  return kept_.append(appends);
}

void FakeBodies::start(const BodyStart& body) {
  const auto& effects = body.state->attempts.at(body.id).effects;
  ++held;
  if (!ask_world)
    inbox_.post(body.run, command::FinishBody{body.id, true, "null"});
  else if (effects.empty())
    inbox_.post(body.run,
                command::RequestEffect{body.id, "1", EffectKind::exec, R"({"argv":["./do"]})", {}});
}

void FakeBodies::deliver(const RunId& run, const AttemptId& id, const EffectKey&,
                         const std::string&, Instant) {
  inbox_.post(run, command::FinishBody{id, true, "null"});
}

void FakeBodies::stop(const RunId& run, const AttemptId&) {
  stopped.push_back(run);
  --held;
}

void FakeWorld::perform(const Performance& performance) {
  const auto records = store_.read(performance.run, 0, 1'000).value();
  const auto intents = std::count_if(records.begin(), records.end(), [](const Record& record) {
    return record.kind == "effect_requested";
  });
  CHECK(intents > 0);
  deeds_.push_back("perform " + performance.run + " " + performance.key);
}

void FakeWorld::cancel(const RunId& run, const AttemptId&, const EffectKey& key) {
  deeds_.push_back("cancel " + run + " " + key);
}

void FakeWorld::release(const RunId& run, const AttemptId&, const EffectKey& key, EffectKind) {
  deeds_.push_back("release " + run + " " + key);
}

Plan release() {
  Plan plan;
  plan.id = "release";
  plan.timezone = "Europe/Paris";
  plan.hash = "0000";
  plan.approved_by = {"lead"};
  plan.roles = {{"lead", "Lead", ""}};
  plan.environments = {{"uat", false, {{"host", "uat.example"}}}, {"prod", true}};
  Item go_live, deploy, opening, open;
  go_live.id = "go-live";
  opening.id = "opening";
  go_live.kind = opening.kind = ItemKind::phase;
  go_live.children = {1};
  opening.children = {3};
  deploy.id = "deploy";
  deploy.parent = 0;
  deploy.has_run = true;
  open.id = "open";
  open.kind = ItemKind::gate;
  open.parent = 2;
  open.decided_by = {Rule::Kind::role, "lead", 1, {}};
  open.within = 15min;
  open.rehearsed_phase = "go-live";
  open.rehearsed_within = std::chrono::days(7);
  plan.items = {go_live, deploy, opening, open};
  plan.phases = {0, 2};
  REQUIRE(finish_plan(plan));
  return plan;
}

Timeline timeline_of(const Plan& plan) {
  Timeline timeline;
  timeline.j = parse_date("2027-01-15").value();
  timeline.zone = paris();
  timeline.items.resize(plan.items.size());
  return timeline;
}

NewRun House::new_run(Mode mode) const {
  return {std::make_shared<const Plan>(plan),
          std::make_shared<const Timeline>(timeline_of(plan)),
          "/",
          mode == Mode::live ? "prod" : "uat",
          mode,
          {}};
}

void House::deploy(const RunId& id) {
  work_off();
  engine.post(id, command::FinishEffect{{1, Slot::action, 1}, "1", R"({"code":0})"});
  work_off();
  REQUIRE(is_done(run(id), 1));
}

std::vector<std::string> House::kinds(const std::string& log) {
  std::vector<std::string> kinds;
  const auto records = store.read(log, 0, 1'000).value();
  for (const Record& record : records) kinds.push_back(record.kind);
  return kinds;
}

}  // namespace golive::test
