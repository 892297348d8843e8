#include "view/progress_line.h"

#include <doctest/doctest.h>

#include "told_run.h"

using namespace golive;
using namespace golive::test;

namespace {

std::vector<std::string> lines(const std::vector<Event>& events) {
  std::vector<std::string> all;
  Run run;
  for (const auto& event : events) {
    apply(run, event);
    if (auto line = progress_line(run, event); !line.empty()) all.push_back(std::move(line));
  }
  return all;
}

}  // namespace

TEST_CASE("a run is followed by one sentence an event, effects left out") {
  const auto all = lines(told_to_the_failure().events);
  const std::vector<std::string> expected{
      "07:00 the run eventtickets-uat-2027-01-15-1 was created for J = 2027-01-15 in uat "
      "(rehearsal)",
      "07:00 the run started",
      "07:00 preparation/jdk is ready for devops_lead",
      "07:10 preparation/jdk started by karim",
      "07:12 preparation/jdk ended: pass by karim: 17.0.9 sur les 4 VMs",
      "08:00 the clock moved on by 48m",
      "08:00 go-live/go is open: decided by project_lead, business_rep",
      "08:01 refused: decide go-live/go by karim: karim may not decide go-live/go: it takes the "
      "role project_lead or business_rep",
      "08:02 go-live/go: reservations by lea as business_rep: recette signée",
      "08:04 go-live/go: go by noe as project_lead: tout est prêt",
      "08:04 go-live/go approved",
      "08:15 the clock moved on by 11m",
      "08:15 go-live/maintenance started (attempt 1)",
      "08:17 go-live/maintenance succeeded",
      "08:20 go-live/snapshot started (attempt 1)",
      "08:23 a restarted engine took over",
      "08:23 go-live/snapshot is in doubt: the engine ended while this was under way, and "
      "no outcome was recorded",
      "08:25 go-live/snapshot: the doubt is answered done by noe: le fichier est complet",
      "08:26 go-live/snapshot succeeded",
      "09:00 the clock moved on by 34m",
      "09:00 go-live/migrate started (attempt 1)",
      "09:01 go-live/migrate failed: runbook.lua:14: verrou | délai",
      "09:03 go-live/migrate is tried again by dora: verrou levé",
      "09:03 go-live/migrate started (attempt 2)",
      "09:04 go-live/migrate failed: runbook.lua:15: check failed: les indices sont là",
      "09:04 migration-failed is offered to dba: go-live/migrate failed: les indices sont là"};
  for (std::size_t i = 0; i < std::min(all.size(), expected.size()); ++i)
    CHECK(all[i] == expected[i]);
  CHECK(all.size() == expected.size());
}

TEST_CASE("an event of another day says its J-offset") {
  ToldRun tale;
  tale.events.push_back(
      {3, tale.now() - std::chrono::hours(72), "engine", "", event::ItemOpened{tale.at("jdk")}});
  apply(tale.run, tale.events.back());
  CHECK(progress_line(tale.run, tale.events.back()) ==
        "J-3 07:00 preparation/jdk is ready for devops_lead");
}
