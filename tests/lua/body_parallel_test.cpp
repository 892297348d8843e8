#include <doctest/doctest.h>

#include "attempts.h"

using namespace golive;
using namespace golive::test;
using Texts = std::vector<std::string>;

namespace {

constexpr const char* race = R"(local order = {}
local function racer(name)
  return function(c)
    c:exec { name, "1" }
    order[#order + 1] = name
    c:exec { name, "2" }
    order[#order + 1] = name
    return name
  end
end
local a, b = ctx:parallel { racer "a", racer "b" }
return { a, b, order })";

}  // namespace

TEST_CASE("branches run side by side, under keys of their own") {
  auto attempts = Attempts::of_run(race);
  attempts.start();
  CHECK(attempts.posted() ==
        Texts{R"(1/1.1 exec {"argv":["a","1"]})", R"(1/2.1 exec {"argv":["b","1"]})"});
  attempts.deliver("1/2.1", "{}");
  CHECK(attempts.posted() == Texts{R"(1/2.2 exec {"argv":["b","2"]})"});
  attempts.deliver("1/2.2", "{}");
  attempts.deliver("1/1.1", "{}");
  attempts.deliver("1/1.2", "{}");
  CHECK(attempts.last() == R"(ended ["a","b",["b","b","a","a"]])");
}

TEST_CASE("outcomes are handed over again in the order of the log") {
  for (const bool swapped : {false, true}) {
    auto attempts = Attempts::of_run(race);
    attempts.start();
    attempts.restart(
        swapped ? std::vector<std::pair<EffectKey, std::string>>{{"1/2.1", "{}"}, {"1/1.1", "{}"}}
                : std::vector<std::pair<EffectKey, std::string>>{{"1/1.1", "{}"}, {"1/2.1", "{}"}});
    attempts.forget();
    attempts.start();
    attempts.deliver("1/1.2", "{}");
    attempts.deliver("1/2.2", "{}");
    CHECK(attempts.last() == (swapped ? R"(ended ["a","b",["b","a","a","b"]])"
                                      : R"(ended ["a","b",["a","b","a","b"]])"));
  }
}

TEST_CASE("the first error in the list is raised, when all have ended") {
  auto attempts = Attempts::of_run(R"(local ok, err = pcall(ctx.parallel, ctx, {
  function(c) c:exec { "a" } end,
  function(c) error("second") end,
  function(c) c:exec { "c" } end,
})
return { ok, err })");
  attempts.start();
  attempts.deliver("1/3.1", R"({"code":1})");
  CHECK(attempts.posted().size() == 2);
  attempts.deliver("1/1.1", R"({"code":2})");
  CHECK(attempts.last() == R"(ended [false,"runbook.lua:6: a ended with code 2"])");
}

TEST_CASE("parallels nest, and an empty one is nothing") {
  auto attempts = Attempts::of_run(R"(ctx:parallel { }
return ctx:parallel { function(c)
  c:log "x"
  return c:parallel { function(d) d:exec { "in" } return 7 end }
end })");
  attempts.start();
  CHECK(attempts.posted() ==
        Texts{R"(2/1.1 log {"text":"x"} = {})", R"(2/1.2/1.1 exec {"argv":["in"]})"});
  attempts.deliver("2/1.2/1.1", "{}");
  CHECK(attempts.last() == "ended 7");
}

TEST_CASE("a branch that reaches a limit ends the body") {
  auto attempts = Attempts::of_run(
      "pcall(ctx.parallel, ctx, { function() while true do end end, function(c) c:exec { 'x' } end "
      "})");
  attempts.start();
  CHECK(attempts.posted() == Texts{"failed runbook.lua:5: the code does not come to an end: more "
                                   "than 100 million instructions "
                                   "without contact with the world"});
}

TEST_CASE("what is no function cannot run side by side") {
  auto attempts = Attempts::of_run("ctx:parallel { 1 }");
  attempts.start();
  CHECK(attempts.last() == "failed runbook.lua:5: ctx:parallel: entry 1 is no function");
}

TEST_CASE("only so many can be within each other: a branch's key names all that it is in") {
  auto attempts = Attempts::of_run(
      "local function within(n) if n == 0 then return 7 end\n"
      "return ctx:parallel { function() return within(n - 1) end } end\n"
      "return within(16), pcall(within, 17)");
  attempts.start();
  CHECK(attempts.last() == "ended 7");
  auto endless =
      Attempts::of_run("local function within() return ctx:parallel { within } end within()");
  endless.start();
  CHECK(endless.last() == "failed runbook.lua:5: ctx:parallel: more than 16 are within each other");
}
