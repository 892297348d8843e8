// VirtualClock: time that stands still until it is moved. For simulation and tests.
#pragma once

#include "port/clock.h"

namespace golive {

class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(Instant start) : now_(start) {}
  Instant now() override { return now_; }
  void move_to(Instant instant) {
    if (instant > now_) now_ = instant;
  }
  // As people set a machine's clock: also back.
  void set(Instant instant) { now_ = instant; }

 private:
  Instant now_;
};

}  // namespace golive
