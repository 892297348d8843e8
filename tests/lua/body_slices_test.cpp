// A body that computes for long does so in slices, between which others have their turn.
#include "attempts.h"

using namespace golive;
using namespace golive::test;

namespace {

// Some ten slices.
const std::string computing = "local n = 0 for i = 1, 400000 do n = n + i end ";

}  // namespace

TEST_CASE("a body that computes for long is stopped after a slice, and goes on where it was") {
  auto attempts = Attempts::of_run(computing + "ctx:exec { \"a\", tostring(n) }");
  attempts.begin();
  CHECK(attempts.host->busy());
  CHECK(attempts.last() == "nothing");
  int slices = 1;
  for (; attempts.host->busy(); ++slices) attempts.host->work();
  CHECK(slices > 5);
  CHECK(attempts.last() == R"(1 exec {"argv":["a","80000200000"]})");
}

TEST_CASE("a short body needs no further slice") {
  auto attempts = Attempts::of_run("for i = 1, 100 do ctx:log(\"on\") end");
  attempts.begin();
  CHECK_FALSE(attempts.host->busy());
  CHECK(attempts.last() == "ended null");
}

TEST_CASE("bodies that compute take turns") {
  auto attempts = Attempts::of_run(computing);
  auto second = attempts.id;
  second.attempt = 2;
  attempts.begin();
  attempts.run.attempts[second];
  attempts.host->start({"run-1", second, &attempts.run});
  int apart = 0;
  while (attempts.host->busy()) {
    attempts.host->work();
    if (attempts.inbox.commands.size() == 1) ++apart;
  }
  CHECK(attempts.inbox.commands.size() == 2);
  CHECK(apart <= 2);
}

TEST_CASE("an outcome that comes while a branch computes is taken after it, in order") {
  auto attempts =
      Attempts::of_run("ctx:parallel { function() ctx:exec { \"a\" } " + computing +
                       "ctx:log(\"a\") end, function() ctx:exec { \"b\" } ctx:log(\"b\") end }");
  attempts.begin();
  attempts.forget();
  attempts.hand_in("1/1.1", R"({"code":0})");
  CHECK(attempts.host->busy());
  attempts.hand_in("1/2.1", R"({"code":0})");
  CHECK(attempts.last() == "nothing");
  attempts.work_off();
  CHECK(attempts.posted() == std::vector<std::string>{R"(1/1.2 log {"text":"a"} = {})",
                                                      R"(1/2.2 log {"text":"b"} = {})",
                                                      "ended null"});
}

TEST_CASE("what is computed in slices is computed again after a restart, to the same end") {
  auto attempts =
      Attempts::of_run(computing + "ctx:exec { \"a\", tostring(n) } " + computing +
                       "local r = ctx:random(1, 1000000) ctx:exec { \"b\", tostring(n), "
                       "tostring(r) }");
  attempts.start();
  attempts.deliver("1", R"({"code":0})");
  const auto asked = attempts.last();
  attempts.restart({{"1", R"({"code":0})"}});
  attempts.forget();
  attempts.begin();
  CHECK(attempts.host->busy());
  attempts.hand_in("2", R"({"code":0})");  // it comes before the body has asked again
  attempts.work_off();
  CHECK(attempts.posted() == std::vector<std::string>{"ended null"});
  CHECK(contains(asked, "2 exec {\"argv\":[\"b\",\"80000200000\""));
}

TEST_CASE("a body that is stopped while it computes is forgotten") {
  auto attempts = Attempts::of_run("while true do end");
  attempts.begin();
  CHECK(attempts.host->busy());
  attempts.host->stop("run-1", attempts.id);
  CHECK_FALSE(attempts.host->busy());
  attempts.host->work();
  CHECK(attempts.last() == "nothing");
}

TEST_CASE("what never ends comes to its limit also in slices, and nothing catches that") {
  auto attempts = Attempts::of_run("while true do pcall(function() while true do end end) end");
  attempts.begin();
  CHECK(attempts.last() == "nothing");
  attempts.work_off();
  CHECK(contains(attempts.last(), "the code does not come to an end"));
}

TEST_CASE("many that cannot be stopped do not run in one turn, and an outcome waits in its place") {
  // Each comparison takes milliseconds, and the code is looked at every 256 instructions.
  const std::string stubborn =
      "local n, a, b = 0, string.rep(\"a\", 8000000), string.rep(\"a\", 8000000) "
      "ctx:log(\"begun\") for _ = 1, 100 do if a == b then n = n + 1 end end "
      "ctx:exec { \"a\", tostring(n) }";
  auto attempts = Attempts::of_run(stubborn);
  for (int attempt = 1; attempt <= 8; ++attempt) {
    attempts.id.attempt = attempt;
    attempts.begin();
  }
  CHECK(attempts.posted().size() < 8);
  attempts.hand_in("2", R"({"code":0})");  // of one that has not begun
  attempts.work_off();
  std::size_t begun = 0, asked = 0, ended = 0;
  attempts.forget_seen();
  for (const auto& each : attempts.posted()) {
    begun += each.starts_with("1 log");
    asked += each.starts_with("2 exec");
    ended += each.starts_with("ended");
  }
  CHECK(begun == 8);
  CHECK(asked == 8);
  CHECK(ended == 1);
}
