// LiveLog: the logs that streams follow. What is appended is read and written out once for all who
// follow it; what somebody has missed before is read for them. Reads DATA/golive.db in short
// transactions; belongs to one thread.
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>

#include "core/run.h"
#include "store/sqlite_reader.h"

namespace golive::rest {

class LiveLog {
 public:
  explicit LiveLog(std::filesystem::path database) : database_(std::move(database)) {}

  // To be called as often as let_go(). `plan` is the run's.
  Result<void> follow(const RunId& run, const std::shared_ptr<const Plan>& plan);
  void let_go(const RunId& run);

  // Whether anything has been appended since the last look. Then next() has it.
  Result<bool> look();
  // What follows event `seq` of a run that is followed, as server-sent events of about
  // limits::stream_bytes at most; empty if nothing does yet. `seq` becomes the last one's.
  Result<std::string> next(const RunId& run, std::uint64_t& seq);

 private:
  struct Tail {
    std::shared_ptr<const Plan> plan;
    std::size_t followers = 0;
    std::uint64_t head = 0;               // the last event that was read
    std::deque<std::string> frames = {};  // the last ones before it, and its own
    std::size_t bytes = 0;
  };
  Result<SqliteReader*> reader();
  Result<void> read_on(const RunId& run, Tail& tail);
  Result<void> grow(const RunId& run, const Record& applied, Tail& tail);

  std::filesystem::path database_;
  std::unique_ptr<SqliteReader> reader_;
  std::uint64_t events_ = 0;  // of all logs, at the last look
  std::map<RunId, Tail> tails_;
};

}  // namespace golive::rest
