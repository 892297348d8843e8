// SystemClock: the machine's wall clock.
#pragma once

#include "port/clock.h"

namespace golive {

class SystemClock final : public Clock {
 public:
  Instant now() override { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }
};

}  // namespace golive
