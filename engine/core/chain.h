// The hash chain of a log. Record n's hash is SHA-256 over the previous hash and the record's
// canonical bytes (docs/event_format.md), so that a changed, removed, added or reordered record
// shows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

namespace golive {

// An event as the log keeps it.
struct Record {
  std::uint64_t seq = 0;
  Instant at{};
  std::string kind;  // "effect_finished"
  std::string actor;
  std::string from;
  std::string body;  // canonical JSON of the event's fields
  std::string hash;  // 64 hex
};

// The log of what belongs to no run; each other one is a run's, by its id.
inline const std::string site_log = "site";

// The previous hash of a log's first record: SHA-256 of "golive log" and the log's id.
std::string chain_start(const std::string& log);
std::string chain_hash(const std::string& previous, const Record& record);

// The last hash of a log, moved on record by record.
class ChainHead {
 public:
  explicit ChainHead(const std::string& log) : hash_(chain_start(log)) {}
  // Whether the record is the next one, by its hash. If so, it is the head.
  bool accepts(const Record& record);
  [[nodiscard]] const std::string& hash() const { return hash_; }

 private:
  std::string hash_;
  std::string bytes_;  // of the record looked at; kept for the next, since a log has many
};

// Of a log whose record `seq` does not fit: nothing more is done with what is on that disk.
Error damaged(const std::string& log, std::uint64_t seq);

// Ok, or the first record that does not fit and what is wrong with it.
Result<void> verify_chain(const std::string& log, const std::vector<Record>& records);

}  // namespace golive
