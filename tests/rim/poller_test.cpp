#include <doctest/doctest.h>

#include <initializer_list>
#include <set>
#include <vector>

#include "rim/poller.h"
#include "tests/uv/test_loop.h"

namespace golive {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

const json up{{"status", 200}, {"body", ""}, {"ms", 1}};
const json down{{"status", 503}, {"body", ""}, {"ms", 1}};

// Answers one poll after `takes`, or only when it is ended.
class ScriptedErrand final : public Errand {
 public:
  ScriptedErrand(uv_loop_t& loop, json outcome, Duration takes, ErrandDone done)
      : outcome_(std::move(outcome)),
        done_(std::move(done)),
        timer_(open_handle(uv_timer_init, loop, this)) {
    start_timer<ScriptedErrand, &ScriptedErrand::answer>(*timer_, takes);
  }
  void end() override {
    outcome_ = {{"error", "ended"}};
    answer();
  }

 private:
  void answer() {
    const auto done = std::move(done_);
    done(outcome_);
  }
  json outcome_;
  ErrandDone done_;
  LoopHandle<uv_timer_t> timer_;
};

// Polls something that answers by a script, the last line of which is repeated.
struct Watch {
  TestLoop loop;
  std::vector<json> script;
  Duration takes = 0ms;
  std::vector<Duration> starts = {};
  int under_way = 0;
  std::optional<json> outcome = {};
  std::unique_ptr<Poller> poller = {};

  Watch(std::initializer_list<json> answers) : script(answers) {}

  void start(PollPlan plan) {
    plan.request = json::object();
    plan.expect = json::object();
    auto probe = [this](ErrandDone judge) -> StartedErrand {
      const auto& line = script[std::min(starts.size(), script.size() - 1)];
      starts.push_back(loop_time(loop.get()));
      if (line.is_null()) return fail(ErrorKind::invalid, "cannot start: no such thing");
      CHECK(++under_way == 1);
      return std::make_unique<ScriptedErrand>(loop.get(), line, takes,
                                              [this, judge = std::move(judge)](const json& end) {
                                                --under_way;
                                                judge(end);
                                              });
    };
    poller = std::make_unique<Poller>(loop.get(), std::move(plan), probe,
                                      [this](const json& end) { outcome = end; });
  }
  json run(PollPlan plan) {
    start(std::move(plan));
    loop.run_until([&] { return outcome.has_value(); });
    poller.reset();
    return *outcome;
  }
};

PollPlan until_healthy(int consecutive, Duration within) {
  return {{}, {}, 5ms, consecutive, within, {}, 0};
}
PollPlan stays_healthy(Duration during, int tolerate) {
  return {{}, {}, 5ms, 1, {}, during, tolerate};
}

TEST_CASE("healthy at once is one poll") {
  const auto outcome = Watch{up}.run(until_healthy(1, 10s));
  CHECK(outcome["ok"] == true);
  CHECK(outcome["polls"] == 1);
  CHECK(outcome["failures"] == 0);
  CHECK(outcome["last"] == json({{"status", 200}, {"ms", 1}}));
  CHECK_FALSE(outcome.contains("why"));
}

TEST_CASE("a failure between starts the count anew") {
  const auto outcome = Watch{up, up, down, up, up, up}.run(until_healthy(3, 10s));
  CHECK(outcome["ok"] == true);
  CHECK(outcome["polls"] == 6);
  CHECK(outcome["failures"] == 1);
}

TEST_CASE("not healthy in time says what was wrong last") {
  const auto outcome = Watch{down}.run(until_healthy(1, 50ms));
  CHECK(outcome["ok"] == false);
  CHECK(outcome["why"] == "not healthy within 50ms: status 503");
  CHECK(outcome["last"]["why"] == "status 503");
  CHECK(outcome["failures"] == outcome["polls"]);
}

TEST_CASE("healthy, but not often enough in time, is not healthy") {
  auto plan = until_healthy(2, 500ms);
  plan.every = 1h;  // no look is under way when the time is up
  const auto outcome = Watch{up}.run(plan);
  CHECK(outcome["ok"] == false);
  CHECK(outcome["failures"] == 0);
  CHECK(outcome["why"] == "not healthy within 500ms: only 1 in a row");
}

TEST_CASE("a poll that does not answer is ended when the time is up, and does not pass") {
  Watch watch{up};
  watch.takes = 1h;
  const auto outcome = watch.run(until_healthy(1, 50ms));
  CHECK(outcome["ok"] == false);
  CHECK(outcome["polls"] == 1);
  CHECK(outcome["why"] == "not healthy within 50ms: no answer by then");
  CHECK(watch.under_way == 0);
}

TEST_CASE("what cannot be started does not pass, and is tried again") {
  const auto outcome = Watch{nullptr, nullptr, up}.run(until_healthy(1, 10s));
  CHECK(outcome["ok"] == true);
  CHECK(outcome["failures"] == 2);
}

TEST_CASE("polls start at their interval, and never overlap") {
  Watch watch{up};
  watch.takes = 12ms;
  watch.run(until_healthy(5, 10s));
  for (std::size_t i = 1; i < watch.starts.size(); ++i)
    CHECK((watch.starts[i] - watch.starts[i - 1]).count() >= 12);

  Watch relaxed{up};
  auto plan = until_healthy(3, 10s);
  plan.every = 30ms;
  relaxed.takes = 12ms;
  relaxed.run(plan);
  for (std::size_t i = 1; i < relaxed.starts.size(); ++i)
    CHECK((relaxed.starts[i] - relaxed.starts[i - 1]).count() >= 30);
}

TEST_CASE("a watch passes when it stays healthy to the end") {
  const auto outcome = Watch{up}.run(stays_healthy(60ms, 0));
  CHECK(outcome["ok"] == true);
  CHECK(outcome["polls"] > 1);
  CHECK(outcome["ms"] >= 60);
}

TEST_CASE("a watch fails when more polls in a row fail than it tolerates") {
  const auto outcome = Watch{up, down, up, down, down, up}.run(stays_healthy(1h, 1));
  CHECK(outcome["ok"] == false);
  CHECK(outcome["polls"] == 5);
  CHECK(outcome["failures"] == 3);
  CHECK(outcome["why"] == "status 503 (2 failed in a row, 1 tolerated)");
}

TEST_CASE("a watch in which nothing was healthy does not pass, however much is tolerated") {
  const auto outcome = Watch{down}.run(stays_healthy(30ms, 1'000));
  CHECK(outcome["ok"] == false);
  CHECK(outcome["why"] == "status 503 (down at its end)");
}

TEST_CASE("a watch that is down when its time is over has not passed, however much is tolerated") {
  const auto outcome = Watch{up, up, down}.run(stays_healthy(60ms, 1'000));
  CHECK(outcome["ok"] == false);
  CHECK(outcome["why"] == "status 503 (down at its end)");
}

TEST_CASE("a watch that could see nothing is inconclusive, and has not passed") {
  for (const int tolerate : {0, 1'000}) {
    const auto outcome = Watch{nullptr}.run(stays_healthy(30ms, tolerate));
    CHECK(outcome["ok"] == false);
    CHECK(outcome["inconclusive"] == true);
    CHECK(outcome["why"] == "cannot start: no such thing");
  }
}

TEST_CASE("fifty watches that begin together look at moments of their own, the same each time") {
  std::set<Duration> firsts;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    auto plan = stays_healthy(1h, 0);
    plan.every = 10s;
    plan.seed = seed;
    CHECK(until_first_poll(plan) < plan.every);
    CHECK(until_first_poll(plan) == until_first_poll(plan));
    CHECK(pause_after(plan, 7) == plan.every);
    firsts.insert(until_first_poll(plan));
  }
  CHECK(firsts.size() > 45);
  CHECK(*firsts.begin() < 1s);
  CHECK(*firsts.rbegin() > 9s);
}

TEST_CASE("a watch begins within a tenth of its time, and a minute, however seldom it looks") {
  auto plan = stays_healthy(1s, 0);
  plan.every = 10s;
  plan.seed = 7;
  CHECK(until_first_poll(plan) < 100ms);
  plan.every = 1h;
  plan.during = std::chrono::days(7);
  CHECK(until_first_poll(plan) < 1min);
}

TEST_CASE("a poll asks at once, and then after pauses that are a little longer each") {
  auto plan = until_healthy(3, 1h);
  plan.every = 10s;
  plan.seed = 7;
  CHECK(until_first_poll(plan) == 0s);
  std::set<Duration> pauses;
  for (int polls = 1; polls < 50; ++polls) {
    CHECK(pause_after(plan, polls) >= 10s);
    CHECK(pause_after(plan, polls) <= 11s);
    pauses.insert(pause_after(plan, polls));
  }
  CHECK(pauses.size() > 40);
  plan.every = 100ms;
  for (int polls = 1; polls < 50; ++polls) CHECK(pause_after(plan, polls) == plan.every);
}

TEST_CASE("pauses are never so long that too few polls fit in the time there is") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    auto plan = until_healthy(10, 91s);
    plan.every = 10s;
    plan.seed = seed;
    Duration last{};
    for (int polls = 1; polls < 10; ++polls) last += pause_after(plan, polls);
    CHECK(last < 91s);
    plan.within = 1s;  // too short in any case
    CHECK(pause_after(plan, 1) == 10s);
  }
}

TEST_CASE("the last poll of a watch is heard out") {
  Watch watch{up, down};
  watch.takes = 40ms;
  const auto outcome = watch.run(stays_healthy(60ms, 0));
  CHECK(outcome["ok"] == false);
  CHECK(outcome["polls"] == 2);
}

TEST_CASE("an ended poller ends the poll under way") {
  Watch watch{up};
  watch.takes = 1h;
  watch.start(until_healthy(1, 1h));
  watch.loop.run_until([&] { return watch.under_way == 1; });
  watch.poller->end();
  CHECK(watch.under_way == 0);
  CHECK((*watch.outcome)["ok"] == false);
  watch.poller.reset();
}

}  // namespace
}  // namespace golive
