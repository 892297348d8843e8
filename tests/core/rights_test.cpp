// Who may, and what decisions amount to.
#include <doctest/doctest.h>

#include "core/rights.h"

namespace golive {
namespace {

Rule of_role(const std::string& role) { return {Rule::Kind::role, role, 1, {}}; }

Decision made(const std::string& actor, const std::string& role, Verdict verdict = Verdict::go) {
  return {actor, role, verdict, "", {}, {}, ""};
}

}  // namespace

TEST_CASE("all of: each role's GO, in any order") {
  const Rule rule{Rule::Kind::all_of, "", 1, {of_role("lead"), of_role("dba")}};
  CHECK(quorum(rule, {}) == Quorum::open);
  CHECK(quorum(rule, {made("dan", "dba")}) == Quorum::open);
  CHECK(quorum(rule, {made("dan", "dba"), made("lea", "lead", Verdict::reservations)}) ==
        Quorum::reached);
}

TEST_CASE("any of: one is enough; an empty rule is never fulfilled") {
  const Rule rule{Rule::Kind::any_of, "", 1, {of_role("lead"), of_role("dba")}};
  CHECK(quorum(rule, {made("dan", "dba")}) == Quorum::reached);
  CHECK(quorum(rule, {made("eve", "business")}) == Quorum::open);
  CHECK(quorum(Rule{}, {made("dan", "dba")}) == Quorum::open);
}

TEST_CASE("at least: so many different people of a role") {
  const Rule rule{Rule::Kind::at_least, "dba", 2, {}};
  CHECK(quorum(rule, {made("dan", "dba")}) == Quorum::open);
  CHECK(quorum(rule, {made("dan", "dba"), made("dan", "dba")}) == Quorum::open);
  CHECK(quorum(rule, {made("dan", "dba"), made("ida", "dba")}) == Quorum::reached);
}

TEST_CASE("one no-go refuses, whatever the others say") {
  const Rule rule{Rule::Kind::any_of, "", 1, {of_role("lead"), of_role("dba")}};
  CHECK(quorum(rule, {made("dan", "dba"), made("lea", "lead", Verdict::no_go)}) == Quorum::refused);
}

TEST_CASE("a refusal names who may") {
  Plan plan;
  plan.roles = {{"lead", "Lead", ""}, {"dba", "DBA", ""}};
  plan.approved_by = {"lead"};
  Item step;
  step.path = "go-live/migrate";
  step.owner = "dba";
  plan.items = {step};
  Run run;
  run.id = "r";
  run.starter = "release-manager";
  run.plan = std::make_shared<const Plan>(plan);
  run.items.resize(1);
  CHECK(acting_role(run, 0, {"dan", "", {"dba"}, false}).value() == "dba");
  CHECK(acting_role(run, 0, {"lea", "", {"lead"}, false}).value() == "lead");
  const auto refused = acting_role(run, 0, {"eve", "", {"business"}, false});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::forbidden);
  CHECK(refused.error().what ==
        "eve may not act on go-live/migrate: it takes the role dba or lead");
  CHECK(leading_role(run, {"release-manager", "", {}, false}));
  CHECK_FALSE(leading_role(run, {"dan", "", {"dba"}, false}));
}

}  // namespace golive
