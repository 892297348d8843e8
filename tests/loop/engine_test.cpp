// The promises of a turn: record, on disk, act, answer.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/limits.h"
#include "tests/fakes/chained_records.h"
#include "tests/loop/house.h"

namespace golive::test {
namespace {

using namespace std::chrono_literals;

const std::string first_run = "release-uat-2027-01-15-1";

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("what is asked of the world is on disk before, and is asked once") {
  House house;
  CHECK(house.create() == first_run);
  CHECK(house.deeds == Deeds{"append " + first_run});
  house.work_off();
  CHECK(house.deeds ==
        Deeds{"append " + first_run, "append " + first_run, "perform " + first_run + " 1"});
  for (int turn = 0; turn < 3; ++turn) house.engine.turn();
  CHECK(house.deeds.size() == 3);
}

TEST_CASE("an outcome and what follows from it share an append, whatever else has come in") {
  House house;
  house.create();
  house.work_off();
  house.deeds.clear();
  house.engine.post(first_run, command::FinishEffect{{1, Slot::action, 1}, "1", "{}"});
  for (std::size_t i = 0; i < 2 * limits::turn_commands; ++i)
    house.engine.post(first_run, command::FinishEffect{{9, Slot::action, 1}, "1", "{}"});
  house.engine.turn();
  CHECK(house.deeds == Deeds{"append " + first_run, "release " + first_run + " 1"});
  const auto kinds = house.kinds(first_run);
  CHECK(contains(kinds, "attempt_succeeded"));
  CHECK(kinds.back() == "item_opened");
}

TEST_CASE("a body that says much keeps nobody waiting") {
  House house;
  house.create();
  house.work_off();
  const auto say = [&](std::size_t number) {
    house.engine.post(
        first_run,
        command::RequestEffect{
            {1, Slot::action, 1}, "said " + std::to_string(number), EffectKind::log, "{}", "{}"});
  };
  for (std::size_t i = 0; i < 4 * limits::turn_commands; ++i) say(i);
  Heard pause;
  house.engine.submit(first_run, lead, command::Pause{"wait"}, pause.reply());
  house.engine.turn();
  REQUIRE(pause.answers.size() == 1);
  CHECK(pause.answers.front());
  CHECK(house.engine.pending());
}

TEST_CASE("a command is answered once, when its events are on disk") {
  House house;
  const RunId run = house.create();
  house.work_off();
  int answers = 0;
  house.engine.submit(run, lead, command::Pause{"wait"}, [&](const Result<Answer>& answer) {
    ++answers;
    REQUIRE(answer);
    CHECK(house.store.last(run).value()->seq == answer->seq);
    CHECK(house.store.last(run).value()->kind == "run_paused");
  });
  CHECK(answers == 0);
  CHECK(house.engine.pending());
  house.engine.turn();
  house.engine.turn();
  CHECK(answers == 1);
}

TEST_CASE("a reply may submit the next command, which waits for its turn") {
  House house;
  const RunId run = house.create();
  house.work_off();
  Heard second;
  house.engine.submit(run, lead, command::Pause{"wait"}, [&](const Result<Answer>&) {
    house.engine.submit(run, lead, command::Resume{"go on"}, second.reply());
  });
  house.engine.turn();
  CHECK(second.answers.empty());
  CHECK(house.run(run).paused);
  house.engine.turn();
  REQUIRE(second.answers.size() == 1);
  CHECK_FALSE(house.run(run).paused);
}

TEST_CASE("a disk that fails stops everything, and everybody is told why") {
  House house;
  const RunId run = house.create();  // its body has asked; that is the next thing to be written
  house.deeds.clear();
  house.store.broken = true;
  Heard good, refused, unknown;
  house.engine.submit(run, lead, command::Pause{"wait"}, good.reply());
  house.engine.submit(run, lead, command::Resume{"was it paused?"}, refused.reply());
  house.engine.submit("nothing", lead, command::Pause{"wait"}, unknown.reply());
  house.work_off();
  for (const Heard* heard : {&good, &refused, &unknown}) {
    REQUIRE(heard->answers.size() == 1);
    REQUIRE_FALSE(heard->answers[0]);
    CHECK(heard->answers[0].error().kind == ErrorKind::storage);
  }
  CHECK(house.deeds.empty());
  REQUIRE(house.engine.storage_error());

  SUBCASE("for good, also when the disk has room again") {
    house.store.broken = false;
    Heard later;
    house.engine.submit(run, lead, command::Pause{"wait"}, later.reply());
    house.pass(2h);  // past the timeout of what runs
    house.engine.turn();
    REQUIRE(later.answers.size() == 1);
    CHECK(later.answers[0].error().kind == ErrorKind::storage);
    CHECK(house.engine.create(house.new_run(), starter).error().kind == ErrorKind::storage);
    CHECK(house.engine.add_user({"eve", {}, false}, 1h, starter).error().kind ==
          ErrorKind::storage);
    CHECK_FALSE(house.engine.next_deadline());
    CHECK(house.deeds.empty());
  }
  SUBCASE("and the next engine goes on from what was written") {
    house.store.broken = false;
    Engine next(house.store, house.clock);
    FakeBodies bodies(next);
    next.use(bodies, house.world);
    REQUIRE(next.open(2));
    while (next.pending()) next.turn();
    CHECK_FALSE(next.find(run)->paused);
    CHECK(house.deeds.back() == "perform " + run + " 1");
  }
}

TEST_CASE("a command for a run that is not there is refused, and writes nothing") {
  House house;
  Heard heard;
  house.engine.submit("nothing", lead, command::Pause{"wait"}, heard.reply());
  house.engine.post("nothing", command::Tick{});
  house.work_off();
  REQUIRE(heard.answers.size() == 1);
  CHECK(heard.answers[0].error().kind == ErrorKind::not_found);
  CHECK(house.deeds.empty());
}

TEST_CASE("who may not is recorded as well as refused, while the run is under way") {
  House house;
  const RunId run = house.create();
  house.work_off();
  const Actor eve{"eve", "test", {"sales"}, false};
  const auto refuse = [&] {
    Heard heard;
    house.engine.submit(run, eve, command::Pause{"wait"}, heard.reply());
    house.work_off();
    return heard.answers.at(0).error().kind;
  };
  CHECK(refuse() == ErrorKind::forbidden);
  CHECK(house.kinds(run).back() == "command_refused");
  Heard aborted;
  house.engine.submit(run, lead, command::Abort{"enough", false}, aborted.reply());
  house.work_off();
  REQUIRE(aborted.answers.at(0));
  CHECK(refuse() == ErrorKind::forbidden);
  CHECK(house.kinds(run).back() == "run_aborted");
}

TEST_CASE("the inbox has an end: what is too much is refused at once, and the rest is done") {
  House house;
  const RunId run = house.create();
  house.work_off();
  Heard heard, refused;
  for (std::size_t count = 0; count < limits::inbox_commands; ++count)
    house.engine.submit(run, lead, command::Resume{"was it paused?"}, heard.reply());
  house.engine.submit(run, lead, command::Pause{"wait"}, refused.reply());
  REQUIRE(refused.answers.size() == 1);
  CHECK(refused.answers[0].error().kind == ErrorKind::unavailable);
  house.engine.turn();
  CHECK(heard.answers.size() == limits::turn_commands);
  house.work_off();
  CHECK(heard.answers.size() == limits::inbox_commands);
  CHECK_FALSE(house.run(run).paused);
}

TEST_CASE("what the world and the bodies report is never refused for want of room") {
  House house;
  const RunId run = house.create();
  house.work_off();
  for (std::size_t count = 0; count < limits::inbox_commands; ++count)
    house.engine.submit(run, lead, command::Resume{"was it paused?"}, [](const Result<Answer>&) {});
  house.engine.post(run, command::FinishEffect{{1, Slot::action, 1}, "1", "{}"});
  house.work_off();
  CHECK(is_done(house.run(run), 1));
}

TEST_CASE("many runs in one turn are one append") {
  House house;
  std::vector<RunId> runs;
  for (int count = 0; count < 3; ++count) runs.push_back(house.create());
  CHECK(house.engine.runs() == runs);
  house.deeds.clear();
  house.work_off();
  const std::string append = "append " + runs[0] + " " + runs[1] + " " + runs[2];
  CHECK(house.deeds == Deeds{append, "perform " + runs[0] + " 1", "perform " + runs[1] + " 1",
                             "perform " + runs[2] + " 1"});
  house.deeds.clear();
  Heard heard;
  for (const RunId& run : runs)
    house.engine.submit(run, lead, command::Pause{"wait"}, heard.reply());
  house.engine.turn();
  CHECK(house.deeds == Deeds{append});
  CHECK(heard.answers.size() == 3);
}

TEST_CASE(
    "a deadline is told, and worked off when its time has come, for the runs that it is due") {
  House house;
  const RunId early = house.create();
  house.deploy(early);
  const Instant opened = house.clock.now();
  CHECK(house.engine.next_deadline() == opened + 15min);
  house.pass(10min);
  const RunId late = house.create();
  house.deploy(late);
  house.engine.turn();
  CHECK(house.run(early).holds.empty());
  house.pass(5min);
  CHECK_FALSE(house.engine.pending());
  house.deeds.clear();
  house.engine.turn();
  CHECK(house.deeds == Deeds{"append " + early});
  CHECK(house.kinds(early).back() == "gate_held");
  CHECK(house.run(late).holds.empty());
  CHECK(house.engine.next_deadline() == opened + 25min);
  house.pass(10min);
  house.engine.turn();
  CHECK(house.kinds(late).back() == "gate_held");
  CHECK_FALSE(house.engine.next_deadline());
}

TEST_CASE("what takes longer than its timeout is ended in the world once that is on disk") {
  House house;
  const RunId run = house.create();
  house.work_off();
  house.deeds.clear();
  CHECK(house.engine.next_deadline() == house.clock.now() + limits::attempt_timeout);
  house.pass(limits::attempt_timeout);
  house.engine.turn();
  CHECK(house.deeds == Deeds{"append " + run, "cancel " + run + " 1"});
  CHECK(house.bodies.stopped == Deeds{run});
  house.deeds.clear();
  house.engine.post(run, command::FinishEffect{{1, Slot::action, 1}, "1", "{}"});
  house.work_off();
  CHECK(house.deeds == Deeds{"append " + run});
  CHECK(house.kinds(run).back() == "outcome_refused");
  house.deeds.clear();
  house.engine.post(run, command::FinishEffect{{1, Slot::action, 1}, "1", "{}"});
  house.work_off();
  CHECK(house.deeds.empty());  // it comes too late
}

TEST_CASE("a log that was changed is not gone on with") {
  House house;
  const RunId run = house.create();
  const auto last = house.store.last(run).value();
  Record forged = chained_records(run, 1, &*last).front();
  forged.body = R"({"reason":"never said"})";
  REQUIRE(house.store.append({{run, {forged}}}));
  Engine next(house.store, house.clock);
  const auto opened = next.open(2);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == ErrorKind::storage);
  CHECK(opened.error().what.find(run + " is damaged at event") != std::string::npos);
}

TEST_CASE("what was over before an engine is folded when it is asked for, and not before") {
  House house;
  const RunId over = house.create();
  house.engine.submit(over, starter, command::Abort{"the release is off", false}, {});
  house.work_off();
  REQUIRE(is_final(house.run(over)));
  const RunId other = house.create();
  Engine next(house.store, house.clock);
  next.use(house.bodies, house.world);
  SUBCASE("sound") {
    REQUIRE(next.open(2));
    CHECK(next.runs() == std::vector{over, other});
    CHECK(next.past() == std::vector{over});
    CHECK_FALSE(next.all_over());
    Heard heard;
    next.submit(over, starter, command::Pause{"too late"}, heard.reply());
    while (next.pending()) next.turn();
    REQUIRE(heard.answers.size() == 1);
    CHECK(heard.answers[0].error().kind == ErrorKind::conflict);
    CHECK(next.past().empty());
    CHECK(is_final(*next.find(over)));
  }
  SUBCASE("changed on disk: once seen, nothing more is done") {
    const auto last = house.store.last(over).value();
    Record forged = chained_records(over, 1, &*last).front();
    forged.kind = "run_aborted";
    REQUIRE(house.store.append({{over, {forged}}}));
    REQUIRE(next.open(2));
    CHECK(next.find(over) == nullptr);
    REQUIRE(next.storage_error());
    CHECK(next.storage_error()->what.find(over + " is damaged at event") != std::string::npos);
    CHECK_FALSE(next.create(house.new_run(), starter));
  }
}

TEST_CASE("how old a rehearsal is goes by the real clock, however far its own has jumped") {
  House house;
  house.bodies.ask_world = false;
  const auto rehearse = [&](const Drill& drill) {
    NewRun rehearsal = house.new_run();
    rehearsal.drill = drill;
    auto timeline = timeline_of(house.plan);
    timeline.items[0].start = house.clock.now() + 5 * 24h;
    rehearsal.timeline = std::make_shared<const Timeline>(timeline);
    const RunId id = house.engine.create(rehearsal, starter).value();
    house.work_off();
    house.engine.submit(
        id, lead, command::MarkDone{"deploy", "by hand"},
        [&](const Result<Answer>& answer) { CHECK(answer.has_value() == is_drill(drill)); });
    house.work_off();
    REQUIRE(is_done(house.run(id), 0));
    REQUIRE(house.run(id).offset == Duration(5 * 24h));
  };
  rehearse({});
  const RunId live = house.create(Mode::live);
  house.work_off();
  const auto decide = [&] {
    Heard heard;
    house.engine.submit(live, lead, command::Decide{"open", Verdict::go, "lead", "ready", {}},
                        heard.reply());
    house.work_off();
    return heard.answers.at(0);
  };
  house.pass(7 * 24h + 1s);
  const auto refused = decide();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what ==
        "opening/open requires a rehearsal of go-live within the last 7d, and there is none");
  rehearse({{"go-live/deploy"}});  // what was made to fail, nobody has seen work
  REQUIRE_FALSE(decide());
  rehearse({});
  house.pass(7 * 24h);
  CHECK(decide());
  CHECK(state_of(house.run(live)) == RunState::completed);
}

TEST_CASE("a rehearsal that has ended tells the other runs of its plan what undoing took") {
  House house;
  house.plan.items[1].does = "opening";
  house.plan.items[1].has_undo = true;
  house.plan.items[1].window = "night";
  auto wanted = house.new_run(Mode::live);
  auto timeline = timeline_of(house.plan);
  timeline.windows = {{house.clock.now(), house.clock.now() + 240h, "night"}};
  wanted.timeline = std::make_shared<const Timeline>(timeline);
  const RunId live = house.engine.create(wanted, starter).value();
  const RunId rehearsal = house.create();
  house.deploy(rehearsal);
  house.engine.submit(rehearsal, lead, command::Abort{"enough", true}, [](const auto&) {});
  house.work_off();
  CHECK(house.run(live).measured_undos.empty());
  house.pass(7min);
  house.engine.post(rehearsal, command::FinishEffect{{1, Slot::undo, 1}, "1", R"({"code":0})"});
  house.work_off();
  REQUIRE(is_final(house.run(rehearsal)));
  const std::vector<MeasuredUndo> told{{1, 7min}};
  CHECK(house.run(live).measured_undos == told);
  CHECK(house.kinds(live).back() == "undos_measured");
  SUBCASE("a run that is created later knows it from its beginning") {
    const RunId later = house.engine.create(wanted, starter).value();
    CHECK(house.run(later).measured_undos == told);
    CHECK(house.kinds(later)[2] == "undos_measured");
  }
}

}  // namespace golive::test
