#include "core/outbox.h"

#include <algorithm>

#include "base/limits.h"

namespace golive {
namespace {

void give_up(Outbox& outbox, const OpenNotice& notice) {
  outbox.given_up[notice.due.id] = notice;
  if (outbox.given_up.size() <= limits::notices_given_up) return;
  const auto oldest = std::min_element(
      outbox.given_up.begin(), outbox.given_up.end(),
      [](const auto& one, const auto& other) { return one.second.since < other.second.since; });
  outbox.given_up.erase(oldest);
}

// 2 s, 4 s, 8 s, ... up to a quarter of an hour.
Duration delay_after(int failed) {
  Duration delay = limits::notice_retry_first;
  for (int each = 0; each < failed && delay < limits::notice_retry_max; ++each) delay *= 2;
  return std::min(delay, limits::notice_retry_max);
}

}  // namespace

void apply(Outbox& outbox, const site_event::NoticeDue& due, Instant at) {
  outbox.open[due.id] = {.due = due, .since = at, .again_at = at};
}

void apply(Outbox& outbox, const site_event::NoticeSent& sent, Instant) {
  outbox.open.erase(sent.id);
}

void apply(Outbox& outbox, const site_event::NoticeFailed& failed, Instant) {
  const auto found = outbox.open.find(failed.id);
  if (found == outbox.open.end()) return;
  found->second.attempts = failed.attempt;
  found->second.failed += 1;
  found->second.why = failed.why;
  found->second.again_at = failed.again_at;
}

void apply(Outbox& outbox, const site_event::NoticeGivenUp& given_up, Instant) {
  const auto found = outbox.open.find(given_up.id);
  if (found == outbox.open.end()) return;
  found->second.attempts = given_up.attempt;
  found->second.why = given_up.why;
  give_up(outbox, found->second);
  outbox.open.erase(found);
}

void apply(Outbox& outbox, const site_event::NoticeRetried& retried, Instant at) {
  if (auto given_up = outbox.given_up.extract(retried.id)) outbox.open.insert(std::move(given_up));
  const auto found = outbox.open.find(retried.id);
  if (found == outbox.open.end()) return;
  found->second.since = found->second.again_at = at;
  found->second.failed = 0;
}

NoticeOutcome outcome_of(const OpenNotice& notice, const Delivery& delivery, Instant now) {
  const std::string& id = notice.due.id;
  const int attempt = notice.attempts + 1;
  if (delivery.sent) return site_event::NoticeSent{id, attempt};
  if (delivery.permanent) return site_event::NoticeGivenUp{id, attempt, delivery.why};
  const Instant again_at = now + delay_after(notice.failed);
  if (again_at - notice.since > limits::notice_patience)
    return site_event::NoticeGivenUp{
        id, attempt, delivery.why + "; tried for " + to_text(limits::notice_patience)};
  return site_event::NoticeFailed{id, attempt, delivery.why, again_at};
}

}  // namespace golive
