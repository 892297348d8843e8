// Clock: the engine's only source of time.
#pragma once

#include "base/instant.h"

namespace golive {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;
};

}  // namespace golive
