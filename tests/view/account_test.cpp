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
  CHECK(account->failures[0].then == "dora");
  CHECK(account->failures[1].then.empty());
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
