#include <doctest/doctest.h>

#include "attempts.h"

using namespace golive;
using namespace golive::test;
using Texts = std::vector<std::string>;

namespace {

// What a run's function comes to without contact with the world.
std::string outcome_of(const std::string& run) {
  auto attempts = Attempts::of_run(run);
  attempts.start();
  return attempts.last();
}

}  // namespace

TEST_CASE("what a body returns is its result, as JSON") {
  CHECK(outcome_of("return 1") == "ended 1");
  CHECK(outcome_of("return") == "ended null");
  CHECK(outcome_of("return { b = { 1, 2.5, 'x' }, a = true }") ==
        R"(ended {"a":true,"b":[1,2.5,"x"]})");
  CHECK(outcome_of("return {}") == "ended {}");
}

TEST_CASE("a result that JSON cannot hold is an error") {
  CHECK(outcome_of("return function() end").find("failed ") == 0);
  CHECK(outcome_of("local t = {} t.t = t return t") ==
        "failed runbook.lua:4: the result is nested too deeply, or contains itself");
  CHECK(outcome_of("return 0/0").find("not finite") != std::string::npos);
  CHECK(outcome_of("return { 1, 2, x = 3 }").find("neither a list nor named") != std::string::npos);
  CHECK(outcome_of("return '\\xff'").find("not UTF-8") != std::string::npos);
  CHECK(outcome_of("return { ctx:secret 'token' }").find("contains a secret") != std::string::npos);
  CHECK(outcome_of("return ('x'):rep(100000)").find("larger than 64 KB") != std::string::npos);
}

TEST_CASE("an error has its file and line, and no more") {
  CHECK(outcome_of("error('broken')") == "failed runbook.lua:5: broken");
  CHECK(outcome_of("local x\nreturn x.y")
            .find("failed runbook.lua:6: attempt to index a nil value") == 0);
  CHECK(outcome_of("assert(false, 'must be')") == "failed runbook.lua:5: must be");
  CHECK(outcome_of("error({})") == "failed runbook.lua:5: an error value that is a table");
}

TEST_CASE("a body stops at an effect and goes on with its outcome") {
  auto attempts =
      Attempts::of_run("local r = ctx:exec { './migrate', 'up' }\nctx:log('did it')\nreturn r.out");
  attempts.start();
  CHECK(attempts.posted() == Texts{R"(1 exec {"argv":["./migrate","up"]})"});
  attempts.deliver("1", R"({"code":0,"out":"ok","err":""})");
  CHECK(attempts.posted() == Texts{R"(2 log {"text":"did it"} = {})", R"(ended "ok")"});
}

TEST_CASE("an outcome nobody waits for is ignored") {
  auto attempts = Attempts::of_run("ctx:exec { 'a' }");
  attempts.start();
  attempts.deliver("7", "{}");
  attempts.host->stop("run-1", attempts.id);
  attempts.deliver("1", "{}");
  CHECK(attempts.posted().size() == 1);
}

TEST_CASE("an error of an effect can be caught, across the wait") {
  auto attempts = Attempts::of_run(
      "local ok, err = pcall(function() ctx:exec { './x' } end)\n"
      "local r = ctx:exec { './y' }\nreturn { ok, err, r.code }");
  attempts.start();
  attempts.deliver("1", R"({"code":3,"out":"","err":"no\nluck\n"})");
  attempts.deliver("2", R"({"code":0})");
  CHECK(attempts.last() == R"(ended [false,"runbook.lua:5: ./x ended with code 3: no luck",0])");
}

TEST_CASE("each slot has its function and its form of result") {
  Attempts attempts(R"(step "a" { run = function() end, undo = function() return 'undone' end,
    when = function() return false, 'too late' end,
    probe = function() return 'done', { code = 0 } end })");
  attempts.start(Slot::undo);
  CHECK(attempts.last() == R"(ended "undone")");
  attempts.start(Slot::when);
  CHECK(attempts.last() == R"(ended {"met":false,"reason":"too late"})");
  attempts.start(Slot::probe);
  CHECK(attempts.last() == R"(ended {"answer":"done","outcome":{"code":0}})");
}

TEST_CASE("a condition must be true or false, a probe one of its two words") {
  Attempts attempts(R"(step "a" { run = function() end, when = function() end,
    probe = function() return true end })");
  attempts.start(Slot::when);
  CHECK(attempts.last().find("must return true or false") != std::string::npos);
  attempts.start(Slot::probe);
  CHECK(attempts.last().find("must return \"done\" or \"not-done\"") != std::string::npos);
}

TEST_CASE("a body that cannot be loaded fails its attempt") {
  auto attempts = Attempts::of_run("return 1");
  attempts.archive = "{";
  attempts.start();
  CHECK(attempts.last() == "failed the archive of the runbook is damaged");
}

TEST_CASE("a body finds its item among the others, wherever it stands") {
  Attempts attempts(
      R"(checklist "c" { task "t" {} },
         { { parallel { step "b" { run = function() return "b" end } } } })",
      R"(, contingency "x" { risk = "r", decided_by = "dba", trigger = failed "b",
           step "d" { run = function() return "d" end } })");
  attempts.id.item = 4;
  attempts.start();
  CHECK(attempts.last() == R"(ended "b")");
  attempts.id.item = 6;
  attempts.start();
  CHECK(attempts.last() == R"(ended "d")");
}

TEST_CASE("no limit can be caught") {
  CHECK(outcome_of("pcall(function() while true do end end) return 1")
            .find("failed runbook.lua:5: the code does not come to an end") == 0);
  CHECK(outcome_of("xpcall(function() while true do end end, function() while true do end end)")
            .find("does not come to an end") != std::string::npos);
  CHECK(outcome_of(
            "local t = {} pcall(function() while true do t[#t + 1] = ('x'):rep(1000) .. #t end end)"
            " return 1")
            .find("64 MB of memory") != std::string::npos);
  CHECK(outcome_of("pcall(string.find, ('a'):rep(40), ('a*'):rep(30) .. 'b') return 1")
            .find("failed runbook.lua:5: string.find: the pattern takes too long") == 0);
}

TEST_CASE("what is not counted is bounded by processor time, whatever was counted before") {
  const auto outcome = outcome_of(
      "for i = 1, 20000000 do end local a, b = ('x'):rep(8000000), ('x'):rep(8000000) "
      "pcall(function() while a == b do end end) return 1");
  CAPTURE(outcome);
  CHECK(outcome.starts_with("failed runbook.lua:5: the code does not come to an end"));
}

TEST_CASE("a limit passes through many thousand pcalls at once") {
  const auto outcome = outcome_of("local function f() pcall(f) while true do pcall(f) end end f()");
  CAPTURE(outcome);
  CHECK(outcome.starts_with("failed runbook.lua:5: the code does not come to an end"));
}

TEST_CASE("a body that loops over effects ends") {
  CHECK(outcome_of("while true do pcall(ctx.log, ctx, 'x') end").find("more than 20000 effects") !=
        std::string::npos);
}
