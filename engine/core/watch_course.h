// Watch course: from the looks of a watch to its verdict: ok, degraded, down, or inconclusive. It
// changes when so many looks in a row say so; what changes too often, and what cannot be seen, is
// inconclusive. A function of the looks alone, so an engine that takes over comes to the same.
#pragma once

#include <deque>
#include <optional>

#include "core/effect.h"
#include "core/samples.h"

namespace golive {

struct WatchRule {
  Duration every{};
  int consecutive = 1;  // looks in a row that make a verdict
  int tolerate = 0;     // bad looks in a row that are borne
};

class WatchCourse {
 public:
  explicit WatchCourse(const WatchRule& rule) : rule_(rule) {}
  // In the order in which it looked.
  void see(const Sample& sample);
  // Before the first change: ok.
  [[nodiscard]] WatchVerdict verdict() const { return verdict_; }
  // It changed more often than anybody wants to read: inconclusive until it keeps still.
  [[nodiscard]] bool flaps() const { return flaps_; }
  // The last look is of that verdict; one from before a gap tells nothing of now.
  [[nodiscard]] bool speaks() const;
  // Bad looks in a row, not counting those that could not see.
  [[nodiscard]] int failed_in_a_row() const { return failed_; }
  [[nodiscard]] bool has_failed() const { return failed_ > rule_.tolerate; }

 private:
  [[nodiscard]] std::optional<WatchVerdict> candidate();
  void turn_to(WatchVerdict verdict, Instant at);
  WatchRule rule_;
  WatchVerdict verdict_ = WatchVerdict::ok;
  std::optional<Sample> last_ = {};
  Instant since_{};  // of the row
  int row_ = 0;      // looks alike in a row
  int unseen_ = 0;   // in a row neither good nor clearly bad
  int failed_ = 0;
  bool flaps_ = false;
  std::deque<Instant> changes_ = {};
};

}  // namespace golive
