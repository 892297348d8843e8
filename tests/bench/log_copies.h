// LogCopies: many runs on disk without living through each: the log of one real run, written again
// under other names, chained as the engine chains it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "stage.h"

namespace golive::bench {

class LogCopies {
 public:
  // Plays a runbook in `folder` until it is so, and takes that run's log for the pattern.
  LogCopies(const std::filesystem::path& folder, const std::string& runbook,
            const std::function<bool(const Run&)>& is_so);
  // Further runs in the same folder, named `name`-1 and so on, with the first `events` of its
  // events.
  void write(const std::filesystem::path& folder, const std::string& name, int count,
             std::size_t events = SIZE_MAX) const;

 private:
  std::vector<Event> events_;
};

}  // namespace golive::bench
