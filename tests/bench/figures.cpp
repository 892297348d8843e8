#include "figures.h"

namespace golive::bench {
namespace {

constexpr Reach floor_times(double number) { return {Reach::Kind::at_least, number, true}; }
constexpr Reach floor_time(double number) { return {Reach::Kind::at_most, number, true}; }
constexpr Reach at_least(double number) { return {Reach::Kind::at_least, number, false}; }
constexpr Reach at_most(double number) { return {Reach::Kind::at_most, number, false}; }

}  // namespace

const std::vector<Family>& families() {
  static const std::vector<Family> all{
      {"10,000 durable effects one after the other in one step; floor: commits of one row",
       {{"sequential", "effects/s", floor_times(0.6)}},
       measure_sequential},
      {"1,000 runs of 10 effects each; floor: commits of one row",
       {{"concurrent", "effects/s", floor_times(5)}},
       measure_concurrent},
      {"processes one after the other; floor: posix_spawn and wait",
       {{"exec_1", "processes/s", floor_times(0.5)}},
       measure_exec_1},
      {"processes of 8 runs; floor: posix_spawn and wait, 8 at once",
       {{"exec_8", "processes/s", floor_times(0.65)}},
       measure_exec_8},
      {"GET of 64 runs, connections kept; floor: wrk with 64 connections",
       {{"http_64", "requests/s", floor_times(0.2)}},
       measure_http},
      {"the engine's process with 10,000 runs that wait at a gate",
       {{"parked_mb", "MB", at_most(60)}, {"parked_cpu", "% of a core", at_most(0.5)}},
       measure_parked},
      {"a decision handed in -> the next effect's outcome on disk, beside 10,000 waiting runs",
       {{"decision_p50_ms", "ms", at_most(1)}, {"decision_p99_ms", "ms", at_most(5)}},
       measure_decisions},
      {"1,000 sleeps until an instant: how late their outcome is on disk",
       {{"timer_p99_ms", "ms", at_most(2)}},
       measure_timers},
      {"golive serve: process start -> first effect on disk; memory when idle",
       {{"start_ms", "ms", at_most(30)}, {"idle_mb", "MB", at_most(20)}},
       measure_start},
      {"golive serve on 1,000,000 events of 10,000 runs until it acts; floor: reading the rows",
       {{"reload", "s", floor_time(2)}},
       measure_reload},
      {"2,000 health polls a second on one thread",
       {{"polls_cpu", "% of a core", at_most(25)}, {"polls_late_ms", "ms", at_most(50)}},
       measure_polls},
      {"effects of 100 runs beside bodies that loop, backtrack and eat memory; floor: without them",
       {{"beside_holes", "effects/s", floor_times(0.5)}, {"beside_holes_ms", "ms", at_most(500)}},
       measure_holes},
      {"a log in chunks, with 50 secrets in it",
       {{"redaction", "MB/s", at_least(300)}},
       measure_redaction},
      {"J+7 review of 100,000 events and 3 million samples of 50 watches",
       {{"review_s", "s", at_most(2)},
        {"review_mb", "MB", at_most(150)},
        {"samples_mb", "MB", at_most(60)}},
       measure_review},
      {"golive-verify on an export of 1,000,000 events; floor: SHA-256 of the same bytes",
       {{"verify", "events/s", floor_times(0.3)}, {"verify_rate", "events/s", at_least(300'000)}},
       measure_verify}};
  return all;
}

bool is_met(const Figure& figure, const Measured& measured) {
  const auto& reach = figure.reach;
  const double held = reach.of_floor ? measured.value / *measured.floor : measured.value;
  return reach.kind == Reach::Kind::at_least ? held >= reach.number : held <= reach.number;
}

}  // namespace golive::bench
