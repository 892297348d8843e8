// DoorWatch: starts the door's process and keeps it answering. Asks /health/live every half second;
// a door that died, or was silent for a second, is ended and replaced. The engine never waits for
// it.
#pragma once

#include <filesystem>
#include <memory>

#include "api/listen_address.h"
#include "base/instant.h"
#include "uv/loop_handle.h"

namespace spdlog {
class logger;
}

namespace golive {

class DoorWatch {
 public:
  struct Door {
    std::filesystem::path program, data;
    ListenAddress listen;
    int templates = -1;  // a file with people's own (api/handed_templates.h); none: -1
  };
  // Starts it. `loop` and `log` must outlive the watch, `loop` by one more turn.
  DoorWatch(uv_loop_t& loop, Door door, spdlog::logger& log);
  // Ends the door.
  ~DoorWatch();

  [[nodiscard]] int restarts() const { return restarts_; }

 private:
  class Probe;
  void start();
  void ask();
  void answered();
  void unreachable();
  void replace();
  void ended(std::int64_t status, int signal);
  void wait(Duration time, void (DoorWatch::*then)());

  uv_loop_t& loop_;
  Door door_;
  spdlog::logger& log_;
  LoopHandle<uv_process_t> process_;
  LoopHandle<uv_timer_t> timer_;
  void (DoorWatch::*then_)() = nullptr;
  std::unique_ptr<Probe> probe_;
  bool has_answered_ = false;  // since it was started
  std::uint64_t seen_ms_ = 0;  // when it last answered, or was started
  Duration restart_delay_{};
  int restarts_ = 0;
};

}  // namespace golive
