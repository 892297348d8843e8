// What the engine has to do with notices: they fall due in the append of what they tell of, are
// sent after it, and what became of them is recorded.
#include <algorithm>

#include "base/limits.h"
#include "core/head.h"
#include "loop/engine.h"
#include "view/notices.h"

namespace golive {
namespace {

// What stands in one line: what a run tells one channel.
std::string lane_of(const site_event::NoticeDue& due) { return due.run + "\n" + due.channel; }

}  // namespace

void Engine::note(const Run& run, const Event& event) {
  // What a head is about to be signed of can be held against the log later.
  const bool keeps = signer_ != nullptr && run.owed_head.has_value();
  const SignedAt signs =
      keeps ? SignedAt{batch_.log(run.id).head, key_fingerprint(signing_key_)} : SignedAt{};
  for (site_event::NoticeDue& due : notices_of(run, event, signs)) {
    const std::string id = due.id;
    const std::string lane = lane_of(due);
    const bool is_full = site_.outbox.open.size() >= limits::notices_open;
    append_site(std::move(due), engine_actor);
    if (is_full)
      append_site(site_event::NoticeGivenUp{id, 0, "too many notices are waiting to be sent"},
                  engine_actor);
    else
      notices_.add(id, lane, now_);
  }
}

// At a start: whatever was not recorded as sent is sent (again), when its time comes.
void Engine::queue_notices() {
  for (const auto& [id, notice] : site_.outbox.open)
    notices_.add(id, lane_of(notice.due), notice.again_at);
}

void Engine::send_notices() {
  if (sender_ == nullptr || storage_error_) return;
  for (const std::string& id : notices_.take(clock_.now())) {
    const auto open = site_.outbox.open.find(id);
    const Run* run = open == site_.outbox.open.end() ? nullptr : find(open->second.due.run);
    if (run == nullptr) {
      notices_.over(id);
      continue;
    }
    sender_->send(open->second, *run, [this, id](Delivery delivery) {
      deliveries_.emplace_back(id, std::move(delivery));
    });
  }
}

void Engine::take_deliveries() {
  for (auto& [id, delivery] : std::exchange(deliveries_, {})) {
    notices_.over(id);
    const auto open = site_.outbox.open.find(id);
    if (open == site_.outbox.open.end() || storage_error_) continue;
    const std::string lane = lane_of(open->second.due);
    std::visit([&](const auto& outcome) { append_site(outcome, engine_actor); },
               outcome_of(open->second, delivery, now_));
    const auto still = site_.outbox.open.find(id);
    if (still != site_.outbox.open.end()) notices_.add(id, lane, still->second.again_at);
  }
}

Result<void> Engine::retry_notice(const std::string& id, const Actor& by) {
  if (storage_error_) return tl::unexpected(*storage_error_);
  const bool is_open = site_.outbox.open.contains(id);
  if (!is_open && !site_.outbox.given_up.contains(id))
    return fail(ErrorKind::not_found, "there is no notice \"" + id + "\" that was not sent", {},
                "golive notices lists them");
  if (notices_.under_way(id))
    return fail(ErrorKind::conflict, "the notice is being sent just now", {},
                "golive notices tells what becomes of it");
  append_site(site_event::NoticeRetried{id}, by);
  notices_.add(id, lane_of(site_.outbox.open.at(id).due), site_.outbox.open.at(id).again_at);
  if (!commit()) return tl::unexpected(*storage_error_);
  return {};
}

bool Engine::sends_notices() const { return sender_ != nullptr && notices_.is_busy(); }

}  // namespace golive
