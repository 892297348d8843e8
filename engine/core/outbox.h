// Outbox: the notices that channels are still to be told, and those that were given up. A fold of
// the site log. A notice is due in the same append as the event that it tells of, and stays open
// until it was sent or given up: whoever folds the log knows what is to be sent (again).
#pragma once

#include <map>
#include <string>
#include <type_traits>
#include <variant>

#include "core/plan.h"

namespace golive {

namespace site_event {
struct NoticeDue {
  std::string id;  // "<run>/<seq>/<channel>": the same however often it is sent
  std::string run;
  std::uint64_t seq = 0;  // of the event that it tells of
  std::string channel;
  NoticeKind kind{};
  std::string facts;  // JSON: what its text is made of
};
struct NoticeSent {
  std::string id;
  int attempt = 0;
};
struct NoticeFailed {
  std::string id;
  int attempt = 0;
  std::string why;
  Instant again_at{};
};
struct NoticeGivenUp {
  std::string id;
  int attempt = 0;
  std::string why;
};
struct NoticeRetried {
  std::string id;
};  // somebody wants it sent now
}  // namespace site_event

struct OpenNotice {
  site_event::NoticeDue due;
  Instant since{};       // when it became due, or somebody wanted it sent again
  Instant again_at{};    // not before
  int attempts = 0;      // of all that were made
  int failed = 0;        // since then: what the next delay goes by
  std::string why = {};  // of the last one's failure
};
struct Outbox {
  std::map<std::string, OpenNotice> open, given_up;  // by id
};

template <class Body>
constexpr bool is_of_outbox =
    std::is_same_v<Body, site_event::NoticeDue> || std::is_same_v<Body, site_event::NoticeSent> ||
    std::is_same_v<Body, site_event::NoticeFailed> ||
    std::is_same_v<Body, site_event::NoticeGivenUp> ||
    std::is_same_v<Body, site_event::NoticeRetried>;

void apply(Outbox& outbox, const site_event::NoticeDue& due, Instant at);
void apply(Outbox& outbox, const site_event::NoticeSent& sent, Instant at);
void apply(Outbox& outbox, const site_event::NoticeFailed& failed, Instant at);
void apply(Outbox& outbox, const site_event::NoticeGivenUp& given_up, Instant at);
void apply(Outbox& outbox, const site_event::NoticeRetried& retried, Instant at);

// How an attempt to send went.
struct Delivery {
  bool sent = false;
  bool permanent = false;  // not sent, and trying again would not help
  std::string why = {};
};
using NoticeOutcome =
    std::variant<site_event::NoticeSent, site_event::NoticeFailed, site_event::NoticeGivenUp>;
// What becomes of a notice after an attempt: sent, to be tried again later, or given up.
NoticeOutcome outcome_of(const OpenNotice& notice, const Delivery& delivery, Instant now);

}  // namespace golive
