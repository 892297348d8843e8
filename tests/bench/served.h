// Served: `golive serve` as a process of its own, on a folder.
#pragma once

#include "child.h"
#include "store/sqlite_reader.h"

namespace golive::bench {

class Served {
 public:
  explicit Served(const std::filesystem::path& folder);
  // Waits until the run's log has an event of this kind.
  void until_recorded(const std::string& run, const std::string& kind);
  [[nodiscard]] const Child& process() const { return process_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<SqliteReader> reader_;
  Child process_;
};

// A copy of a folder's log in a new folder.
std::filesystem::path copy_of(const std::filesystem::path& folder);

}  // namespace golive::bench
