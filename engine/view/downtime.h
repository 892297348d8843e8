// Downtime: how long users were without the service, measured from the log.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "core/run.h"

namespace golive {

// An instant on both clocks: a rehearsal's run clock jumps to planned times, the engine's does not.
struct Moments {
  Instant run{}, engine{};
};

// A loss of the service while it was open, answered by a contingency whose steps do "failover":
// from the start of the check that failed (for a watch, from its failure) to the end of that
// failover.
struct Outage {
  ItemIndex contingency = 0;
  Moments seen{};
  std::optional<Moments> ended = {};
};

struct Downtime {
  std::optional<Moments> began;  // the end of the item that does "downtime_start"
  std::optional<Moments>
      ended;                 // the end of the first that does "opening", or of the former's undo
  bool by_rollback = false;  // the service came back as it was
  std::optional<Duration> planned = {};  // between the planned ends of the two
  std::vector<Outage> outages = {};
};

std::optional<Duration> on_run_clock(const Downtime& downtime);
std::optional<Duration> really(const Outage& outage);      // on the engine's clock
std::optional<Duration> really(const Downtime& downtime);  // on the engine's clock

// Fed with every event of a log in order; `run` has the event applied.
class DowntimeMeter {
 public:
  void see(const Run& run, const Event& event);
  [[nodiscard]] const Downtime& downtime() const { return downtime_; }

 private:
  [[nodiscard]] std::optional<Moments> since(const Run& run, ItemIndex contingency) const;
  void see_outage(const Run& run, const Event& event, const Moments& now);
  Downtime downtime_;
  std::map<ItemIndex, Moments> started_;  // the latest attempt of each item
  std::map<ItemIndex, Moments> failing_;  // since when what failed was not as it should be
};

}  // namespace golive
