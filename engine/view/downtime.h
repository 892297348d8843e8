// Downtime: how long users were without the service, measured from the log.
#pragma once

#include <optional>

#include "core/run.h"

namespace golive {

// An instant on both clocks: a rehearsal's run clock jumps to planned times, the engine's does not.
struct Moments {
  Instant run{}, engine{};
};

struct Downtime {
  std::optional<Moments> began;  // the end of the item that does "downtime_start"
  std::optional<Moments>
      ended;                 // the end of the first that does "opening", or of the former's undo
  bool by_rollback = false;  // the service came back as it was
  std::optional<Duration> planned = {};  // between the planned ends of the two
};

std::optional<Duration> on_run_clock(const Downtime& downtime);
std::optional<Duration> really(const Downtime& downtime);  // on the engine's clock

// Fed with every event of a log in order; `run` has the event applied.
class DowntimeMeter {
 public:
  void see(const Run& run, const Event& event);
  [[nodiscard]] const Downtime& downtime() const { return downtime_; }

 private:
  Downtime downtime_;
};

}  // namespace golive
