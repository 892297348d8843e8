#include "view/downtime.h"

#include <doctest/doctest.h>

#include "told_run.h"

using namespace golive;
using namespace golive::test;
using namespace std::chrono_literals;

namespace {

Downtime measured(const ToldRun& tale) {
  DowntimeMeter meter;
  Run run;
  for (const auto& event : tale.events) {
    apply(run, event);
    meter.see(run, event);
  }
  return meter.downtime();
}

}  // namespace

TEST_CASE("downtime is measured from the maintenance to the opening, on both clocks") {
  const auto downtime = measured(told_to_the_opening());
  CHECK(on_run_clock(downtime) == 110min + 0ms);
  CHECK(really(downtime) == 32min + 0ms);
  CHECK(downtime.planned == 135min + 0ms);
  CHECK_FALSE(downtime.by_rollback);
}

TEST_CASE("downtime ends with the undo of the maintenance when the run is rolled back") {
  const auto downtime = measured(told_to_the_rollback());
  CHECK(downtime.by_rollback);
  CHECK(on_run_clock(downtime) == 56min + 0ms);
  CHECK(really(downtime) == 22min + 0ms);
}

TEST_CASE("downtime that has not ended has no length, and one that has not begun is none") {
  CHECK_FALSE(on_run_clock(measured(told_to_the_failure())));
  CHECK(measured(told_to_the_failure()).began);
  CHECK_FALSE(measured(told_to_the_gate()).began);
}
