#include "api/board/patience.h"

#include <algorithm>

#include "base/limits.h"

namespace golive::board {
namespace {

constexpr auto forgotten_after = std::chrono::minutes(15);

Duration wait_after(int failures) {
  const int beyond = failures - limits::sign_in_failures;
  if (beyond < 0) return {};
  constexpr int doublings = 6;
  return std::min(limits::sign_in_wait_max,
                  Duration(std::chrono::seconds(1 << std::min(beyond, doublings))));
}

}  // namespace

Duration Patience::wait(const std::string& source, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto known = sources_.find(source);
  if (known == sources_.end()) return {};
  const auto until = known->second.last + wait_after(known->second.count);
  return std::max(Duration{}, std::chrono::ceil<Duration>(until - now));
}

void Patience::failed(const std::string& source, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  auto& failures = sources_[source];
  if (now - failures.last > forgotten_after) failures.count = 0;
  ++failures.count;
  failures.last = now;
  if (sources_.size() <= limits::sign_in_sources) return;
  std::erase_if(sources_,
                [&](const auto& each) { return now - each.second.last > forgotten_after; });
  if (sources_.size() > limits::sign_in_sources)
    sources_.erase(std::min_element(sources_.begin(), sources_.end(), [](auto& a, auto& b) {
      return a.second.last < b.second.last;
    }));
}

void Patience::forget(const std::string& source) {
  const std::lock_guard lock(mutex_);
  sources_.erase(source);
}

}  // namespace golive::board
