// RunFolds: the door's own fold of the logs, kept up as it is asked: each run is read on from where
// the last reader left it. Reads DATA read-only in short transactions; any thread may ask, one at a
// time is served.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "api/rehearsals.h"

namespace golive::rest {

class RunFolds {
 public:
  explicit RunFolds(std::filesystem::path database) : database_(std::move(database)) {}

  // Shows the run as of now. The Run is valid during the call only.
  Result<void> show(const RunId& run, const std::function<void(const Run&)>& look);
  // As above, once it is folded up to `seq`, or limits::door_wait has passed.
  Result<void> show_from(const RunId& run, std::uint64_t seq,
                         const std::function<void(const Run&)>& look);
  // All runs, oldest first.
  Result<void> show_all(const std::function<void(const Run&)>& look);
  // What the rehearsals of a run's plan took.
  Result<std::vector<Measured>> rehearsals(const Run& run);
  // Of all of them, for the forecast of a run that goes on; nothing where they cannot be read.
  Measurements measurements(const RunId& run);
  // A page of a run's log.
  Result<std::vector<Record>> records(const RunId& run, std::uint64_t after, std::size_t limit);
  // A reader of one's own, for long looks: nobody waits for it.
  Result<std::unique_ptr<LogReader>> open_logs() const;
  // Where the outputs of runs lie.
  [[nodiscard]] std::filesystem::path output() const { return database_.parent_path() / "output"; }

 private:
  Result<LogReader*> reader();
  Result<const Run*> fold(const RunId& run);

  std::filesystem::path database_;
  std::mutex mutex_;  // guards what follows
  std::unique_ptr<LogReader> reader_;
  std::map<RunId, RunLog> runs_;
  Rehearsals rehearsals_;
};

}  // namespace golive::rest
