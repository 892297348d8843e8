// Store: append-only logs and content-addressed texts on disk. One writer at a time; readers may be
// other processes. A log is a run's id, or "site".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/chain.h"

namespace golive {

struct LogAppend {
  std::string log;
  std::vector<Record> records;  // seq follows what is there; hashes chained
};

// Reading, also from another process (the door, a CLI without engine).
class LogReader {
 public:
  virtual ~LogReader() = default;
  virtual Result<std::vector<std::string>> logs() = 0;  // ids, oldest first, without "site"
  // At most `limit` records with seq > after, ascending. An unknown log is empty.
  virtual Result<std::vector<Record>> read(const std::string& log, std::uint64_t after,
                                           std::size_t limit) = 0;
  virtual Result<std::optional<Record>> last(const std::string& log) = 0;
  virtual Result<std::string> text(const std::string& hash) = 0;  // ErrorKind::not_found
};

class Store : public LogReader {
 public:
  // All or nothing, and on disk when it returns. A gap or a repeated seq is refused. After a
  // storage error nothing more is accepted.
  virtual Result<void> append(const std::vector<LogAppend>& appends) = 0;
  // Kept under its SHA-256, on disk when it returns.
  virtual Result<std::string> put_text(const std::string& text) = 0;
};

}  // namespace golive
