// A body that runs again, after a restart of the engine, with what it asked for and what came of
// it.
#include <doctest/doctest.h>

#include "attempts.h"

using namespace golive;
using namespace golive::test;
using Texts = std::vector<std::string>;

namespace {

constexpr const char* two_steps =
    "ctx:log('begin')\nlocal a = ctx:exec { './one' }\nlocal b = ctx:exec { './two', a.out "
    "}\nreturn b.out";
std::string out(const std::string& text) { return R"({"code":0,"out":")" + text + R"("})"; }

}  // namespace

TEST_CASE("a body goes on where it was, and asks for nothing twice") {
  auto attempts = Attempts::of_run(two_steps);
  attempts.start();
  attempts.deliver("2", out("x"));
  CHECK(attempts.posted() == Texts{R"(1 log {"text":"begin"} = {})", R"(2 exec {"argv":["./one"]})",
                                   R"(3 exec {"argv":["./two","x"]})"});
  attempts.restart({{"2", out("x")}});
  attempts.forget();
  attempts.start();
  CHECK(attempts.posted().empty());
  attempts.deliver("3", out("y"));
  CHECK(attempts.last() == R"(ended "y")");
}

TEST_CASE("a body whose last outcome is recorded asks for what follows") {
  auto attempts = Attempts::of_run(two_steps);
  attempts.start();
  attempts.restart({{"2", out("x")}});
  attempts.forget();
  attempts.start();
  CHECK(attempts.posted() == Texts{R"(3 exec {"argv":["./two","x"]})"});
}

TEST_CASE("a body that asks for something else stops, with both shown") {
  auto attempts = Attempts::of_run(two_steps);
  attempts.start();
  attempts.restart({});
  attempts.forget();
  attempts.run.attempts[attempts.id].effects[1].request = R"({"argv":["./other"]})";
  attempts.start();
  CHECK(attempts.posted() ==
        Texts{R"(diverged 2: exec {"argv":["./other"]} / exec {"argv":["./one"]})"});
}

TEST_CASE("a polled command goes on though an older engine has left out its time limit") {
  for (const bool other : {false, true}) {
    auto attempts = Attempts::of_run("ctx:poll { exec = { 'a' }, timeout = '3s' }");
    attempts.start();
    attempts.restart({});
    attempts.forget();
    attempts.run.attempts[attempts.id].effects[0].request =
        R"({"consecutive":1,"every_ms":2000,"exec":{"argv":[")" + std::string(other ? "b" : "a") +
        R"("]},"expect":{},"within_ms":300000})";
    attempts.start();
    CHECK(attempts.posted().empty() == !other);
  }
}

TEST_CASE("no pcall hides a deviation") {
  auto attempts = Attempts::of_run("pcall(function() ctx:exec { 'a' } end)\nctx:exec { 'b' }");
  attempts.start();
  attempts.restart({});
  attempts.forget();
  attempts.run.attempts[attempts.id].effects[0].kind = EffectKind::http;
  attempts.start();
  CHECK(attempts.posted() == Texts{R"(diverged 1: http {"argv":["a"]} / exec {"argv":["a"]})"});
}

TEST_CASE("a body that no longer asks for what is recorded has deviated") {
  auto attempts = Attempts::of_run("return 1");
  Effect effect{"1", EffectKind::exec, R"({"argv":["a"]})"};
  attempts.run.attempts[attempts.id].effects = {effect};
  attempts.start();
  CHECK(attempts.last() == R"(diverged 1: exec {"argv":["a"]} / )");
}

TEST_CASE("a check counts as it was recorded") {
  auto attempts = Attempts::of_run("ctx:check(1 == 2, 'one is two')");
  attempts.start();
  CHECK(attempts.posted() == Texts{R"(1 check {"sentence":"one is two"} = {"ok":false})",
                                   "failed runbook.lua:5: check failed: one is two"});
}

TEST_CASE("now is the instant of the last outcome, also the second time") {
  auto attempts = Attempts::of_run(
      "local a = ctx:now()\nctx:sleep '2s'\nlocal b = ctx:now()\nctx:exec { 'x' }\nreturn { a, b "
      "}");
  attempts.run.attempts[attempts.id].run_started_at = Instant(Duration(500'000));
  attempts.start();
  CHECK(attempts.last() == R"(1 sleep {"until_ms":502000})");
  attempts.restart({{"1", "{}"}});
  attempts.run.attempts[attempts.id].effects[0].outcome_at = Instant(Duration(502'125));
  attempts.forget();
  attempts.start();
  attempts.deliver("2", "{}");
  CHECK(attempts.last() == "ended [500.0,502.125]");
}

TEST_CASE("chance is the same in each life, and another in each attempt") {
  const std::string draw = "local t = {} for i = 1, 5 do t[i] = ctx:random(1000000) end return t";
  auto first = Attempts::of_run(draw), second = Attempts::of_run(draw);
  first.start();
  second.start();
  const std::string drawn = first.last();
  CHECK(drawn == second.last());
  second.id.attempt = 2;
  second.start();
  CHECK(second.last() != drawn);
  second.run.seed = 8;
  second.id.attempt = 1;
  second.start();
  CHECK(second.last() != drawn);
}

TEST_CASE("a result that came after the attempt began stays unseen") {
  auto attempts =
      Attempts(R"(task "t" { }, step "a" { run = function(ctx) return ctx:result("t") end })");
  attempts.id.item = 2;
  auto& task = attempts.run.items[1];
  task.state = ItemState::succeeded;
  task.result = R"({"x":1})";
  task.ended_at = Instant(Duration(600));
  attempts.run.attempts[attempts.id].run_started_at = Instant(Duration(600));
  attempts.start();
  CHECK(attempts.last() == R"(ended {"x":1})");
  attempts.run.attempts[attempts.id].run_started_at = Instant(Duration(500));
  attempts.start();
  CHECK(attempts.last() == "ended null");
}
