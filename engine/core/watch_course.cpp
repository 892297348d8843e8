#include "core/watch_course.h"

#include <algorithm>

#include "base/limits.h"

namespace golive {
namespace {

bool is_good(Seen seen) { return seen == Seen::ok || seen == Seen::degraded; }

WatchVerdict verdict_of(Seen seen) {
  switch (seen) {
    case Seen::ok:
      return WatchVerdict::ok;
    case Seen::degraded:
      return WatchVerdict::degraded;
    case Seen::failed:
      return WatchVerdict::down;
    case Seen::no_data:
      break;
  }
  return WatchVerdict::inconclusive;
}

}  // namespace

void WatchCourse::see(const Sample& sample) {
  const bool follows = last_ && !is_gap(*last_, sample.at, rule_.every);
  const bool alike = follows && last_->seen == sample.seen;
  row_ = alike ? row_ + 1 : 1;
  if (!alike) since_ = sample.at;
  const bool good = is_good(sample.seen);
  unseen_ = good ? 0 : follows ? unseen_ + 1 : 1;
  failed_ = good ? 0 : failed_ + (sample.seen == Seen::failed ? 1 : 0);
  last_ = sample;
  if (const auto now = candidate(); now && (*now != verdict_ || flaps_)) turn_to(*now, sample.at);
}

std::optional<WatchVerdict> WatchCourse::candidate() {
  if (last_->seen != Seen::no_data && row_ >= rule_.consecutive) {
    unseen_ = 0;
    return verdict_of(last_->seen);
  }
  if (unseen_ >= std::max(rule_.consecutive, rule_.tolerate + 1)) return WatchVerdict::inconclusive;
  return std::nullopt;
}

void WatchCourse::turn_to(WatchVerdict verdict, Instant at) {
  if (flaps_ && at - since_ < limits::watch_calm) return;
  flaps_ = false;
  if (verdict == verdict_) return;
  changes_.push_back(at);
  while (changes_.front() + limits::watch_changes_within < at) changes_.pop_front();
  flaps_ = changes_.size() > limits::watch_changes && at - since_ < limits::watch_calm;
  verdict_ = flaps_ ? WatchVerdict::inconclusive : verdict;
}

bool WatchCourse::speaks() const {
  return flaps_ || (last_ && verdict_of(last_->seen) == verdict_) ||
         (verdict_ == WatchVerdict::inconclusive && last_ && !is_good(last_->seen));
}

}  // namespace golive
