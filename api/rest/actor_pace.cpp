#include "api/rest/actor_pace.h"

#include <algorithm>
#include <cmath>

#include "base/limits.h"

namespace golive::rest {
namespace {

double filled(double left, Duration since) {
  const double seconds = std::chrono::duration<double>(since).count();
  return std::min(limits::actor_burst, left + seconds * limits::actor_rate);
}

}  // namespace

std::optional<Duration> ActorPace::wait_for(const std::string& actor, Instant now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= limits::paced && !buckets_.contains(actor))
    std::erase_if(buckets_, [&](const auto& each) {
      return filled(each.second.left, now - each.second.at) >= limits::actor_burst;
    });
  const auto [found, fresh] = buckets_.try_emplace(actor, Bucket{limits::actor_burst, now});
  Bucket& bucket = found->second;
  bucket.left = filled(bucket.left, now - bucket.at);
  bucket.at = now;
  if (bucket.left < 1)
    return Duration(
        static_cast<Duration::rep>(std::ceil((1 - bucket.left) / limits::actor_rate * 1000)));
  bucket.left -= 1;
  return std::nullopt;
}

}  // namespace golive::rest
