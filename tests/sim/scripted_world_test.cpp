#include "sim/scripted_world.h"

#include <doctest/doctest.h>

namespace golive {
namespace {

struct KeptInbox final : Inbox {
  void post(const RunId& run, CommandBody body) override {
    CHECK(run == "run-1");
    outcomes.push_back(std::get<command::FinishEffect>(body));
  }
  std::vector<command::FinishEffect> outcomes;
};

// A run of two steps.
struct Stage {
  KeptInbox inbox;
  ScriptedWorld world{inbox};
  Run run;

  Stage() {
    Item deploy, open;
    deploy.path = "go-live/deploy";
    open.path = "go-live/open";
    auto plan = std::make_shared<Plan>();
    plan->items = {deploy, open};
    run.plan = plan;
  }
  void perform(ItemIndex item, const EffectKey& key, const std::string& request = "{}",
               EffectKind kind = EffectKind::exec, Slot slot = Slot::action) {
    world.perform({"run-1", {item, slot, 1}, key, kind, request, &run});
  }
  std::vector<std::string> outcomes() const {
    std::vector<std::string> texts;
    for (const auto& finish : inbox.outcomes) texts.push_back(finish.outcome);
    return texts;
  }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("what no line is about succeeds, as its kind does") {
  Stage stage;
  stage.perform(0, "1");
  stage.perform(0, "2", "{}", EffectKind::http);
  stage.perform(0, "3", "{}", EffectKind::poll);
  CHECK(stage.outcomes() == Texts{ScriptedWorld::success_of(EffectKind::exec),
                                  ScriptedWorld::success_of(EffectKind::http),
                                  ScriptedWorld::success_of(EffectKind::poll)});
  CHECK(stage.inbox.outcomes[1].id == AttemptId{0, Slot::action, 1});
  CHECK(stage.inbox.outcomes[1].key == "2");
}

TEST_CASE("the first line that matches answers, as often as it says") {
  Stage stage;
  stage.world.script({"./migrate", "first", 2});
  stage.world.script({"go-live/open", "second"});
  stage.world.script({"./migrate", "third"});
  for (int time = 0; time < 3; ++time) stage.perform(0, "1", R"({"argv":["./migrate"]})");
  stage.perform(1, "1");
  CHECK(stage.outcomes() == Texts{"first", "first", "third", "second"});
}

TEST_CASE("what was asked is told once, in order, with its slot") {
  Stage stage;
  stage.perform(0, "1", R"({"argv":["a"]})");
  stage.perform(0, "1", "{}", EffectKind::http, Slot::undo);
  stage.perform(1, "1", "{}", EffectKind::poll, Slot::when);
  stage.perform(1, "1", "{}", EffectKind::exec, Slot::probe);
  CHECK(stage.world.take_asked() ==
        Texts{R"(go-live/deploy exec {"argv":["a"]})", "go-live/deploy undo http {}",
              "go-live/open when poll {}", "go-live/open probe exec {}"});
  CHECK(stage.world.take_asked().empty());
}

TEST_CASE("what is not answered can be answered later, the oldest of an item first") {
  Stage stage;
  stage.world.script({"go-live", ""});
  stage.perform(0, "1");
  stage.perform(1, "1");
  stage.perform(0, "2");
  CHECK(stage.inbox.outcomes.empty());
  CHECK(stage.world.answer("go-live/deploy", "late"));
  CHECK(stage.world.answer("go-live/deploy", "later"));
  CHECK_FALSE(stage.world.answer("go-live/deploy", "too late"));
  CHECK(stage.outcomes() == Texts{"late", "later"});
  CHECK(stage.inbox.outcomes[0].key == "1");
  CHECK(stage.inbox.outcomes[1].key == "2");
}

TEST_CASE("an outcome may be laid over the success of its kind, and stand before what was said") {
  Stage stage;
  stage.world.script({"go-live", R"({"code":2})"});
  stage.world.script_first({"go-live/deploy", R"({"code":1,"err":"no"})", 1, true});
  stage.perform(0, "1");
  stage.perform(0, "2");
  CHECK(stage.outcomes() ==
        Texts{R"({"code":1,"err":"no","ms":0,"out":"","truncated":false})", R"({"code":2})"});
}

TEST_CASE("what is cancelled is never answered; cancelling what is over is nothing") {
  Stage stage;
  stage.perform(1, "1");
  stage.world.script({"go-live", ""});
  stage.perform(0, "1");
  stage.world.take_asked();
  stage.world.cancel("run-1", {0, Slot::action, 1}, "1");
  stage.world.cancel("run-1", {1, Slot::action, 1}, "1");
  stage.world.cancel("run-2", {0, Slot::action, 1}, "1");
  CHECK(stage.world.take_asked() == Texts{"cancelled go-live/deploy 1"});
  CHECK_FALSE(stage.world.answer("go-live/deploy", "late"));
}

}  // namespace golive
