// timer_p99_ms: 1,000 runs that sleep until instants spread over two seconds.
#include <chrono>

#include "figures.h"
#include "ground.h"
#include "runbook.h"
#include "sample.h"
#include "stage.h"

namespace golive::bench {
namespace {

using std::chrono::system_clock;

constexpr int times = 3, timers = 1'000, apart_ms = 2;
constexpr std::chrono::seconds to_begin{6};

double late_ms(std::int64_t due_ms) {
  const std::chrono::duration<double, std::milli> now = system_clock::now().time_since_epoch();
  return now.count() - static_cast<double>(due_ms);
}

double p99_late_ms() {
  const auto stage = Stage::at_once(Ground::fresh());
  auto run = stage->prepare(runbook_of_body(
      "ctx:sleep { [\"until\"] = tonumber(ctx:param \"ms\") / 1000 }", "ms = \"0\""));
  const auto first = std::chrono::floor<std::chrono::milliseconds>(
      (system_clock::now() + to_begin).time_since_epoch());
  std::vector<double> late;
  std::vector<std::pair<RunId, std::int64_t>> due;
  for (int i = 0; i < timers; ++i) {
    const auto at = first.count() + i * apart_ms;
    run.parameters["ms"] = std::to_string(at);
    due.emplace_back(stage->begin(run), at);
  }
  stage->until([&] { return !stage->engine().pending(); });
  if (late_ms(first.count()) > 0) throw std::runtime_error("the runs were created too slowly");
  for (const auto& [id, at] : due) {
    stage->until_ended(id);
    late.push_back(late_ms(at));
  }
  return quantile(late, 0.99);
}

}  // namespace

std::vector<Measured> measure_timers() {
  std::vector<double> late;
  for (int i = 0; i < times; ++i) late.push_back(p99_late_ms());
  return {{median(late)}};
}

}  // namespace golive::bench
