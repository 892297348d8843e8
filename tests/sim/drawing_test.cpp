#include "sim/drawing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace golive;
using namespace std::chrono_literals;

namespace {

// A step of an hour, a watch of a day, a gate with a quarter of an hour, a step without estimate.
struct Sample {
  Plan plan;
  Circumstances circumstances;

  Sample() {
    plan.items.resize(4);
    plan.items[0].estimate = 1h;
    plan.items[0].undo_estimate = 10min;
    plan.items[1].kind = ItemKind::watch;
    plan.items[1].during = 24h;
    plan.items[2].kind = ItemKind::gate;
    plan.items[2].within = 15min;
    circumstances.items.resize(4);
  }
  Drawing drawing(std::uint64_t seed) const { return {seed, plan, circumstances}; }
};

AttemptId attempt(ItemIndex item, int number = 1, Slot slot = Slot::action) {
  return {item, slot, number};
}

}  // namespace

TEST_CASE("a triangular duration runs from its least over its mode to its most") {
  CHECK(triangular(45min, 60min, 120min, 0) == 45min);
  CHECK(triangular(45min, 60min, 120min, 0.2) == 60min);  // (60 - 45) / (120 - 45)
  CHECK(triangular(45min, 60min, 120min, 1) == 120min);
  CHECK(triangular(5min, 5min, 5min, 0.7) == 5min);
  for (double share = 0; share < 0.99; share += 0.01)
    CHECK(triangular({}, 1h, 4h, share) <= triangular({}, 1h, 4h, share + 0.01));
}

TEST_CASE("the durations of many seeds have the mean that their distribution has") {
  const Sample sample;
  std::vector<double> minutes;
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    const Duration drawn = sample.drawing(seed).duration(attempt(0));
    CHECK(drawn >= 45min);
    CHECK(drawn <= 2h);
    minutes.push_back(static_cast<double>(drawn.count()) / 60'000);
  }
  double sum = 0;
  for (const double each : minutes) sum += each;
  CHECK(sum / 2'000 == doctest::Approx(75).epsilon(0.02));  // (45 + 60 + 120) / 3
}

TEST_CASE("what was measured stands in place of the estimate, for work and not for a watch") {
  const Sample sample;
  Measurements measured;
  measured.actions = {{10s, 20s}, {1s}, {1s}, {}};
  measured.undos.resize(4);
  int below = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Drawing drawing(seed, sample.plan, sample.circumstances, measured);
    const Duration drawn = drawing.duration(attempt(0));
    CHECK(drawn >= 7500ms);
    CHECK(drawn <= 40s);
    below += drawn <= 10s ? 1 : 0;
    CHECK(drawing.duration(attempt(0, 1, Slot::undo)) >= 7min);
    CHECK(drawing.duration(attempt(1)) == 24h);
  }
  CHECK(below / 300.0 == doctest::Approx(1 / 3.0).epsilon(0.2));
}

TEST_CASE("n measured durations cut the chances into n + 1 equal parts") {
  CHECK(measured_of({60s}, 0) == 45s);
  CHECK(measured_of({60s}, 0.5) == 60s);
  CHECK(measured_of({60s}, 1) == 120s);
  CHECK(measured_of({10s, 20s, 40s}, 0.25) == 10s);
  CHECK(measured_of({10s, 20s, 40s}, 0.5) == 20s);
  CHECK(measured_of({10s, 20s, 40s}, 0.875) == 60s);
}

TEST_CASE("the same seed draws the same; another item, attempt or slot draws something else") {
  const Sample sample;
  const auto drawn = [&](const AttemptId& id) { return sample.drawing(7).duration(id); };
  CHECK(drawn(attempt(0)) == drawn(attempt(0)));
  CHECK(drawn(attempt(0)) != drawn(attempt(0, 2)));
  CHECK(drawn(attempt(0, 1, Slot::undo)) <= 20min);
  CHECK(drawn(attempt(1)) == 24h);
  CHECK(drawn(attempt(3)) <= 2 * assumed::step);
  CHECK(lacks_estimate(sample.plan.items[3]));
  CHECK(!lacks_estimate(sample.plan.items[1]));
  CHECK(!lacks_estimate(sample.plan.items[2]));
}

TEST_CASE("what is said to fail fails so often, and what flaps as often as is said") {
  Sample sample;
  sample.circumstances.items[0].failing = 2;
  sample.circumstances.items[1].percent = 30;
  sample.circumstances.items[3].failing = 0;
  int flapped = 0;
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    const auto drawing = sample.drawing(seed);
    CHECK(drawing.fails(attempt(0, 2)));
    CHECK(!drawing.fails(attempt(0, 3)));
    CHECK(!drawing.fails(attempt(0, 1, Slot::undo)));
    CHECK(drawing.fails(attempt(3, 99)));
    CHECK(drawing.until_failure(attempt(0)) <= drawing.duration(attempt(0)));
    flapped += drawing.fails(attempt(1)) ? 1 : 0;
  }
  CHECK(flapped == doctest::Approx(600).epsilon(0.1));
}

TEST_CASE("answers mostly come in time, and later when they are late") {
  Sample sample;
  int late = 0;
  for (std::uint64_t seed = 0; seed < 2'000; ++seed)
    late += sample.drawing(seed).answer(2, Instant(1h), 0) > 15min ? 1 : 0;
  CHECK(late > 0);
  CHECK(late < 60);
  const Duration before = sample.drawing(1).answer(2, Instant(1h), 0);
  sample.circumstances.late = 5min;
  sample.circumstances.items[2].late = 20min;
  CHECK(sample.drawing(1).answer(2, Instant(1h), 0) == before + 25min);
}
