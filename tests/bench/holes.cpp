// beside_holes: durable effects of 100 runs while bodies of others loop for ever, backtrack and eat
// memory, against the same without them; and how long the loop was away at most.
#include <algorithm>

#include "figures.h"
#include "ground.h"
#include "runbook.h"
#include "sample.h"
#include "stage.h"

namespace golive::bench {
namespace {

constexpr int turns_taken = 3, runs = 100, effects = 200;

const std::string holes[] = {"while true do end",
                             "local t = {} while true do t[#t + 1] = (\"x\"):rep(1000) .. #t end",
                             "return ((\"a\"):rep(30)):find((\"a?\"):rep(30) .. (\"a\"):rep(30))"};

struct Rate {
  double effects_a_second = 0, longest_ms = 0;
};

Rate rate(bool beside_holes) {
  const auto stage = Stage::at_once(Ground::fresh());
  const auto run = stage->prepare(
      runbook_of_body("for _ = 1, " + std::to_string(effects) + " do ctx:exec { \"true\" } end"));
  std::vector<RunId> ids;
  for (int i = 0; i < runs; ++i) ids.push_back(stage->begin(run));
  if (beside_holes)
    for (const auto& hole : holes) stage->begin(stage->prepare(runbook_of_body(hole)));
  Rate rate;
  const Stopwatch watch;
  double last = 0;
  for (const auto& id : ids) {
    const Run& state = *stage->engine().find(id);
    stage->until([&] {
      const double now = watch.seconds();
      rate.longest_ms = std::max(rate.longest_ms, (now - last) * 1e3);
      last = now;
      return is_final(state);
    });
  }
  rate.effects_a_second = runs * effects / watch.seconds();
  return rate;
}

}  // namespace

std::vector<Measured> measure_holes() {
  std::vector<double> longest;
  auto rates = by_turns(
      turns_taken, [] { return rate(false).effects_a_second; },
      [&] {
        const Rate measured = rate(true);
        longest.push_back(measured.longest_ms);
        return measured.effects_a_second;
      });
  return {rates, {median(longest), {}}};
}

}  // namespace golive::bench
