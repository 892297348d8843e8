// Inbox: where processes, requests, bodies and timers hand in what they observed. They never
// decide.
#pragma once

#include "core/command.h"

namespace golive {

class Inbox {
 public:
  virtual ~Inbox() = default;
  // From the loop's thread only. Never runs anything before it returns.
  virtual void post(const RunId& run, CommandBody body) = 0;
};

}  // namespace golive
