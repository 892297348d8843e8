// What a new run needs, and what it is refused for.
#include <doctest/doctest.h>

#include "tests/loop/house.h"

namespace golive::test {
namespace {

Error refusal(House& house, const NewRun& run, const Actor& actor = starter) {
  const auto created = house.engine.create(run, actor);
  REQUIRE_FALSE(created);
  CHECK(house.deeds.empty());
  CHECK(house.engine.runs().empty());
  return created.error();
}

}  // namespace

TEST_CASE("a run is on disk when it has its id, and ids count up") {
  House house;
  CHECK(house.create() == "release-uat-2027-01-15-1");
  CHECK(house.kinds("release-uat-2027-01-15-1").at(1) == "run_started");
  CHECK(house.create() == "release-uat-2027-01-15-2");
  CHECK(house.create(Mode::live) == "release-prod-2027-01-15-1");
}

TEST_CASE("who may not bring code creates no run") {
  House house;
  const auto error = refusal(house, house.new_run(), lead);
  CHECK(error.kind == ErrorKind::forbidden);
  CHECK(error.way_out == "golive user add lea --may-bring-code");
}

TEST_CASE("an environment that is not in the plan is refused with those that are") {
  House house;
  auto run = house.new_run();
  run.environment = "uta";
  const auto error = refusal(house, run);
  CHECK(error.kind == ErrorKind::invalid);
  CHECK(error.way_out == "it has uat, prod");
}

TEST_CASE("a parameter that the environment does not have is refused with one that is like it") {
  House house;
  auto run = house.new_run();
  run.parameters = {{"hots", "other.example"}};
  const auto error = refusal(house, run);
  CHECK(error.kind == ErrorKind::invalid);
  CHECK(error.way_out == "did you mean \"host\"?");
}

TEST_CASE("parameters that are given stand before the environment's") {
  House house;
  house.plan.environments[0].parameters["port"] = "80";
  house.plan.secrets = {{"token", "file:tokens/${host}"}};
  auto run = house.new_run();
  run.parameters = {{"host", "other.example"}};
  const RunId id = house.engine.create(run, starter).value();
  CHECK(house.run(id).parameters ==
        std::map<std::string, std::string>{{"host", "other.example"}, {"port", "80"}});
  CHECK(house.run(id).plan->secrets[0].from == "file:tokens/other.example");
}

TEST_CASE("live is only what is marked live, and nothing is rehearsed there") {
  House house;
  auto run = house.new_run(Mode::live);
  run.environment = "uat";
  CHECK(refusal(house, run).kind == ErrorKind::conflict);
  run = house.new_run();
  run.environment = "prod";
  CHECK(refusal(house, run).kind == ErrorKind::conflict);
}

TEST_CASE("a run that cannot be written is none") {
  House house;
  house.store.broken = true;
  CHECK(house.engine.create(house.new_run(), starter).error().kind == ErrorKind::storage);
  CHECK(house.store.logs()->empty());
}

}  // namespace golive::test
