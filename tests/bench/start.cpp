// start_ms, idle_mb, reload: `golive serve` from its process's start to the first effect on disk,
// of a run that has something to do; with an almost empty log, and with a large one.
#include <sqlite3.h>

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

constexpr int starts = 15, reloads = 3;
constexpr int past_runs = 10'000, events_a_run = 100;
constexpr std::size_t just_started = 2;  // events: created, started

// A run whose engine ended before it did anything; and what it then does.
class Due {
 public:
  explicit Due(const std::filesystem::path& folder)
      : folder_(folder), log_(folder, runbook_of_body("ctx:log \"up\""), is_final) {}

  double seconds_to_act() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();  // never used before
    const auto name = "due-" + std::to_string(now.count());
    log_.write(folder_, name, 1, just_started);
    const Stopwatch watch;
    served_ = std::make_unique<Served>(folder_);
    served_->until_recorded(name + "-1", "effect_finished");
    return watch.seconds();
  }
  Served& served() { return *served_; }
  void stop() { served_.reset(); }

 private:
  std::filesystem::path folder_;
  LogCopies log_;
  std::unique_ptr<Served> served_;
};

// Every row of the log, in the order in which it was written: run by run.
double seconds_to_read_rows(const std::filesystem::path& folder) {
  const Stopwatch watch;
  sqlite3* opened = nullptr;
  sqlite3_open_v2((folder / "golive.db").c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, sqlite3_close);
  sqlite3_stmt* rows = nullptr;
  sqlite3_prepare_v2(opened, "SELECT * FROM events", -1, &rows, nullptr);
  int count = 0, bytes = 0;
  for (; sqlite3_step(rows) == SQLITE_ROW; ++count)
    for (int column = 0; column < sqlite3_column_count(rows); ++column)
      bytes += sqlite3_column_text(rows, column) != nullptr ? 1 : 0;
  sqlite3_finalize(rows);
  if (count < past_runs * events_a_run || bytes < count)
    throw std::runtime_error("the log has only " + std::to_string(count) + " events");
  return watch.seconds();
}

// Completed runs of a little more than 100 events each; made once.
std::filesystem::path folder_with_past_runs() {
  // 48 effects of two events each, and five of the run, its step and its end.
  return Ground::kept("past", [](const auto& folder) {
    LogCopies(folder,
              runbook_of_body("for _ = 1, 48 do ctx:exec { \"true\", env = { A = \"x\" } } end"),
              is_final)
        .write(folder, "past", past_runs);
  });
}

}  // namespace

std::vector<Measured> measure_start() {
  Due due(Ground::fresh());
  std::vector<double> times, memory;
  for (int i = 0; i < starts; ++i) {
    times.push_back(1'000 * due.seconds_to_act());
    std::this_thread::sleep_for(300ms);
    memory.push_back(due.served().process().megabytes());
    due.stop();
  }
  return {{median(times)}, {median(memory)}};
}

std::vector<Measured> measure_reload() {
  const auto folder = folder_with_past_runs();
  Due due(folder);
  return {by_turns(
      reloads, [&] { return seconds_to_read_rows(folder); },
      [&] {
        const double seconds = due.seconds_to_act();
        due.stop();
        return seconds;
      })};
}

}  // namespace golive::bench
