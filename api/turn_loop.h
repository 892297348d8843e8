// TurnLoop: gives the engine its turns on the libuv loop: after whatever handed something in, and
// when a deadline has come. Decides nothing.
#pragma once

#include "loop/engine.h"
#include "uv/loop_handle.h"
#include "uv/wall_alarm.h"

namespace golive {

class TurnLoop {
 public:
  // All must outlive it.
  TurnLoop(uv_loop_t& loop, Engine& engine, Clock& clock);

 private:
  void before_waiting();
  void after_waiting();
  [[nodiscard]] bool is_due() const;

  Engine& engine_;
  Clock& clock_;
  LoopHandle<uv_prepare_t> prepare_;  // before the loop waits: does it have to?
  LoopHandle<uv_check_t> check_;      // after it has waited
  LoopHandle<uv_idle_t> busy_;        // while running, the loop does not wait
  WallAlarm alarm_;
};

}  // namespace golive
