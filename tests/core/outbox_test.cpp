#include "core/outbox.h"

#include <doctest/doctest.h>

#include "base/limits.h"
#include "core/site.h"

using namespace golive;
using namespace std::chrono_literals;

namespace {

const Instant noon = *parse_instant("2027-01-15T12:00:00.000Z");
const std::string id = "release-uat-2027-01-15-1/7/project";

site_event::NoticeDue due(const std::string& of = id) {
  return {of, "release-uat-2027-01-15-1", 7, "project", NoticeKind::gates, R"({"what":"x"})"};
}

struct Told {
  Site site;
  Instant now = noon;

  void tell(SiteEventBody body) {
    // As it comes back from the disk.
    const auto record = to_record(SiteEvent{site.seq + 1, now, "engine", {}, std::move(body)});
    const auto event = site_event_from_record(record);
    REQUIRE(event);
    apply(site, *event);
  }
  void try_to_send(const Delivery& delivery, const std::string& of = id) {
    std::visit([&](const auto& outcome) { tell(outcome); },
               outcome_of(site.outbox.open.at(of), delivery, now));
  }
  const OpenNotice& open(const std::string& of = id) const { return site.outbox.open.at(of); }
};

}  // namespace

TEST_CASE("a notice is open from when it is due until it was sent") {
  Told told;
  told.tell(due());
  CHECK(told.open().again_at == noon);
  CHECK(told.open().due.facts == R"({"what":"x"})");
  told.try_to_send({.sent = true});
  CHECK(told.site.outbox.open.empty());
  CHECK(told.site.outbox.given_up.empty());
}

TEST_CASE("what fails is tried again, later each time, and given up after a day") {
  Told told;
  told.tell(due());
  Duration before{};
  int attempts = 0;
  while (told.site.outbox.open.contains(id)) {
    REQUIRE(++attempts < 200);
    told.try_to_send({false, false, "answered 503"});
    if (!told.site.outbox.open.contains(id)) break;
    CHECK(told.open().attempts == attempts);
    CHECK(told.open().why == "answered 503");
    const Duration delay = told.open().again_at - told.now;
    CHECK(delay >= before);
    CHECK(delay <= limits::notice_retry_max);
    before = delay;
    told.now = told.open().again_at;
  }
  CHECK(before == limits::notice_retry_max);
  CHECK(told.now - noon <= limits::notice_patience);
  CHECK(told.now - noon > limits::notice_patience - limits::notice_retry_max);
  CHECK(told.site.outbox.given_up.at(id).why == "answered 503; tried for 1d");
  CHECK(told.site.outbox.given_up.at(id).attempts == attempts);
}

TEST_CASE("what will never come right is given up at once, and can be wanted again") {
  Told told;
  told.tell(due());
  told.try_to_send({false, true, "answered 404"});
  CHECK(told.site.outbox.open.empty());
  CHECK(told.site.outbox.given_up.at(id).why == "answered 404");
  told.now += 48h;
  told.tell(site_event::NoticeRetried{id});
  CHECK(told.site.outbox.given_up.empty());
  CHECK(told.open().again_at == told.now);
  CHECK(told.open().attempts == 1);
  told.try_to_send({false, false, "answered 503"});
  CHECK(told.open().attempts == 2);
  CHECK(told.open().again_at == told.now + limits::notice_retry_first);
}

TEST_CASE("what tells of a notice that is not there changes nothing") {
  Told told;
  told.tell(site_event::NoticeSent{id, 1});
  told.tell(site_event::NoticeFailed{id, 1, "x", noon});
  told.tell(site_event::NoticeGivenUp{id, 1, "x"});
  told.tell(site_event::NoticeRetried{id});
  CHECK(told.site.outbox.open.empty());
  CHECK(told.site.outbox.given_up.empty());
}

TEST_CASE("of what was given up the newest are remembered") {
  Told told;
  for (std::size_t each = 0; each < limits::notices_given_up + 2; ++each) {
    told.now = noon + Duration(static_cast<Duration::rep>(each));
    const auto one = std::to_string(each);
    told.tell(due(one));
    told.try_to_send({false, true, "gone"}, one);
  }
  CHECK(told.site.outbox.given_up.size() == limits::notices_given_up);
  CHECK_FALSE(told.site.outbox.given_up.contains("0"));
  CHECK_FALSE(told.site.outbox.given_up.contains("1"));
  CHECK(told.site.outbox.given_up.contains("2"));
}
