// The machine's clock is set, forward or back, while runs are under way: nothing is done twice, no
// deadline comes again, and the log stays whole.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/limits.h"
#include "tests/loop/house.h"

namespace golive::test {
namespace {

using namespace std::chrono_literals;

long count(const Deeds& all, const std::string& one) {
  return std::count(all.begin(), all.end(), one);
}

void set_by(House& house, Duration by) {
  house.clock.set(house.clock.now() + by);
  house.engine.turn();
  house.work_off();
}

// The chain holds, and another engine folds the log to the same.
void check_log(House& house, const RunId& run) {
  const auto records = house.store.read(run, 0, 1'000).value();
  CHECK(verify_chain(run, records));
  Engine next(house.store, house.clock);
  FakeBodies bodies(next);
  next.use(bodies, house.world);
  REQUIRE(next.open(2));
  CHECK(next.find(run)->seq == records.size());
  CHECK(state_of(*next.find(run)) == state_of(house.run(run)));
}

// A live run whose step is planned for an hour from now.
RunId create_planned(House& house) {
  NewRun run = house.new_run(Mode::live);
  auto timeline = timeline_of(house.plan);
  timeline.items[1].start = house.clock.now() + 1h;
  run.timeline = std::make_shared<const Timeline>(timeline);
  const RunId id = house.engine.create(run, starter).value();
  house.work_off();
  return id;
}

}  // namespace

TEST_CASE("a clock set forward over a planned time lets it come, once") {
  House house;
  const RunId run = create_planned(house);
  const std::string performed = "perform " + run + " 1";
  CHECK(count(house.deeds, performed) == 0);
  set_by(house, 59min);
  CHECK(count(house.deeds, performed) == 0);
  set_by(house, 30min);
  CHECK(count(house.deeds, performed) == 1);
  for (const Duration by : std::initializer_list<Duration>{-2h, 2h, -24h, 24h}) set_by(house, by);
  CHECK(count(house.deeds, performed) == 1);
  CHECK(count(house.kinds(run), "attempt_started") == 1);
  check_log(house, run);
}

TEST_CASE("a clock set back before a planned time lets it come later, and the alarm is kept") {
  House house;
  const Instant planned = house.clock.now() + 1h;
  const RunId run = create_planned(house);
  set_by(house, -3h);
  CHECK(house.engine.next_deadline() == planned);
  set_by(house, 3h + 59min);
  CHECK(count(house.kinds(run), "attempt_started") == 0);
  set_by(house, 1min);
  CHECK(count(house.kinds(run), "attempt_started") == 1);
}

TEST_CASE("a deadline that a clock set forward has passed has come, and does not come again") {
  House house;
  const RunId run = house.create();
  house.deploy(run);
  set_by(house, 10h);
  CHECK(house.kinds(run).back() == "gate_held");
  for (const Duration by : std::initializer_list<Duration>{-10h, 10min, 10min, 10h})
    set_by(house, by);
  CHECK(count(house.kinds(run), "gate_held") == 1);
  CHECK_FALSE(house.engine.next_deadline());
  check_log(house, run);
}

TEST_CASE("a deadline before which the clock was set back comes when the clock is there again") {
  House house;
  const RunId run = house.create();
  house.deploy(run);
  const Instant due = house.clock.now() + 15min;
  set_by(house, -5h);
  set_by(house, 20min);
  CHECK(count(house.kinds(run), "gate_held") == 0);
  CHECK(house.engine.next_deadline() == due);
  house.clock.set(due);
  house.engine.turn();
  CHECK(house.kinds(run).back() == "gate_held");
}

TEST_CASE("what is under way goes on when the clock is set back, and is recorded in order") {
  House house;
  const RunId run = house.create();
  house.work_off();
  const std::string performed = "perform " + run + " 1";
  set_by(house, -72h);
  CHECK(count(house.deeds, performed) == 1);
  house.deploy(run);
  CHECK(count(house.deeds, performed) == 1);
  const auto records = house.store.read(run, 0, 1'000).value();
  CHECK(records.back().at < records.front().at);
  for (std::size_t i = 0; i < records.size(); ++i) CHECK(records[i].seq == i + 1);
  Heard paused;
  house.engine.submit(run, lead, command::Pause{"what time is it?"}, paused.reply());
  house.work_off();
  CHECK(paused.answers.at(0));
  check_log(house, run);
}

TEST_CASE("what a clock set forward makes older than its timeout is ended, once") {
  House house;
  const RunId run = house.create();
  house.work_off();
  house.deeds.clear();
  set_by(house, limits::attempt_timeout + 1s);
  CHECK(count(house.deeds, "cancel " + run + " 1") == 1);
  for (const Duration by : std::initializer_list<Duration>{-5h, 10h}) set_by(house, by);
  CHECK(count(house.deeds, "cancel " + run + " 1") == 1);
  CHECK(count(house.kinds(run), "attempt_failed") == 1);
  CHECK(count(house.kinds(run), "attempt_started") == 1);
  check_log(house, run);
}

TEST_CASE("another engine that starts with an earlier clock takes over, and repeats nothing") {
  House house;
  const RunId run = house.create();
  house.deploy(run);
  set_by(house, 1h);
  const auto held = count(house.kinds(run), "gate_held");
  house.clock.set(house.clock.now() - 48h);
  house.deeds.clear();
  Engine next(house.store, house.clock);
  FakeBodies bodies(next);
  next.use(bodies, house.world);
  REQUIRE(next.open(2));
  while (next.pending()) next.turn();
  house.clock.set(house.clock.now() + 72h);
  next.turn();
  CHECK(count(house.kinds(run), "gate_held") == held);
  CHECK(count(house.deeds, "perform " + run + " 1") == 0);
  CHECK(verify_chain(run, house.store.read(run, 0, 1'000).value()));
}

}  // namespace golive::test
