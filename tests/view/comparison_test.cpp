#include "view/comparison.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "told_run.h"

using namespace golive;
using namespace golive::test;
using namespace std::chrono_literals;

namespace {

Measured measured(const ToldRun& tale) {
  const auto measured = measured_of(tale.events);
  REQUIRE_MESSAGE(measured, to_line(measured.error()));
  return *measured;
}

const Comparison::Row& row_of(const Comparison& comparison, const Plan& plan,
                              const std::string& path, Slot slot = Slot::action) {
  for (const auto& row : comparison.rows)
    if (plan.items[row.item].path == path && row.slot == slot) return row;
  FAIL(path);
  return comparison.rows.front();
}

}  // namespace

TEST_CASE("a rehearsal's record is what its log says each item and undo took") {
  const auto tale = told_to_the_rollback();
  const auto all = measured(tale);
  const auto item = [&](const std::string& path) { return all.items[tale.at(path)]; };
  CHECK(all.state == RunState::rolled_back);
  CHECK(item("jdk").action.time == 2min);
  CHECK(item("go").action.time == 4min);
  CHECK(item("maintenance").action.time == 2min);
  CHECK(item("maintenance").undo.time == 2min);
  CHECK(item("tell").action.time == 1min);
  CHECK(item("migrate").attempts == 2);
  CHECK_FALSE(item("migrate").action.done);
  CHECK(item("migrate").undo.time == 3min);
}

TEST_CASE("what was in doubt is rehearsed, but nobody knows how long it took") {
  const auto tale = told_to_the_rollback();
  const auto snapshot = measured(tale).items[tale.at("snapshot")].action;
  CHECK(snapshot.done);
  CHECK_FALSE(snapshot.time);
}

TEST_CASE("a task that was ended without having been started has no duration") {
  ToldRun tale;
  tale.engine("07:00", event::ItemOpened{tale.at("jdk")});
  tale.person("karim", "07:12", event::TaskStarted{tale.at("jdk")});
  tale.person("karim", "07:12", event::TaskEnded{tale.at("jdk"), TaskResult::passed, {}});
  const auto jdk = measured(tale).items[tale.at("jdk")].action;
  CHECK(jdk.done);
  CHECK_FALSE(jdk.time);
}

TEST_CASE("time in which no engine ran is not measured") {
  auto tale = told_to_the_gate();
  tale.engine("07:13", event::AttemptStarted{tale.attempt("purge")});
  tale.engine("07:14", event::ClockJumped{});
  tale.engine("07:24", event::EngineTookOver{2});
  tale.engine("07:25", event::AttemptSucceeded{tale.attempt("purge"), "null"});
  CHECK(measured(tale).items[tale.at("purge")].action.time == 2min);
}

TEST_CASE("a run is held against each rehearsal before it, and differs from the last one") {
  auto first = told_to_the_rollback(), second = told_to_the_opening(), live = second;
  first.become("r1", Mode::rehearsal);
  second.become("r2", Mode::rehearsal);
  const auto actual = measured(live);
  const auto& plan = *live.run.plan;
  const auto comparison = compare(plan, {measured(first), measured(second)}, &actual);
  const auto& migrate = row_of(comparison, plan, "go-live/migrate");
  CHECK(migrate.estimate == 15min);
  REQUIRE(migrate.rehearsed.size() == 2);
  CHECK_FALSE(migrate.rehearsed[0].done);
  CHECK(migrate.rehearsed[1].time == 10min);
  CHECK(migrate.actual.time == 10min);
  CHECK(migrate.difference == Duration{});
  CHECK(migrate.stale == Staleness::none);
  CHECK(row_of(comparison, plan, "go-live/migrate", Slot::undo).rehearsed[0].time == 3min);
}

TEST_CASE("items and undos that no rehearsal has done are named") {
  auto rehearsal = told_to_the_opening();
  rehearsal.become("r1", Mode::rehearsal);
  const auto view = comparison_view(*rehearsal.run.plan, {measured(rehearsal)}, nullptr);
  CHECK(view.at("never_rehearsed") == nlohmann::json{"migration-failed/tell"});
  CHECK(view.at("undos_never_rehearsed") ==
        nlohmann::json{"go-live/maintenance", "go-live/migrate", "go-live/open-10"});
  CHECK_FALSE(view.contains("run"));
}

TEST_CASE("what has changed since its rehearsal is stale, and a body may have with its file") {
  auto rehearsal = told_to_the_opening();
  rehearsal.become("r1", Mode::rehearsal, [](Plan& plan) {
    plan.hash = std::string(64, '0');
    for (Item& item : plan.items) {
      if (item.id == "migrate") item.description = "by hand";
      if (item.id == "purge") item.estimate = 1h;  // a better estimate is no other work
    }
  });
  const auto plan = *told_to_the_gate().run.plan;
  const auto comparison = compare(plan, {measured(rehearsal)}, nullptr);
  CHECK(row_of(comparison, plan, "go-live/migrate").stale == Staleness::item);
  CHECK(row_of(comparison, plan, "go-live/purge").stale == Staleness::runbook);
  CHECK(row_of(comparison, plan, "preparation/jdk").stale == Staleness::none);
  const auto text = comparison_text(plan, {measured(rehearsal)}, nullptr);
  CHECK(text.find("Changed since it was rehearsed\n  go-live/migrate\n") != std::string::npos);
  CHECK(text.find("of another state of the runbook") != std::string::npos);
}

TEST_CASE("a plan that was never rehearsed says so") {
  const auto tale = told_to_the_gate();
  CHECK(comparison_text(*tale.run.plan, {}, nullptr) ==
        tale.run.plan->title + "\nIt was never rehearsed.\n");
}
