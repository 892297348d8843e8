// What a watch's verdict comes to in a run: told once, asked once.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "core/decide.h"
#include "core/subject.h"
#include "core/told_watches.h"
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
    Item phase, watch, gate;
    phase.id = phase.path = "care";
    phase.kind = ItemKind::phase;
    phase.children = {1, 2};
    watch.id = "shop";
    watch.path = "care/shop";
    watch.kind = ItemKind::watch;
    watch.owner = "ops";
    watch.parent = 0;
    gate.id = "go";
    gate.path = "care/go";
    gate.kind = ItemKind::gate;
    gate.parent = 0;
    plan.items = {phase, watch, gate};
    plan.phases = {0};
    run.id = "r";
    run.started = true;
    run.plan = std::make_shared<const Plan>(plan);
    run.timeline = std::make_shared<const Timeline>();
    run.items.resize(3);
    tell(event::AttemptStarted{attempt});
    tell(event::EffectRequested{attempt, "1", EffectKind::poll, "{}"});
  }
  void tell(EventBody body, const std::string& by = "engine") {
    apply(run, {run.seq + 1, {}, by, "", std::move(body)});
  }
  // The kinds of the events, which have happened; or the error.
  std::string say(const Actor& actor, CommandBody body) {
    const auto events = decide(run, {{}, actor, std::move(body), {}});
    if (!events) return events.error().what + " (" + events.error().way_out + ")";
    std::string kinds;
    for (const auto& event : *events) {
      kinds += (kinds.empty() ? "" : " ") + std::string(kind_of(event));
      tell(event, actor.name);
    }
    return kinds;
  }
  std::string judge(WatchVerdict verdict) {
    return say(engine, command::JudgeWatch{attempt, "1", verdict, "so"});
  }
  // Beside the first one, "1".
  void watch_too(const char* key, const char* request) {
    tell(event::EffectRequested{attempt, key, EffectKind::poll, request});
  }
  std::string judge(const char* key, WatchVerdict verdict, const char* why = "so") {
    return say(engine, command::JudgeWatch{attempt, key, verdict, why});
  }
  std::string answer_to(const char* key, const std::string& word) {
    return say(eve, command::AnswerQuestion{"shop", word, "I looked", key});
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
  CHECK(borne.outcome()["by"] == "eve");
  CHECK(borne.outcome()["why"] == "green");

  Watched failed;
  failed.judge(WatchVerdict::inconclusive);
  CHECK(failed.finish(R"({"ok":false,"why":"status 503"})") == "effect_finished");
  CHECK(failed.outcome()["ok"] == false);
}

TEST_CASE("whoever ends a watch, the log names the samples up to then") {
  Watched watch;
  watch.judge(WatchVerdict::inconclusive);
  command::AnswerQuestion failed{"shop", "failed", "users call"};
  failed.sealed[{attempt, "1"}] = R"({"count":7,"sha256":"abc"})";
  CHECK(watch.say(eve, failed) == "watch_answered effect_finished");
  CHECK(watch.outcome()["samples"]["sha256"] == "abc");
  CHECK(watch.outcome()["by"] == "eve");
}

TEST_CASE("of several open questions the key says which; without it none is guessed") {
  Watched watch;
  watch.watch_too("2", R"({"http":{"url":"http://shop/b"}})");
  watch.judge("2", WatchVerdict::inconclusive);
  CHECK(watch.answer_to("", "ok") == "watch_answered");  // the only one
  watch.judge("2", WatchVerdict::ok);
  watch.judge("2", WatchVerdict::inconclusive);
  watch.judge("1", WatchVerdict::inconclusive);
  CHECK(watch.answer("ok", "so") ==
        "care/shop asks more than one thing now (say which by its key: 1 (1), 2 (http://shop/b))");
  CHECK(watch.answer_to("3", "ok") ==
        "care/shop asks nothing under the key \"3\" now (it asks: 1 (1), 2 (http://shop/b))");
  CHECK(watch.answer_to("2", "failed") == "watch_answered effect_finished");
  CHECK(nlohmann::json::parse(*find_effect(watch.run, attempt, "2")->outcome)["ok"] == false);
  CHECK(watch.asks());
  CHECK(watch.answer_to("2", "ok").find("asks nothing under the key") != std::string::npos);
  CHECK(watch.answer("ok", "so") == "watch_answered");
  CHECK_FALSE(watch.asks());
}

TEST_CASE("a question and a watch of one body are told apart, too") {
  Watched watch;
  watch.tell(event::EffectRequested{attempt, "2", EffectKind::ask, R"({"question":"is it up?"})"});
  CHECK(watch.answer("yes", "") == "effect_finished");
  watch.tell(event::EffectRequested{attempt, "3", EffectKind::ask, R"({"question":"and now?"})"});
  watch.judge(WatchVerdict::inconclusive);
  CHECK(watch.answer("ok", "so").find("1 (1), 3 (and now?)") != std::string::npos);
  CHECK(watch.answer_to("3", "yes") == "effect_finished");
  CHECK(watch.answer("ok", "so") == "watch_answered");
}

TEST_CASE("two attempts that ask under the same key are answered one after the other") {
  Watched watch;
  const AttemptId probe{1, Slot::probe, 1};
  watch.tell(event::AttemptStarted{probe});
  for (const AttemptId& id : {attempt, probe})
    watch.tell(event::EffectRequested{id, "2", EffectKind::ask, R"({"question":"is it up?"})"});
  CHECK(watch.answer_to("", "yes").find("asks more than one thing") != std::string::npos);
  CHECK(watch.answer_to("2", "yes") == "effect_finished");
  CHECK(watch.answer_to("2", "yes") == "effect_finished");
  CHECK_FALSE(watch.asks());
}

TEST_CASE("what is borne is no worse than what is down") {
  Watched watch;
  watch.watch_too("2", "{}");
  watch.judge("1", WatchVerdict::inconclusive);
  watch.judge("2", WatchVerdict::down);
  CHECK(told_watch(watch.run, 1)->verdict == WatchVerdict::inconclusive);
  watch.answer("ok", "green");
  CHECK(told_watch(watch.run, 1)->verdict == WatchVerdict::down);
}

TEST_CASE("a gate rests on each watch of a body, and says which has changed") {
  Watched watch;
  const auto at = [](int minute) { return Instant() + std::chrono::minutes(minute); };
  const auto tell = [&](int minute, EventBody body) {
    apply(watch.run, {watch.run.seq + 1, at(minute), "engine", "", std::move(body)});
    return subject_of(watch.run, 2);
  };
  tell(1, event::EffectRequested{attempt, "10", EffectKind::poll,
                                 R"({"connect":{"host":"db","port":1}})"});
  const auto none = subject_of(watch.run, 2);
  const auto one = tell(2, event::WatchChanged{attempt, "1", WatchVerdict::down, "status 503"});
  CHECK(one != none);
  // So it was written before several watches were told apart: a GO of then is not to lapse.
  CHECK(one == sha256("\ncare/go\ncare/shop down\n"));
  const auto both = tell(3, event::WatchChanged{attempt, "10", WatchVerdict::degraded, "slow"});
  CHECK(both != one);  // though the worst is the same
  CHECK(subject_change(watch.run, 2, at(3)) ==
        "what it rests on has changed since: care/shop (db:1) is degraded");
  const auto told = told_watches(watch.run, 1);
  REQUIRE(told.size() == 2);
  CHECK(told[0].effect->key == "1");
  CHECK(told[1].effect->key == "10");
  // The end of one says nothing new, unless it has failed.
  CHECK(tell(4, event::EffectFinished{attempt, "10", R"({"ok":true})"}) == both);
  CHECK(told_watch(watch.run, 1)->verdict == WatchVerdict::down);
  tell(5, event::WatchChanged{attempt, "1", WatchVerdict::ok, ""});
  const auto well = subject_of(watch.run, 2);
  CHECK(tell(6, event::EffectFinished{attempt, "1", R"({"ok":false,"why":"3 in a row"})"}) != well);
  CHECK(subject_change(watch.run, 2, at(6)) ==
        "what it rests on has changed since: care/shop (1) is down");
  tell(7, event::AttemptFailed{attempt, "3 in a row"});
  CHECK(subject_change(watch.run, 2, at(7)) ==
        "what it rests on has changed since: the watch care/shop has ended: failed");
}

TEST_CASE("a watch that is begun again is why what rested on it lapses") {
  Watched watch;
  watch.tell(event::AttemptFailed{attempt, "down"});
  watch.tell(event::ItemRetried{1, "again"});
  CHECK(subject_change(watch.run, 2, Instant() + std::chrono::minutes(1)) ==
        "what it rests on has changed since: care/shop is done again");
}

}  // namespace
}  // namespace golive
