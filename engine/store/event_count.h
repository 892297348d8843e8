// EventCount: how many events a database has held, in a file beside it (golive.db-count). The file
// is written after each commit and never synced: so it may lag behind the database, which does no
// harm, but never leads it, unless the database has lost what it had acknowledged. SQLite does not
// notice that: a log file that was cut off, or a database that is gone, is only a shorter one.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/error.h"

namespace golive {

class EventCount {
 public:
  // Makes the file if it is not there. Refused: a file that holds no number, and, before SQLite
  // takes a missing or empty database for a new one, a count of what should be in it.
  static Result<EventCount> open(const std::filesystem::path& database);

  // For a reader beside the engine: how many were counted, 0 if there is no file. Who then finds
  // fewer in the database knows that it has lost some.
  static Result<std::uint64_t> counted(const std::filesystem::path& database);

  EventCount(EventCount&& other) noexcept;
  EventCount& operator=(EventCount&&) = delete;
  ~EventCount();

  // Once: ErrorKind::storage if there are fewer than were counted.
  Result<void> check(std::uint64_t found);
  Result<void> add(std::uint64_t events);

 private:
  EventCount(std::filesystem::path file, int descriptor, std::uint64_t count);
  Result<void> write();

  std::filesystem::path file_;
  int descriptor_;
  std::uint64_t count_;
};

}  // namespace golive
