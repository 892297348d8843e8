#include <doctest/doctest.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "core/site.h"

using namespace golive;
using namespace std::chrono_literals;

namespace {

const Instant now = *parse_instant("2027-01-15T07:00:00.000Z");
const std::string secret(64, 'a');

Site site_with_amelie() {
  Site site;
  const std::vector<SiteEventBody> bodies{
      site_event::UserAdded{"amelie", {"project_lead", "dba"}, true},
      site_event::TokenIssued{"amelie", "t1", sha256(secret), now + 1h}};
  for (const auto& body : bodies) apply(site, {site.seq + 1, now, "engine", {}, body});
  return site;
}

}  // namespace

TEST_CASE("a token is good for its user, with roles and rights") {
  const auto actor = authenticate(site_with_amelie(), "t1." + secret, now);
  REQUIRE(actor);
  CHECK(actor->name == "amelie");
  CHECK(actor->roles == std::vector<std::string>{"project_lead", "dba"});
  CHECK(actor->may_bring_code);
}

TEST_CASE("wrong, expired and revoked tokens are refused alike") {
  auto site = site_with_amelie();
  const auto refusal = [&](const std::string& token, Instant at) {
    const auto actor = authenticate(site, token, at);
    REQUIRE_FALSE(actor);
    CHECK(actor.error().kind == ErrorKind::unauthenticated);
    return actor.error().what;
  };
  const auto wrong = refusal("t1." + std::string(64, 'b'), now);
  CHECK(refusal("t2." + secret, now) == wrong);
  CHECK(refusal("t1", now) == wrong);
  CHECK(refusal("", now) == wrong);
  CHECK(refusal("." + secret, now) == wrong);
  CHECK(refusal("t1." + secret, now + 1h) == wrong);
  apply(site, {3, now, "amelie", {}, site_event::TokenRevoked{"t1"}});
  CHECK(refusal("t1." + secret, now) == wrong);
}

TEST_CASE("adding a known user replaces the roles and keeps the tokens") {
  auto site = site_with_amelie();
  apply(site, {3, now, "amelie", {}, site_event::UserAdded{"amelie", {"qa"}, false}});
  const auto actor = authenticate(site, "t1." + secret, now);
  REQUIRE(actor);
  CHECK(actor->roles == std::vector<std::string>{"qa"});
  CHECK_FALSE(actor->may_bring_code);
  CHECK(site.seq == 3);
}

TEST_CASE("every kind of site event comes back from its record as it was") {
  const std::vector<SiteEventBody> bodies{
      site_event::UserAdded{"amelie", {"dba"}, true},
      site_event::TokenIssued{"amelie", "t1", "c0ffee", now},
      site_event::TokenRevoked{"t1"},
      site_event::CommandRefused{"create_run", "no right"},
      site_event::NoticeDue{"r/7/project", "r", 7, "project", NoticeKind::doubts, "{}"},
      site_event::NoticeSent{"r/7/project", 2},
      site_event::NoticeFailed{"r/7/project", 1, "503", now},
      site_event::NoticeGivenUp{"r/7/project", 3, "404"},
      site_event::NoticeRetried{"r/7/project"},
      site_event::AnswerGiven{"k1", "c0ffee", "shop-1", 2},
      site_event::AuditKeyUsed{"aa", "bb", "cc"}};
  REQUIRE(bodies.size() == std::variant_size_v<SiteEventBody>);
  for (const auto& body : bodies) {
    const SiteEvent event{7, now, "engine", "rest 10.0.0.7", body};
    const auto record = to_record(event);
    CAPTURE(record.kind);
    const auto read = site_event_from_record(record);
    REQUIRE_MESSAGE(read, to_line(read.error()));
    CHECK(read->body.index() == body.index());
    CHECK(to_record(*read).body == record.body);
    CHECK(read->seq == 7);
    CHECK(read->at == now);
    CHECK(read->actor == "engine");
    CHECK(read->from == "rest 10.0.0.7");
  }
}

TEST_CASE("a site event of an unknown kind is refused") {
  auto record = to_record(SiteEvent{7, now, "engine", {}, site_event::TokenRevoked{"t1"}});
  record.kind = "user_painted";
  CHECK_FALSE(site_event_from_record(record));
}

TEST_CASE("names are short and plain") {
  for (const auto* name : {"a", "amelie", "a.b-c_d@example", "7up"}) CHECK(check_name(name));
  for (const auto* name : {"", "-a", ".a", "a b", "am\xc3\xa9lie", "a/b", "a\n"})
    CHECK_FALSE(check_name(name));
  CHECK(check_name(std::string(limits::name_bytes, 'a')));
  CHECK_FALSE(check_name(std::string(limits::name_bytes + 1, 'a')));
}

TEST_CASE("an answer is remembered for a day, and its key stands for one request") {
  Site site;
  const auto give = [&](const std::string& key, Instant at) {
    apply(site, {site.seq + 1, at, "amelie", {}, site_event::AnswerGiven{key, "r1", {}, 12}});
  };
  give("k1", now);
  const auto first = first_answer(site, {"k1", "r1"}, now + 24h - 1ms);
  REQUIRE(first);
  REQUIRE(*first);
  CHECK((*first)->number == 12);
  CHECK(first_answer(site, {"k1", "r2"}, now).error().kind == ErrorKind::reused);
  CHECK_FALSE(*first_answer(site, {"k2", "r1"}, now));
  CHECK_FALSE(*first_answer(site, {"k1", "r2"}, now + 24h));
  give("k2", now + 25h);
  CHECK(site.answers.size() == 1);
  give("k1", now + 26h);
  give("k3", now + 49h + 30min);  // k2 is forgotten, and k1 is not: it was given anew
  CHECK(site.answers.size() == 2);
  CHECK(*first_answer(site, {"k1", "r1"}, now + 49h));
}

TEST_CASE("a session ends with the token that it was given for") {
  auto site = site_with_amelie();
  apply(site, {3,
               now,
               "amelie",
               {},
               site_event::TokenIssued{"amelie", "s1", sha256(secret), now + 1h,
                                       TokenPurpose::session, "t1"}});
  CHECK(authenticate(site, "s1." + secret, now)->name == "amelie");
  SUBCASE("revoked itself, it leaves the token alone") {
    apply(site, {4, now, "amelie", {}, site_event::TokenRevoked{"s1"}});
    CHECK_FALSE(authenticate(site, "s1." + secret, now));
    CHECK(authenticate(site, "t1." + secret, now));
  }
  SUBCASE("the token revoked") {
    apply(site, {4, now, "engine", {}, site_event::TokenRevoked{"t1"}});
    CHECK_FALSE(authenticate(site, "s1." + secret, now));
  }
}

TEST_CASE("a link shows one run, and nobody acts with it") {
  auto site = site_with_amelie();
  apply(site, {3,
               now,
               "amelie",
               {},
               site_event::TokenIssued{
                   "amelie", "l1", sha256(secret), now + 1h, TokenPurpose::link, {}, "shop-1"}});
  const auto holder = holder_of(site, "l1." + secret, now);
  REQUIRE(holder);
  CHECK(holder->token->run == "shop-1");
  CHECK(holder->actor.roles.empty());
  CHECK_FALSE(holder->actor.may_bring_code);
  CHECK(authenticate(site, "l1." + secret, now).error().kind == ErrorKind::forbidden);
  CHECK_FALSE(holder_of(site, "l1." + secret, now + 1h));
}

TEST_CASE("nobody goes by the name that the log has for golive itself") {
  CHECK(check_name("engineer"));
  const auto refused = check_name("engine");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().place == "name");
}
