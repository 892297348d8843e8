#include "view/account.h"

#include <doctest/doctest.h>

#include "told_run.h"

using namespace golive;
using namespace golive::test;

TEST_CASE("an account collects what happened, in the order of the log") {
  const auto tale = told_to_the_rollback();
  const auto account = account_of(tale.events);
  REQUIRE_MESSAGE(account, to_line(account.error()));
  CHECK(account->started_by == "amelie");
  CHECK(account->decisions.size() == 2);
  CHECK(account->decisions[0].actor == "lea");
  CHECK(account->decisions[0].from == "rest");
  CHECK(account->tasks.size() == 1);
  REQUIRE(account->failures.size() == 2);
  CHECK(account->failures[0].then == told::Sequel::retried);
  CHECK(account->failures[0].actor == "dora");
  CHECK_FALSE(account->failures[0].contingency);
  REQUIRE(account->doubts.size() == 1);
  CHECK(account->doubts[0].answer == DoubtAnswer::done);
  CHECK(account->doubts[0].actor == "noe");
  CHECK(account->interventions.size() == 1);
  CHECK(account->refusals.size() == 1);
  REQUIRE(account->findings.size() == 2);
  CHECK(account->findings[0].name == "empreinte");
  CHECK_FALSE(account->findings[1].passed);
  CHECK(account->takeovers == 1);
  CHECK(account->ended);
  CHECK_FALSE(account->opened);
}

TEST_CASE("an account says what a rollback undid, and what it did not have to") {
  const auto account = account_of(told_to_the_rollback().events);
  REQUIRE(account);
  REQUIRE(account->contingencies.size() == 1);
  CHECK(account->contingencies[0].actor == "dora");
  CHECK(account->contingencies[0].role == "dba");
  CHECK(account->contingencies[0].ended);
  REQUIRE(account->rollbacks.size() == 1);
  const auto& undos = account->rollbacks[0].undos;
  REQUIRE(undos.size() == 3);
  CHECK(undos[0].result == told::UndoResult::undone);
  CHECK(undos[1].result == told::UndoResult::not_needed);
  CHECK(undos[2].result == told::UndoResult::undone);
}

TEST_CASE("an account says what a failure led to, and who chose it") {
  const auto rolled_back = account_of(told_to_the_rollback().events);
  REQUIRE(rolled_back);
  const auto& by_contingency = rolled_back->failures[1];
  CHECK(by_contingency.then == told::Sequel::rolled_back);
  CHECK(by_contingency.actor == "dora");
  CHECK(by_contingency.contingency == rolled_back->contingencies[0].item);

  CHECK(account_of(told_to_the_failure().events)->failures[1].then == told::Sequel::none);

  auto tale = told_to_the_failure();
  tale.person("noe", "07:33",
              event::RollbackStarted{tale.at("go-live"), {tale.at("migrate")}, "on arrête"});
  const auto aborted = account_of(tale.events);
  CHECK(aborted->failures[1].then == told::Sequel::rolled_back);
  CHECK(aborted->failures[1].actor == "noe");
  CHECK_FALSE(aborted->failures[1].contingency);
  CHECK(aborted->interventions.back().command == "abort");
}

TEST_CASE("what the engine tries again after a contingency, a person has chosen with it") {
  auto tale = told_to_the_failure();
  const auto contingency = tale.at("migration-failed"), migrate = tale.at("migrate");
  tale.person("dora", "07:35", event::ContingencyActivated{contingency, "dba", "on bascule"});
  tale.engine("07:36", event::ContingencyEnded{contingency});
  tale.engine("07:36", event::ItemRetried{migrate, "after the contingency migration-failed"});
  const auto retried = account_of(tale.events);
  REQUIRE(retried);
  CHECK(retried->failures[1].then == told::Sequel::retried);
  CHECK(retried->failures[1].actor == "dora");
  CHECK(retried->failures[1].contingency == contingency);
}

TEST_CASE("a retry that the step itself asks for is nobody's choice") {
  auto tale = told_to_the_gate();
  const auto first = tale.attempt("maintenance");
  tale.engine("08:15", event::AttemptStarted{first});
  tale.engine("08:16", event::AttemptFailed{first, "the load balancer is busy"});
  tale.engine("08:16", event::RetryScheduled{first.item, tale.now()});
  const auto account = account_of(tale.events);
  CHECK(account->failures[0].then == told::Sequel::retried_auto);
  CHECK(account->failures[0].actor.empty());
}

TEST_CASE("an account knows when users were let in") {
  const auto account = account_of(told_to_the_opening().events);
  REQUIRE(account);
  CHECK(account->opened == *parse_instant("2027-01-15T09:07:00.000Z"));
}

TEST_CASE("a log without its beginning, or with a strange item, has no account") {
  auto events = told_to_the_gate().events;
  events.push_back({99, {}, "engine", "", event::TaskStarted{999}});
  CHECK_FALSE(account_of(events));
  events.erase(events.begin());
  CHECK_FALSE(account_of(events));
  CHECK_FALSE(account_of({}));
}
