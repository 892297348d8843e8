// Records of a log that have a valid chain, and their numbers, for tests of what keeps or reads
// them.
#pragma once

#include <string>
#include <vector>

#include "core/chain.h"

namespace golive {

// `count` records after `previous` (none: from the log's start).
inline std::vector<Record> chained_records(const std::string& log, std::uint64_t count,
                                           const Record* previous = nullptr) {
  std::vector<Record> records;
  auto hash = previous != nullptr ? previous->hash : chain_start(log);
  const auto first = previous != nullptr ? previous->seq + 1 : 1;
  for (auto seq = first; seq < first + count; ++seq) {
    Record record;
    record.seq = seq;
    record.at = Instant(Duration(1'800'000'000'000 + static_cast<Duration::rep>(seq)));
    record.kind = "run_paused";
    record.actor = "lea";
    record.from = "rest";
    record.body = "{\"reason\":\"" + std::to_string(seq) + "\"}";
    record.hash = hash = chain_hash(hash, record);
    records.push_back(std::move(record));
  }
  return records;
}

inline std::vector<std::uint64_t> numbers(const std::vector<Record>& records) {
  std::vector<std::uint64_t> found;
  for (const auto& record : records) found.push_back(record.seq);
  return found;
}

}  // namespace golive
