// ActorPace: no actor may ask for so much that others are not served: a bucket for each, which
// fills by limits::actor_rate up to limits::actor_burst. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/instant.h"

namespace golive::rest {

class ActorPace {
 public:
  // Takes one request out of the actor's bucket; if there is none, tells how long to wait for it.
  // `now` as for SourcePatience.
  std::optional<Duration> wait_for(const std::string& actor, Instant now);

 private:
  struct Bucket {
    double left = 0;
    Instant at{};
  };
  std::mutex mutex_;  // guards what follows
  std::map<std::string, Bucket> buckets_;
};

}  // namespace golive::rest
