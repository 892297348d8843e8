// Batch: the records of one turn, chained, not yet on disk.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "port/store.h"

namespace golive {

class Batch {
 public:
  struct Log {
    std::string id, head;     // head: the hash of its last record, which the next is chained onto
    std::size_t place = 0;    // its index in appends_
    std::uint64_t flush = 0;  // the one that this place is for
  };
  // Stays where it is. New ones have the head of an empty log.
  Log& log(const std::string& id);
  // Chains the record onto its log's head and keeps it for the next flush.
  void add(Log& log, Record record);
  // One append for everything. Nothing is kept back, also if it fails.
  Result<void> flush(Store& store);
  [[nodiscard]] bool empty() const { return appends_.empty(); }

 private:
  // Hashed: ids of runs have long prefixes in common.
  std::unordered_map<std::string, Log> logs_;
  std::vector<LogAppend> appends_;
  std::uint64_t flush_ = 1;
};

}  // namespace golive
