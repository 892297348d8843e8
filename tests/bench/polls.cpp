// polls_cpu, polls_late_ms: 200 polls, each ten times a second, in the real world on one thread.
// How late each was is told by the server that was asked.
#include <fmt/format.h>
#include <sys/resource.h>

#include "figures.h"
#include "ground.h"
#include "nginx.h"
#include "runbook.h"
#include "sample.h"
#include "stage.h"

namespace golive::bench {
namespace {

constexpr int pollers = 200, every_ms = 100, polls_a_second = pollers * 1'000 / every_ms;
constexpr double to_settle_s = 1, measured_s = 6;

double cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

void turn_for(Stage& stage, double seconds) {
  const Stopwatch watch;
  stage.until([&] { return watch.seconds() > seconds; });
}

struct Arrivals {
  double a_second = 0, latest_ms = 0;
};

// Of what came between two instants: how many, and by how much the latest came too late after the
// one before.
Arrivals arrivals_of(const Nginx& server, double from, double to) {
  Arrivals told;
  for (const auto& instants : server.arrivals())
    for (std::size_t i = 1; i < instants.size(); ++i) {
      if (instants[i] < from || instants[i] > to) continue;
      ++told.a_second;
      told.latest_ms = std::max(told.latest_ms, 1'000 * (instants[i] - instants[i - 1]) - every_ms);
    }
  told.a_second /= to - from;
  return told;
}

double now_s() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

std::vector<Measured> measure_polls() {
  const Nginx server(Nginx::Logs::arrivals);
  const auto stage = Stage::real(Ground::fresh());
  auto run = stage->prepare(runbook_of_body(
      fmt::format("ctx:poll {{ url = \"{}${{n}}\", expect = {{ status = 200 }}, every = \"{}ms\",\n"
                  "  during = \"60s\", tolerate = 0 }}",
                  server.url(), every_ms),
      "n = \"0\""));
  for (int i = 0; i < pollers; ++i) {
    run.parameters["n"] = std::to_string(i);
    stage->begin(run);
  }
  turn_for(*stage, to_settle_s);
  const double from = now_s(), used_before = cpu_seconds();
  turn_for(*stage, measured_s);
  const double used = cpu_seconds() - used_before, to = now_s();
  const auto arrivals = arrivals_of(server, from, to);
  if (arrivals.a_second < 0.8 * polls_a_second)
    throw std::runtime_error(fmt::format("only {:.0f} polls a second", arrivals.a_second));
  // A poll that is late makes the next one later: what was not asked is not for nothing.
  return {{100 * used / (to - from) * polls_a_second / arrivals.a_second}, {arrivals.latest_ms}};
}

}  // namespace golive::bench
