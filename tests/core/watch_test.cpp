// What a watch's verdict comes to in a run: told once, asked once.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/decide.h"
#include "tests/core/paris.h"

namespace golive {
namespace {

const AttemptId attempt{1, Slot::action, 1};
const Actor engine{"engine", ""}, eve{"eve", "terminal", {"ops"}}, guest{"gus", "rest", {"guest"}};

// A watch that has asked for its poll.
struct Watched {
  Run run;
  Watched() {
    Plan plan;
    plan.roles = {{"ops", "Operations", ""}};
    plan.approved_by = {"ops"};
    Item phase, watch;
    phase.id = phase.path = "care";
    phase.kind = ItemKind::phase;
    phase.children = {1};
    watch.id = "shop";
    watch.path = "care/shop";
    watch.kind = ItemKind::watch;
    watch.owner = "ops";
    watch.parent = 0;
    plan.items = {phase, watch};
    plan.phases = {0};
    run.id = "r";
    run.started = true;
    run.plan = std::make_shared<const Plan>(plan);
    run.timeline = std::make_shared<const Timeline>();
    run.items.resize(2);
    tell(event::AttemptStarted{attempt});
    tell(event::EffectRequested{attempt, "1", EffectKind::poll, "{}"});
  }
  void tell(EventBody body) { apply(run, {run.seq + 1, {}, "engine", "", std::move(body)}); }
  // The kinds of the events, which have happened; or the error.
  std::string say(const Actor& actor, CommandBody body) {
    const auto events = decide(run, {{}, actor, std::move(body), {}});
    if (!events) return events.error().what + " (" + events.error().way_out + ")";
    std::string kinds;
    for (const auto& event : *events) {
      kinds += (kinds.empty() ? "" : " ") + std::string(kind_of(event));
      tell(event);
    }
    return kinds;
  }
  std::string judge(WatchVerdict verdict) {
    return say(engine, command::JudgeWatch{attempt, "1", verdict, "so"});
  }
  std::string answer(const std::string& word, const std::string& reason, const Actor& actor = eve) {
    return say(actor, command::AnswerQuestion{"shop", word, reason});
  }
  std::string finish(const char* outcome) {
    return say(engine, command::FinishEffect{attempt, "1", outcome});
  }
  nlohmann::json outcome() {
    return nlohmann::json::parse(find_effect(run, attempt, "1")->outcome.value_or("null"));
  }
  bool wants_it() { return !react(run).effects.empty(); }
  bool asks() { return asks_somebody(run.attempts.at(attempt)); }
};
constexpr const char* blind = R"({"inconclusive":true,"ok":false,"why":"no data"})";

TEST_CASE("a change is told once, whoever says it again") {
  Watched watch;
  CHECK(watch.judge(WatchVerdict::ok) == "");
  CHECK(watch.judge(WatchVerdict::down) == "watch_changed");
  CHECK(watch.judge(WatchVerdict::down) == "");
  CHECK(watch.judge(WatchVerdict::ok) == "watch_changed");
  CHECK(watch.finish(R"({"ok":true})") == "effect_finished");
  CHECK(watch.judge(WatchVerdict::down) == "");
}

TEST_CASE("an inconclusive watch asks once, and goes on when it is borne") {
  Watched watch;
  CHECK(watch.answer("ok", "so").starts_with("care/shop is running"));
  CHECK(watch.judge(WatchVerdict::inconclusive) == "watch_changed");
  CHECK(watch.asks());
  CHECK(watch.answer("ok", "the dashboard is green") == "watch_answered");
  CHECK_FALSE(watch.asks());
  CHECK(watch.wants_it());
  CHECK(watch.judge(WatchVerdict::inconclusive) == "");
  CHECK(watch.answer("ok", "again").find("it asks nothing now") != std::string::npos);
  CHECK(watch.judge(WatchVerdict::ok) == "watch_changed");
  CHECK(watch.judge(WatchVerdict::inconclusive) == "watch_changed");
  CHECK(watch.asks());
}

TEST_CASE("who finds it failed says why, and the body sees it") {
  Watched watch;
  watch.judge(WatchVerdict::inconclusive);
  CHECK(watch.answer("failed", "").find("needs a reason") != std::string::npos);
  CHECK(watch.answer("perhaps", "so").find("answer ok") != std::string::npos);
  CHECK(watch.answer("ok", "so", guest).find("may not") != std::string::npos);
  CHECK(watch.answer("failed", "users call") == "watch_answered effect_finished");
  CHECK(watch.outcome()["ok"] == false);
  CHECK(watch.outcome()["why"] == "found failed by eve: users call");
  CHECK_FALSE(watch.wants_it());
  CHECK_FALSE(watch.asks());
}

TEST_CASE("one that ends while it asks waits for the answer, also for a restarted engine") {
  for (const char* word : {"ok", "failed"}) {
    Watched watch;
    watch.judge(WatchVerdict::inconclusive);
    CHECK(watch.finish(blind) == "watch_ended");
    CHECK_FALSE(watch.wants_it());
    CHECK(watch.finish(blind) == "");
    CHECK(watch.judge(WatchVerdict::down) == "");
    CHECK(watch.outcome().is_null());
    watch.say(engine, command::TakeOver{2, {}});
    CHECK_FALSE(watch.wants_it());
    CHECK(watch.answer(word, "I looked") == "watch_answered effect_finished");
    CHECK(watch.outcome()["ok"] == (word == std::string_view("ok")));
  }
}

TEST_CASE("an end that is inconclusive asks, though nothing was told before") {
  Watched watch;
  CHECK(watch.finish(blind) == "watch_changed watch_ended");
  CHECK(watch.asks());
  CHECK(watch.answer("ok", "I looked") == "watch_answered effect_finished");
}

TEST_CASE("what was borne passes at the end; what was seen to fail does not wait") {
  Watched borne;
  borne.judge(WatchVerdict::inconclusive);
  borne.answer("ok", "green");
  CHECK(borne.finish(blind) == "effect_finished");
  CHECK(borne.outcome()["ok"] == true);

  Watched failed;
  failed.judge(WatchVerdict::inconclusive);
  CHECK(failed.finish(R"({"ok":false,"why":"status 503"})") == "effect_finished");
  CHECK(failed.outcome()["ok"] == false);
}

}  // namespace
}  // namespace golive
