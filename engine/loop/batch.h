// Batch: the records of one turn, chained, not yet on disk.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "port/store.h"

namespace golive {

class Batch {
 public:
  // Chains the record onto its log's head and keeps it for the next flush.
  void add(const std::string& log, Record record);
  // The hash of the last record of a log that has one; good until the next is added.
  [[nodiscard]] const std::string& head(const std::string& log) const { return logs_.at(log).head; }
  // What a log's next record is chained onto; told when a log is read back.
  void set_head(const std::string& log, std::string hash) { logs_[log].head = std::move(hash); }
  // One append for everything. Nothing is kept back, also if it fails.
  Result<void> flush(Store& store);
  [[nodiscard]] bool empty() const { return appends_.empty(); }

 private:
  struct Log {
    std::string head = {};
    std::size_t place = 0;    // its index in appends_
    std::uint64_t flush = 0;  // the one that this place is for
  };
  // Hashed: ids of runs have long prefixes in common.
  std::unordered_map<std::string, Log> logs_;
  std::vector<LogAppend> appends_;
  std::uint64_t flush_ = 1;
};

}  // namespace golive
