// Measured: what a run has really taken, item by item: a pure fold of its log, kept nowhere else.
// So the record of a rehearsal is its log. Durations are on the engine's clock, of the last attempt
// that succeeded: from its start to its end, without the attempts that failed and without the time
// in which no engine ran. A task took from its start by somebody to its end, a gate from its
// opening to its approval. What was in doubt, marked done, or ended without a start has none.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

struct Measured {
  struct Took {
    bool done = false;
    std::optional<Duration> time = {};
  };
  struct Item {
    Took action = {}, undo = {};
    int attempts = 0;  // of the action
  };

  RunId run;
  std::shared_ptr<const Plan> plan;  // as it was for that run
  Mode mode = Mode::rehearsal;
  std::string environment;
  RunState state{};
  bool over = false;
  Instant created{};             // engine's clock
  std::vector<Item> items = {};  // parallel to Plan::items
  Drill drill = {};              // what was made to go wrong
  std::string head = {};         // hash of the log's last record, where a document has to say it
};

const Measured::Took& took(const Measured::Item& item, Slot slot);

// Fed with every event of a log in order; `run` has the event applied.
class Meter {
 public:
  void see(const Run& run, const Event& event);
  // As of the last event seen; `run` as it was given with it.
  [[nodiscard]] Measured measured(const Run& run) const;

 private:
  void end(const AttemptId& id, Instant at);
  void end(std::map<ItemIndex, Instant>& begun, ItemIndex item, Instant at);
  void see_people(const Event& event);

  std::vector<Measured::Item> items_;
  std::map<AttemptId, Instant> attempts_;       // under way, and not in doubt
  std::map<ItemIndex, Instant> tasks_, gates_;  // under way
  Instant last_{};                              // of the event before
};

// Refused if the log does not begin with run_created, or names an item that its plan has not.
Result<Measured> measured_of(const std::vector<Event>& events);

}  // namespace golive
