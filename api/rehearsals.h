// Rehearsals: what the rehearsals of a plan took, collected from their logs. Each log is read once,
// and then read on; of what is over only the figures stay. Belongs to one thread at a time.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "api/run_log.h"
#include "view/comparison.h"

namespace golive {

// What the rehearsals beside a run have measured; nothing where they cannot be read: then a
// forecast rests on the estimates, and says so.
Measurements measurements_for(LogReader& reader, const Run& run);

class Rehearsals {
 public:
  // The newest limits::rehearsals of the plan with this id, oldest first. A log of which not even
  // the first event can be read is passed over: nobody knows whose it is.
  Result<std::vector<Measured>> of(LogReader& reader, const std::string& plan);
  // Those of a run's plan, but for itself: it is created at J-21, and rehearsed until the eve. Once
  // it is over, those that had begun by then.
  Result<std::vector<Measured>> beside(LogReader& reader, const Run& run);

 private:
  struct Followed {
    explicit Followed(const RunId& run) : log(run) {}
    RunLog log;
    Meter meter;
  };
  struct Known {
    std::string plan;  // its id
    bool rehearsal = false;
    std::unique_ptr<Followed> followed = {};  // until it is over
    std::optional<Measured> over = {};
  };
  Result<std::vector<Measured>> newest(LogReader& reader, const std::string& plan,
                                       const std::function<bool(const Measured&)>& counts);
  Result<Known*> know(LogReader& reader, const RunId& run);
  static Result<Measured> read_on(LogReader& reader, const RunId& run, Known& known);

  std::map<RunId, Known> known_;
};

}  // namespace golive
