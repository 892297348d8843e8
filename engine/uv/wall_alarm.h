// WallAlarm: wakes the loop at an instant of the machine's wall clock, to the millisecond, and
// whenever that clock is set. (libuv's own timers count from now, and are late by up to 2 ms.)
#pragma once

#include <functional>
#include <optional>

#include "base/instant.h"
#include "uv/file_handle.h"
#include "uv/loop_handle.h"

namespace golive {

class WallAlarm {
 public:
  // `on_wake` may come too early: whoever is woken looks at the clock.
  WallAlarm(uv_loop_t& loop, std::function<void()> on_wake);
  // From now on for this instant alone; none: for no instant.
  void set(std::optional<Instant> at);

 private:
  void wake();

  std::function<void()> on_wake_;
  FileHandle timer_;
  LoopHandle<uv_poll_t> ready_;
  std::optional<Instant> at_;
};

}  // namespace golive
