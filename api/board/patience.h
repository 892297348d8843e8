// Patience: with an address that comes with wrong tokens. After a few it has to wait, longer each
// time; no account is locked, so strangers cannot lock people out. Any thread.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "base/instant.h"

namespace golive::board {

class Patience {
 public:
  using Clock = std::chrono::steady_clock;

  // How long the source still has to wait; zero: it may try.
  Duration wait(const std::string& source, Clock::time_point now);
  void failed(const std::string& source, Clock::time_point now);
  void forget(const std::string& source);

 private:
  struct Failures {
    int count = 0;
    Clock::time_point last;
  };
  std::mutex mutex_;  // guards what follows
  std::map<std::string, Failures> sources_;
};

}  // namespace golive::board
