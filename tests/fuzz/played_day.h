// Played day: a small run as the engine holds it, to which anybody says anything, in any order.
// What the core takes for granted is held after each event, and at the end the log is folded again.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/command.h"
#include "core/run.h"

namespace golive::fuzz {

// The runbook that it plays, as text.
std::string day_runbook();
// Loads; null where the text is refused.
std::shared_ptr<const Plan> day_plan(const std::string& text);

class PlayedDay {
 public:
  PlayedDay();
  [[nodiscard]] const Run& run() const { return run_; }
  // Whether it was accepted.
  bool say(const std::string& person, CommandBody command);
  void wait(Duration span);
  // Every body that runs comes to its end.
  void end_bodies(bool good);
  // The run is the same when its log is read again.
  void hold_whole();

 private:
  void tell(const std::string& who, EventBody body);
  void settle();

  Run run_;
  std::vector<Event> log_;
  Instant now_;
};

}  // namespace golive::fuzz
