// Who the engine knows.
#include <doctest/doctest.h>

#include "base/limits.h"
#include "tests/loop/house.h"

namespace golive::test {

using namespace std::chrono_literals;

TEST_CASE("a token names its user until it expires or is revoked; only its hash is kept") {
  House house;
  const auto token = house.engine.add_user({"lea", {"lead"}, true}, 1h, starter).value();
  const auto known = house.engine.authenticate(token);
  REQUIRE(known);
  CHECK(known->name == "lea");
  CHECK(known->roles == std::vector<std::string>{"lead"});
  CHECK(known->may_bring_code);
  const auto records = house.store.read("site", 0, 10).value();
  for (const Record& record : records)
    CHECK(record.body.find(token.substr(token.find('.') + 1)) == std::string::npos);
  SUBCASE("expired") {
    house.pass(1h);
    CHECK(house.engine.authenticate(token).error().kind == ErrorKind::unauthenticated);
  }
  SUBCASE("revoked") {
    REQUIRE(house.engine.revoke_tokens("lea", starter));
    CHECK(house.engine.authenticate(token).error().kind == ErrorKind::unauthenticated);
    CHECK(house.engine.revoke_tokens("lea", starter).error().kind == ErrorKind::not_found);
  }
  SUBCASE("known to the next engine") {
    Engine next(house.store, house.clock);
    REQUIRE(next.open(2));
    CHECK(next.authenticate(token));
    REQUIRE(next.add_user({"eve", {}, false}, 1h, starter));
    CHECK(Engine(house.store, house.clock).open(3));
  }
}

TEST_CASE("a session lasts no longer than its token, and there are only so many of one person") {
  House house;
  const auto short_one = house.engine.add_user({"lea", {"lead"}, false}, 1h, starter).value();
  const auto token = house.engine.add_user({"lea", {"lead"}, false}, 99h, starter).value();
  const auto expiry = [&](const auto& of) { return house.engine.holder(of)->token->expires; };
  const auto session_for = [&](const std::string& of) {
    return house.engine.sign_in(*house.engine.holder(of)->token, starter).value();
  };
  const auto sign_in = [&] { return session_for(token); };
  CHECK(expiry(session_for(short_one)) == expiry(short_one));
  house.pass(1h);
  const auto first = sign_in();
  CHECK(expiry(first) == house.clock.now() + limits::session_lifetime);
  house.pass(1min);
  CHECK(house.engine.sign_in(*house.engine.holder(first)->token, starter).error().kind ==
        ErrorKind::forbidden);
  for (std::size_t more = 1; more < limits::sessions; ++more) sign_in();
  CHECK(house.engine.authenticate(first));
  const auto last = sign_in();
  CHECK_FALSE(house.engine.authenticate(first));
  CHECK(house.engine.authenticate(last));
  house.pass(limits::session_lifetime);
  CHECK_FALSE(house.engine.authenticate(last));
  CHECK(house.engine.authenticate(token));
}

TEST_CASE("a user who is added again has the new roles, and both tokens") {
  House house;
  const auto first = house.engine.add_user({"lea", {"lead"}, false}, 1h, starter).value();
  const auto second = house.engine.add_user({"lea", {"dba"}, false}, 1h, starter).value();
  for (const auto& token : {first, second})
    CHECK(house.engine.authenticate(token)->roles == std::vector<std::string>{"dba"});
}

TEST_CASE("who was refused what belongs to no run stands in the site log") {
  House house;
  const Actor eve{"eve", "rest 10.0.0.7", {}, false};
  REQUIRE(house.engine.record_refusal(
      "create_run", {ErrorKind::forbidden, "eve may not bring code", {}, {}}, eve));
  const auto records = house.store.read("site", 0, 10).value();
  REQUIRE(records.size() == 1);
  CHECK(records[0].kind == "command_refused");
  CHECK(records[0].actor == "eve");
  CHECK(records[0].from == "rest 10.0.0.7");
  CHECK(records[0].body == R"({"command":"create_run","reason":"eve may not bring code"})");
  CHECK(Engine(house.store, house.clock).open(2));
}

TEST_CASE(
    "the answer by a key is in one append with what it answers for, and outlives the engine") {
  House house;
  const RunId run = house.engine.create(house.new_run(), starter, {"k1", "r1"}).value();
  CHECK(house.deeds == Deeds{"append " + run + " site"});
  house.work_off();
  Heard heard;
  house.deeds.clear();
  house.engine.submit(run, lead, command::Pause{"wait"}, heard.reply(), {"k2", "r2"});
  house.engine.submit(run, lead, command::Pause{"and wait"}, heard.reply(), {"k3", "r3"});
  house.work_off();
  CHECK(house.deeds == Deeds{"append " + run + " site"});
  REQUIRE(heard.answers.size() == 2);
  CHECK_FALSE(heard.answers[1]);
  Engine next(house.store, house.clock);
  next.use(house.bodies, house.world);
  REQUIRE(next.open(2));
  CHECK((*next.answered({"k1", "r1"}))->run == run);
  CHECK((*next.answered({"k2", "r2"}))->number == heard.answers[0]->seq);
  CHECK_FALSE(*next.answered({"k3", "r3"}));  // a refusal is no answer that lasts
}

TEST_CASE("a name that cannot be one is refused, and nothing is written") {
  House house;
  CHECK_FALSE(house.engine.add_user({"lea\n", {}, false}, 1h, starter));
  CHECK(house.deeds.empty());
}

}  // namespace golive::test
