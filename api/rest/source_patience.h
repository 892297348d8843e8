// SourcePatience: who comes with wrong tokens is slowed, by where it comes from; no account is
// locked by that, since whoever came with a right one before is not slowed beside it. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/instant.h"

namespace golive::rest {

class SourcePatience {
 public:
  // How long a source must still wait before a token that it brings is even looked at; none: it may
  // try. `now` by any clock that only goes on, the same in all calls.
  std::optional<Duration> wait_for(const std::string& source, const std::string& token,
                                   Instant now);
  // It was wrong.
  void wrong(const std::string& source, Instant now);
  // It was right: it is known from now on.
  void right(const std::string& token);

 private:
  struct Source {
    int wrong = 0;
    Instant until{};  // must wait
    Instant last{};
  };
  void forget_some(Instant now);

  std::mutex mutex_;  // guards what follows
  std::map<std::string, Source> sources_;
  std::set<std::string> known_;  // digests of right tokens
};

// Now, by such a clock.
Instant steady_now();

}  // namespace golive::rest
