// NoticeSender: brings a notice to its channel. How it went comes back once, through the function
// that is handed in with it, on the loop's thread; if it cannot be sent at all, during the call.
#pragma once

#include <functional>

#include "core/outbox.h"
#include "core/run.h"

namespace golive {

using NoticeDone = std::function<void(Delivery)>;

class NoticeSender {
 public:
  virtual ~NoticeSender() = default;
  // Starts it and returns. `run`, whose plan has the channel, is valid during the call only. A
  // target that is slow or silent holds up no other.
  virtual void send(const OpenNotice& notice, const Run& run, NoticeDone done) = 0;
};

}  // namespace golive
