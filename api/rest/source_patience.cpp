#include "api/rest/source_patience.h"

#include <algorithm>
#include <chrono>

#include "base/limits.h"
#include "base/sha256.h"

namespace golive::rest {
namespace {

Duration delay_after(int wrong) {
  Duration delay = limits::wrong_token_delay;
  for (int more = limits::wrong_tokens + 1; more < wrong; ++more) {
    delay *= 2;
    if (delay >= limits::wrong_token_delay_max) return limits::wrong_token_delay_max;
  }
  return delay;
}

}  // namespace

std::optional<Duration> SourcePatience::wait_for(const std::string& source,
                                                 const std::string& token, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = sources_.find(source);
  if (found == sources_.end() || found->second.until <= now) return std::nullopt;
  if (known_.contains(sha256(token))) return std::nullopt;
  return found->second.until - now;
}

void SourcePatience::wrong(const std::string& source, Instant now) {
  const std::lock_guard lock(mutex_);
  if (sources_.size() >= limits::paced) forget_some(now);
  Source& known = sources_[source];
  // After a quiet while it is somebody else, or somebody who has learnt.
  if (now - known.last > 2 * limits::wrong_token_delay_max) known.wrong = 0;
  known.last = now;
  if (++known.wrong > limits::wrong_tokens) known.until = now + delay_after(known.wrong);
}

void SourcePatience::right(const std::string& token) {
  const std::lock_guard lock(mutex_);
  if (known_.size() >= limits::paced) known_.clear();  // those who use them are known again at once
  known_.insert(sha256(token));
}

void SourcePatience::forget_some(Instant now) {
  std::erase_if(sources_, [&](const auto& each) { return each.second.until <= now; });
  if (sources_.size() < limits::paced) return;
  const auto oldest =
      std::min_element(sources_.begin(), sources_.end(),
                       [](const auto& a, const auto& b) { return a.second.last < b.second.last; });
  sources_.erase(oldest);
}

Instant steady_now() {
  return Instant(
      std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

}  // namespace golive::rest
