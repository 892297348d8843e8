// What the engine has to do with signed heads: each stands in the append of what asks for it, so
// that there is exactly one, whatever crashes.
#include <algorithm>

#include "core/head.h"
#include "loop/engine.h"

namespace golive {

Result<void> Engine::sign_by(const HeadSigner& signer, const Vouch& vouch) {
  const std::string key = signer.public_key(), former = site_.audit_key;
  if (key != former) {
    auto vouched_for = former.empty() ? std::string() : vouch(former, succession_message(key));
    if (auto done = record_site(site_event::AuditKeyUsed{key, former, std::move(vouched_for)},
                                engine_actor);
        !done)
      return done;
  }
  signer_ = &signer;
  signing_key_ = key;
  return {};
}

void Engine::sign_head(Entry& entry) {
  if (signer_ == nullptr) return;
  const auto occasion = head_due(entry.run, now_);
  if (!occasion) return;
  const std::string head = batch_.log(entry.run.id).head;
  const auto of = entry.run.seq;
  auto signature = signer_->sign(head_message(entry.run.id, of, head, now_));
  record(entry, engine_actor,
         event::HeadSigned{*occasion, of, head, signing_key_, std::move(signature)});
}

std::optional<Instant> Engine::deadline_of(const Entry& entry) const {
  auto deadline = golive::next_deadline(entry.run, now_);
  const auto day = signer_ == nullptr ? std::nullopt : next_day_end(entry.run);
  if (day && (!deadline || *day < *deadline)) deadline = day;
  return deadline;
}

}  // namespace golive
