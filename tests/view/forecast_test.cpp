#include "view/forecast.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/estimates.h"
#include "core/no_return.h"
#include "told_run.h"
#include "view/comparison.h"

using namespace golive;
using namespace golive::test;
using namespace std::chrono_literals;

namespace {

Instant clock_on_j(const ToldRun& tale, const char* clock) {
  return to_instant(tale.run.timeline->zone, {tale.run.timeline->j, *parse_clock(clock)}).value();
}

// "08:15 to 08:20, slack 25m"
std::string told(const ToldRun& tale, const Forecast& forecast, const char* item) {
  const auto& zone = tale.run.timeline->zone;
  const auto& span = forecast.items[tale.at(item)];
  return local_clock_text(zone, span.start) + " to " + local_clock_text(zone, span.end) +
         (span.slack ? ", slack " + to_text(*span.slack) : "");
}

std::vector<std::string> critical(const ToldRun& tale, const Forecast& forecast) {
  std::vector<std::string> paths;
  for (const ItemIndex item : forecast.critical) paths.push_back(tale.run.plan->items[item].id);
  return paths;
}

ToldRun with_objective(ToldRun tale, Objective objective) {
  auto plan = *tale.run.plan;
  plan.objectives = {std::move(objective)};
  tale.run.plan = std::make_shared<const Plan>(std::move(plan));
  return tale;
}

}  // namespace

TEST_CASE("while all is on time, each item is forecast for its planned time, with its slack") {
  const auto tale = told_to_the_gate();
  const auto forecast = forecast_of(tale.run, clock_on_j(tale, "08:00"));
  CHECK(told(tale, forecast, "maintenance") == "08:15 to 08:20, slack 1h24m");
  CHECK(told(tale, forecast, "snapshot") == "08:20 to 08:35, slack 1h24m");
  CHECK(told(tale, forecast, "migrate") == "09:00 to 09:15, slack 59m");
  CHECK(told(tale, forecast, "purge") == "09:20 to 09:35, slack 54m");
  CHECK(told(tale, forecast, "booking") == "10:00 to 10:01, slack 29m");
  CHECK(told(tale, forecast, "open-10") == "10:30 to 10:35, slack 0s");
  CHECK(critical(tale, forecast) == std::vector<std::string>{"open-10"});
}

TEST_CASE("what is late moves what waits for it, and the opening, which hangs on all of it") {
  const auto tale = told_to_the_gate();
  const auto forecast = forecast_of(tale.run, clock_on_j(tale, "10:00"));
  CHECK(told(tale, forecast, "maintenance") == "10:00 to 10:05, slack 0s");
  CHECK(told(tale, forecast, "open-10") == "10:51 to 10:56, slack 0s");
  CHECK(critical(tale, forecast) == std::vector<std::string>{"maintenance", "snapshot", "migrate",
                                                             "purge", "booking", "open-10"});
  CHECK(forecast_text(tale.run, clock_on_j(tale, "10:00"), forecast).front() ==
        "opening go-live/open-10: planned 10:30, forecast 10:51 (in nine cases of ten by 11:15), "
        "21m late; "
        "it hangs on go-live/maintenance");
}

TEST_CASE("an opening without a time of its own has none to be late for") {
  auto tale = told_to_the_gate();
  auto timeline = *tale.run.timeline;
  timeline.items[tale.at("open-10")] = {};
  tale.run.timeline = std::make_shared<const Timeline>(std::move(timeline));
  const auto now = clock_on_j(tale, "10:00");
  CHECK(forecast_text(tale.run, now, forecast_of(tale.run, now)).front() ==
        "opening go-live/open-10: forecast 10:51 (in nine cases of ten by 11:15); it hangs on "
        "go-live/maintenance");
  const auto json = forecast_view(tale.run, now, forecast_of(tale.run, now));
  CHECK(json["opening"]["planned"].is_null());
  CHECK(json["opening"]["late_ms"] == 0);
}

TEST_CASE("what is done stays as it was, and what runs longer than estimated ends now") {
  const auto opened = told_to_the_opening();
  const auto done = forecast_of(opened.run, clock_on_j(opened, "12:00"));
  CHECK(told(opened, done, "migrate") == "09:00 to 09:10");
  auto tale = told_to_the_failure();
  tale.person("dora", "07:32", event::ItemRetried{tale.at("migrate"), "un dernier essai"});
  tale.engine("07:32", event::AttemptStarted{tale.attempt("migrate", 3)});
  const auto forecast = forecast_of(tale.run, clock_on_j(tale, "09:40"));
  CHECK(told(tale, forecast, "migrate") == "09:00 to 09:40, slack 34m");
}

TEST_CASE("the point of no return is the last minute at which a rollback fits into the RTO") {
  const auto tale = with_objective(told_to_the_gate(), {"rto", "2h", ""});
  const auto no_return = forecast_of(tale.run, clock_on_j(tale, "08:00")).no_return.value();
  // Down from 08:15, back by 10:15; at 10:30 the opening itself would have to be undone, too.
  CHECK(no_return.because == "objective rto");
  CHECK(no_return.back_by == clock_on_j(tale, "10:15"));
  CHECK(no_return.rollback == Duration(20min));
  CHECK(no_return.at == clock_on_j(tale, "09:55"));
}

TEST_CASE("if not even the first undo fits, that is told") {
  const auto tale = with_objective(told_to_the_gate(), {"rto", "4m", ""});
  const auto now = clock_on_j(tale, "08:00");
  CHECK(forecast_text(tale.run, now, forecast_of(tale.run, now)).back() ==
        "no rollback fits: undoing takes 5m, and all must be back by 08:19 (objective rto)");
}

TEST_CASE("half an hour ahead of it, and if something will start past it, that is told") {
  const auto tale = with_objective(told_to_the_gate(), {"rto", "2h", ""});
  const auto lines_at = [&](const char* clock) {
    const auto now = clock_on_j(tale, clock);
    return forecast_text(tale.run, now, forecast_of(tale.run, now));
  };
  CHECK(lines_at("08:00")[1] ==
        "warning: go-live/open-10 is forecast to start at 10:30, past the point of no return: a "
        "lead will be asked");
  const auto now = clock_on_j(tale, "08:00");
  const auto json = forecast_view(tale.run, now, forecast_of(tale.run, now))["no_return"];
  CHECK(json["near"] == false);
  CHECK(json["past"]["item"] == "go-live/open-10");
  const auto fits = with_objective(told_to_the_gate(), {"rto", "4h", ""});
  const auto fine = forecast_view(fits.run, now, forecast_of(fits.run, now))["no_return"];
  CHECK(fine["past"].is_null());
}

TEST_CASE("without an RTO a rollback must fit into the day; it is told that it no longer does") {
  const auto tale = told_to_the_gate();
  const auto late = clock_on_j(tale, "23:59");
  const auto forecast = forecast_of(tale.run, clock_on_j(tale, "08:00"));
  CHECK(forecast.no_return.value().at == clock_on_j(tale, "23:35"));
  CHECK(forecast_text(tale.run, late, forecast).back() ==
        "point of no return passed at 23:35: undoing takes 25m, and all must be back by J+1 00:00 "
        "(end of go-live)");
}

TEST_CASE("the odds of the opening are of a hundred cases, by the run's seed, until it begins") {
  const auto tale = told_to_the_gate();
  const auto late = clock_on_j(tale, "10:00");
  const auto odds = forecast_of(tale.run, late).odds.value();
  // By the same draws in another language: 51 minutes of work come to 62 in half of all cases.
  CHECK(odds.p50 > clock_on_j(tale, "11:01"));
  CHECK(odds.p50 < clock_on_j(tale, "11:04"));
  CHECK(odds.p90 > odds.p50 + 8min);
  CHECK(odds.p90 == forecast_of(tale.run, late).odds.value().p90);
  CHECK_FALSE(forecast_of(told_to_the_opening().run, late).odds.has_value());
}

TEST_CASE("the forecast is data, and none of a run that is over") {
  const auto tale = told_to_the_gate();
  const auto now = clock_on_j(tale, "08:00");
  const auto json = forecast_view(tale.run, now, forecast_of(tale.run, now));
  CHECK(json["opening"]["item"] == "go-live/open-10");
  CHECK(json["opening"]["late_ms"] == 0);
  CHECK(json["no_return"]["passed"] == false);
  const auto over = told_to_the_opening();
  CHECK(forecast_view(over.run, over.now(), forecast_of(over.run, over.now())).is_null());
}

TEST_CASE("in a rehearsal of a day that was over, nothing is said to be late") {
  auto tale = told_to_the_gate();
  const auto years_later = tale.now() + std::chrono::days(700);
  CHECK(forecast_view(tale.run, years_later,
                      forecast_of(tale.run, years_later))["opening"]["late_ms"] > 0);
  tale.run.created_at = years_later;
  tale.run.mode = Mode::rehearsal;
  const auto forecast = forecast_of(tale.run, years_later);
  CHECK(forecast_view(tale.run, years_later, forecast)["opening"]["late_ms"] == 0);
  const auto line = forecast_text(tale.run, years_later, forecast).front();
  CHECK(line.find("its day was over when this rehearsal began") != std::string::npos);
  CHECK(line.find("late") == std::string::npos);
}

TEST_CASE("what rehearsals have measured stands in place of the estimates, and is said") {
  auto rehearsal = told_to_the_opening();
  rehearsal.become("r1", Mode::rehearsal);
  const auto measured = measured_of(rehearsal.events);
  REQUIRE(measured);
  const auto tale = told_to_the_gate();
  const auto measurements = measurements_of(*tale.run.plan, {*measured});
  const auto now = clock_on_j(tale, "10:00");
  const auto forecast = forecast_of(tale.run, now, measurements);
  CHECK(told(tale, forecast, "maintenance") == "10:00 to 10:02, slack 7m");
  CHECK(told(tale, forecast, "snapshot") == "10:02 to 10:11, slack 7m");
  CHECK(forecast.measured == 6);
  CHECK(forecast.estimated == 0);
  REQUIRE(forecast.odds);
  CHECK(forecast.odds->p90 < forecast_of(tale.run, now).odds->p90);
  const auto lines = forecast_text(tale.run, now, forecast);
  REQUIRE_FALSE(lines.empty());
  CHECK(lines.front().find(", from 1 rehearsal") != std::string::npos);
  CHECK(lines.front().find("and estimates") == std::string::npos);
  CHECK(forecast_view(tale.run, now, forecast).at("from") ==
        nlohmann::json{{"rehearsals", 1}, {"measured", 6}, {"estimated", 0}});
}

TEST_CASE("where an RTO is stated, the point shown is the one at which a lead is asked") {
  auto rehearsal = told_to_the_rollback();
  rehearsal.become("r1", Mode::rehearsal);
  const auto measured = measured_of(rehearsal.events);
  REQUIRE(measured);
  auto tale = told_to_the_gate();
  const auto measurements = measurements_of(*tale.run.plan, {*measured});
  REQUIRE(is_measured(*tale.run.plan, tale.at("maintenance"), Slot::undo, measurements));
  tale = with_objective(std::move(tale), {"rto", "2h", ""});
  tale.done("maintenance", "07:16", "07:18");
  tale.done("snapshot", "07:21", "07:30");
  const ItemIndex next = tale.at("migrate");
  const auto estimated = past_return(tale.run, next, clock_on_j(tale, "23:00"));
  tale.engine("07:30", event::UndosMeasured{1, undos_to_tell(tale.run, measurements)});
  REQUIRE_FALSE(tale.run.measured_undos.empty());
  const auto shown = forecast_of(tale.run, clock_on_j(tale, "09:00"), measurements).no_return;
  REQUIRE(shown);
  // Here the opening's own undo is not yet counted: it is the point for the step that is next.
  CHECK_FALSE(past_return(tale.run, next, shown->at));
  const auto asked = past_return(tale.run, next, clock_on_j(tale, "23:00"));
  REQUIRE(asked);
  CHECK(asked->limit.at == shown->back_by);
  CHECK(asked->at == shown->at);
  CHECK(asked->rollback == shown->rollback);
  CHECK(asked->rollback != estimated->rollback);
}

TEST_CASE("of an item that did other work then, the estimate stands") {
  auto rehearsal = told_to_the_opening();
  rehearsal.become("r1", Mode::rehearsal, [](Plan& plan) {
    for (Item& item : plan.items)
      if (item.id == "snapshot") item.title = "another backup";
  });
  const auto tale = told_to_the_gate();
  const auto measurements = measurements_of(*tale.run.plan, {*measured_of(rehearsal.events)});
  const auto forecast = forecast_of(tale.run, clock_on_j(tale, "10:00"), measurements);
  CHECK(told(tale, forecast, "snapshot") == "10:02 to 10:17, slack 1m");
  CHECK(forecast.measured == 5);
  CHECK(forecast.estimated == 1);
}
