// parked_mb, parked_cpu, decision_*: the engine while 10,000 runs wait at a gate.
#include "waiting_runs.h"

#include <chrono>
#include <thread>

#include "figures.h"
#include "ground.h"
#include "log_copies.h"
#include "runbook.h"
#include "sample.h"
#include "served.h"

namespace golive::bench {
namespace {

using namespace std::chrono_literals;

constexpr int turns_taken = 3, decisions = 1'000;
constexpr std::chrono::seconds idle_time{10};

bool waits_at_gate(const Run& run) {
  const auto item = resolve_item(*run.plan, "go");
  return item && run.items[*item].state == ItemState::open;
}

// From handing in a GO to the end of the step behind the gate on disk, in milliseconds.
double decide_ms(Stage& stage, const RunId& id) {
  std::optional<Error> refused;
  const Run& run = *stage.engine().find(id);
  const Stopwatch watch;
  stage.engine().submit(id, decider, command::Decide{"go", Verdict::go, "", "ready", {}},
                        [&](const Result<Answer>& answer) {
                          if (!answer) refused = answer.error();
                        });
  stage.until([&] { return is_final(run) || refused; });
  if (refused) throw std::runtime_error(to_line(*refused));
  return 1'000 * watch.seconds();
}

}  // namespace

std::filesystem::path folder_with_waiting_runs() {
  return copy_of(Ground::kept("waiting", [](const auto& folder) {
    LogCopies(folder, runbook_with_gate(1), waits_at_gate).write(folder, "waiting", waiting_runs);
  }));
}

std::vector<Measured> measure_parked() {
  Served served(folder_with_waiting_runs());
  served.until_recorded(waiting_run(waiting_runs), "engine_took_over");
  std::this_thread::sleep_for(2s);
  const double before = served.process().cpu_seconds();
  std::this_thread::sleep_for(idle_time);
  const double used = served.process().cpu_seconds() - before;
  return {{served.process().megabytes()}, {100 * used / idle_time.count()}};
}

std::vector<Measured> measure_decisions() {
  std::vector<double> p50, p99;
  for (int turn = 0; turn < turns_taken; ++turn) {
    const auto stage = Stage::at_once(folder_with_waiting_runs());
    stage->until([&] { return !stage->engine().pending(); });
    std::vector<double> times;
    for (int i = 1; i <= decisions; ++i)
      times.push_back(decide_ms(*stage, waiting_run(i * (waiting_runs / decisions))));
    p50.push_back(median(times));
    p99.push_back(quantile(times, 0.99));
  }
  return {{median(p50)}, {median(p99)}};
}

}  // namespace golive::bench
