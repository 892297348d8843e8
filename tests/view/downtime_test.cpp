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

namespace {

// Opened, and then lost: the one contingency of the told plan is made to fail over.
ToldRun told_to_the_loss() {
  auto tale = told_to_the_opening();
  tale.events.pop_back();  // it is not over yet
  auto& created = std::get<event::RunCreated>(tale.events.front().body);
  auto plan = *created.plan;
  plan.items[tale.at("migration-failed/tell")].does = "failover";
  plan.items[tale.at("migration-failed")].trigger->item = "go-live/booking";
  created.plan = std::make_shared<const Plan>(std::move(plan));
  tale.engine("07:57", event::AttemptStarted{tale.attempt("booking", 2)});
  tale.engine("07:58", event::AttemptFailed{tale.attempt("booking", 2), "not healthy within 1m"});
  tale.engine("07:58", event::ContingencyOffered{tale.at("migration-failed"), "booking failed"});
  return tale;
}

}  // namespace

TEST_CASE("a service lost after its opening is out until the failover is done") {
  auto tale = told_to_the_loss();
  REQUIRE(measured(tale).outages.size() == 1);
  CHECK_FALSE(really(measured(tale).outages[0]));
  const auto contingency = tale.at("migration-failed");
  SUBCASE("failed over") {
    tale.engine("08:01", event::ContingencyActivated{contingency, "dba", "region a is gone"});
    tale.done("migration-failed/tell", "08:01", "08:04");
    CHECK(really(measured(tale).outages[0]) == 7min + 0ms);
    CHECK(really(measured(tale)) == 32min + 0ms);  // the maintenance window is another matter
  }
  SUBCASE("tried again, and well: nothing was lost") {
    tale.engine("08:00", event::ItemRetried{tale.at("booking"), "it was the check's own network"});
    CHECK(measured(tale).outages.empty());
  }
  SUBCASE("declined: nothing was lost") {
    tale.engine("08:01", event::ContingencyDeclined{contingency, "dba", "a false alarm"});
    CHECK(measured(tale).outages.empty());
  }
}

TEST_CASE("what fails while the service is closed is no outage of its own") {
  auto tale = told_to_the_failure();
  CHECK(measured(tale).outages.empty());
}

TEST_CASE("downtime that has not ended has no length, and one that has not begun is none") {
  CHECK_FALSE(on_run_clock(measured(told_to_the_failure())));
  CHECK(measured(told_to_the_failure()).began);
  CHECK_FALSE(measured(told_to_the_gate()).began);
}
