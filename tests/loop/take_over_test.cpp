// What becomes of runs when one engine ends and another takes over, and of what the world has lost.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/loop/house.h"

namespace golive::test {
namespace {

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("another engine takes over the runs that are not over, and only those") {
  House house;
  const RunId over = house.create();
  house.engine.submit(over, lead, command::Abort{"enough", false}, [](const Result<Answer>&) {});
  house.work_off();
  const RunId open = house.create();
  house.work_off();
  house.deeds.clear();
  Engine next(house.store, house.clock);
  FakeBodies bodies(next);
  next.use(bodies, house.world);
  REQUIRE(next.open(2));
  CHECK(next.runs() == std::vector<RunId>{over, open});
  CHECK(house.deeds.empty());
  while (next.pending()) next.turn();
  CHECK(house.deeds == Deeds{"append " + open});
  CHECK(contains(house.kinds(open), "engine_took_over"));
  CHECK(contains(house.kinds(open), "doubt_arose"));
  CHECK(next.create(house.new_run(), starter).value() == "release-uat-2027-01-15-3");
}

TEST_CASE("that a run is over is told to the world once it is on disk, by each engine once") {
  House house;
  const RunId run = house.create();
  house.work_off();
  CHECK(house.world.over.empty());
  house.store.broken = true;
  house.engine.submit(run, lead, command::Abort{"enough", false}, [](const Result<Answer>&) {});
  house.work_off();
  CHECK(house.world.over.empty());
  house.store.broken = false;
  for (std::uint64_t epoch = 2; epoch < 4; ++epoch) {
    Engine next(house.store, house.clock);
    FakeBodies bodies(next);
    next.use(bodies, house.world);
    REQUIRE(next.open(epoch));
    next.submit(run, lead, command::Abort{"enough", false}, [](const Result<Answer>&) {});
    while (next.pending()) next.turn();
    CHECK(house.world.over == std::vector<RunId>(epoch - 1, run));
  }
}

TEST_CASE("what the world is certain of is performed by the next engine, without a doubt") {
  for (const Fate fate : {Fate::not_begun, Fate::under_way}) {
    House house;
    const RunId run = house.create();
    house.work_off();
    house.deeds.clear();
    house.world.whatever_was = fate;
    Engine next(house.store, house.clock);
    FakeBodies bodies(next);
    next.use(bodies, house.world);
    REQUIRE(next.open(2));
    while (next.pending()) next.turn();
    CHECK(house.deeds == Deeds{"append " + run, "perform " + run + " 1"});
    CHECK_FALSE(contains(house.kinds(run), "doubt_arose"));
  }
}

TEST_CASE(
    "what is under way from an earlier engine ends, if nobody takes it up in the first turn") {
  House house;
  const RunId run = house.create();
  house.work_off();
  house.deeds.clear();
  house.world.whatever_was = Fate::under_way;
  Engine next(house.store, house.clock);
  FakeBodies bodies(next);
  next.use(bodies, house.world);
  REQUIRE(next.open(2));
  Heard heard;
  next.submit(run, starter, command::Abort{"enough", false}, heard.reply());
  while (next.pending()) next.turn();
  CHECK(house.deeds == Deeds{"append " + run, "cancel " + run + " 1"});
}

TEST_CASE("what the world has lost is in doubt, and not performed again unasked") {
  House house;
  const RunId run = house.create();
  house.work_off();
  house.deeds.clear();
  house.engine.post(run, command::LoseEffect{{1, Slot::action, 1}, "1", "the keeper ended"});
  house.work_off();
  CHECK(house.kinds(run).back() == "doubt_arose");
  CHECK(house.deeds == Deeds{"append " + run});
  house.engine.submit(run, lead,
                      command::AnswerDoubt{"deploy", DoubtAnswer::not_done, "", "I looked"},
                      [](const Result<Answer>& answer) { CHECK(answer); });
  house.work_off();
  CHECK(house.deeds ==
        Deeds{"append " + run, "append " + run, "cancel " + run + " 1", "perform " + run + " 1"});
}

TEST_CASE("a lost process is left to itself while it is in doubt, and if the answer is done") {
  House house;
  const RunId run = house.create();
  house.work_off();
  house.engine.post(run, command::LoseEffect{{1, Slot::action, 1}, "1", "the keeper ended"});
  house.work_off();
  house.deeds.clear();
  house.engine.submit(run, lead,
                      command::AnswerDoubt{"deploy", DoubtAnswer::done, "{}", "I looked"},
                      [](const Result<Answer>& answer) { CHECK(answer); });
  house.work_off();
  CHECK_FALSE(contains(house.deeds, "cancel " + run + " 1"));
}

TEST_CASE(
    "a lost process that is answered done is left to itself, also if an abort follows at once") {
  House house;
  const RunId run = house.create();
  house.work_off();
  house.engine.post(run, command::LoseEffect{{1, Slot::action, 1}, "1", "the keeper ended"});
  house.work_off();
  house.deeds.clear();
  Heard heard;
  house.engine.submit(run, lead,
                      command::AnswerDoubt{"deploy", DoubtAnswer::done, "{}", "I looked"},
                      heard.reply());
  house.engine.submit(run, lead, command::Abort{"enough", false}, heard.reply());
  house.engine.turn();
  house.work_off();
  CHECK(std::all_of(heard.answers.begin(), heard.answers.end(), [](const auto& a) { return !!a; }));
  CHECK_FALSE(contains(house.deeds, "cancel " + run + " 1"));
}

TEST_CASE("what a step marked done has left running goes on, also under the next engine") {
  House house;
  const RunId run = house.create();
  house.work_off();
  house.engine.post(run, command::LoseEffect{{1, Slot::action, 1}, "1", "the keeper ended"});
  house.work_off();
  house.deeds.clear();
  house.engine.submit(run, lead, command::MarkDone{"deploy", "the service is up"},
                      [](const Result<Answer>& answer) { CHECK(answer); });
  house.work_off();
  Engine next(house.store, house.clock);
  FakeBodies bodies(next);
  next.use(bodies, house.world);
  REQUIRE(next.open(2));
  while (next.pending()) next.turn();
  CHECK_FALSE(contains(house.deeds, "cancel " + run + " 1"));
}

TEST_CASE("a lost process ends when its attempt does, also if another engine finds the doubt") {
  House house;
  const RunId run = house.create();
  house.work_off();
  house.engine.post(run, command::LoseEffect{{1, Slot::action, 1}, "1", "the keeper ended"});
  house.work_off();
  house.deeds.clear();
  Engine next(house.store, house.clock);
  FakeBodies bodies(next);
  next.use(bodies, house.world);
  REQUIRE(next.open(2));
  while (next.pending()) next.turn();
  CHECK_FALSE(contains(house.deeds, "cancel " + run + " 1"));
  next.submit(run, lead, command::Abort{"enough", false}, [](const Result<Answer>&) {});
  while (next.pending()) next.turn();
  CHECK(contains(house.deeds, "cancel " + run + " 1"));
}

TEST_CASE("what may be repeated is performed again when the world has lost it") {
  House house;
  house.plan.items[1].interruption = Interruption::retry;
  const RunId run = house.create();
  house.work_off();
  house.deeds.clear();
  house.engine.post(run, command::LoseEffect{{1, Slot::action, 1}, "1", "the keeper ended"});
  house.work_off();
  CHECK(house.deeds == Deeds{"cancel " + run + " 1", "perform " + run + " 1"});
  CHECK_FALSE(contains(house.kinds(run), "doubt_arose"));
}

TEST_CASE(
    "a run that waits for people holds no body and nothing in the world, also after a restart") {
  House house;
  const RunId run = house.create();
  house.work_off();
  CHECK(house.bodies.held == 1);
  house.deploy(run);
  REQUIRE(house.run(run).items[3].state == ItemState::open);
  CHECK(house.bodies.held == 0);
  CHECK(house.run(run).attempts.empty());
  Engine next(house.store, house.clock);
  next.use(house.bodies, house.world);
  REQUIRE(next.open(2));
  house.deeds.clear();
  while (next.pending()) next.turn();
  CHECK(house.bodies.held == 0);
  CHECK(house.deeds == Deeds{"append " + run});
  CHECK(next.next_deadline());  // of its gate: the one queue
}

TEST_CASE("runs of one plan share it, in their own engine and in the next") {
  House house;
  const RunId one = house.create(), other = house.create();
  house.plan.secrets = {{"token", "env:${host}"}};
  const RunId secretive = house.create();
  const auto check = [&](Engine& engine) {
    CHECK(engine.find(one)->plan == engine.find(other)->plan);
    CHECK(engine.find(one)->timeline == engine.find(other)->timeline);
    CHECK(engine.find(secretive)->plan != engine.find(one)->plan);
    CHECK(engine.find(secretive)->plan->secrets.at(0).from == "env:uat.example");
  };
  check(house.engine);
  Engine next(house.store, house.clock);
  next.use(house.bodies, house.world);
  REQUIRE(next.open(2));
  check(next);
}

}  // namespace golive::test
