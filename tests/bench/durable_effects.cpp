// sequential, concurrent: what the engine itself takes for durable effects. The bodies are real
// Lua and the store is the real one; the world answers at once, through the inbox.
#include "commit_floor.h"
#include "figures.h"
#include "ground.h"
#include "runbook.h"
#include "sample.h"
#include "stage.h"

namespace golive::bench {
namespace {

constexpr int turns_taken = 3, floor_commits = 5'000;

double floor() { return commits_a_second(Ground::fresh(), floor_commits); }

// Effects a second, of so many runs at once; creating them is not counted.
double effects_a_second(int runs, int effects) {
  const auto stage = Stage::at_once(Ground::fresh());
  const auto run = stage->prepare(
      runbook_of_body("for _ = 1, " + std::to_string(effects) + " do ctx:exec { \"true\" } end"));
  std::vector<RunId> ids;
  for (int i = 0; i < runs; ++i) ids.push_back(stage->begin(run));
  const Stopwatch watch;
  for (const auto& id : ids) stage->until_ended(id);
  return runs * effects / watch.seconds();
}

}  // namespace

std::vector<Measured> measure_sequential() {
  return {by_turns(turns_taken, floor, [] { return effects_a_second(1, 10'000); })};
}

std::vector<Measured> measure_concurrent() {
  return {by_turns(turns_taken, floor, [] { return effects_a_second(1'000, 10); })};
}

}  // namespace golive::bench
