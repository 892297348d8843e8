// Database: one connection to DATA/golive.db, and its failures as sentences. Used by one thread at
// a time; other threads and processes open their own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/error.h"

struct sqlite3;

namespace golive {

class Database {
 public:
  // Makes the file if it is not there, without tables. For the holder of the EngineLock. What is
  // in it stays as it is to the byte, also its log file, unless something is written, or it is
  // found sound.
  static Result<Database> open_for_writing(const std::filesystem::path& file);
  // From here on the log file is taken over into the file and cut when that is due.
  Result<void> found_sound();
  // Works beside a living writer, and after one that was killed. ErrorKind::not_found without a
  // file.
  static Result<Database> open_for_reading(const std::filesystem::path& file);

  // For statements without parameters and rows.
  Result<void> execute(const char* sql);
  // What the last failed call amounts to: the file, the reason and what to do about it.
  [[nodiscard]] Error failure(const char* verb) const;
  // The one number that a query answers with.
  [[nodiscard]] Result<std::int64_t> number(const char* sql) const;
  // Of its tables; 0 before there are any.
  [[nodiscard]] int version() const;
  // The number of the row that was inserted last.
  [[nodiscard]] std::int64_t last_number() const;
  // How many rows the last statement has changed.
  [[nodiscard]] int changed() const;
  [[nodiscard]] sqlite3* get() const { return connection_.get(); }

 private:
  struct Closer {
    void operator()(sqlite3* connection) const;
  };
  Database(std::filesystem::path file, int flags);
  Result<void> check_version(const char* verb);

  std::filesystem::path file_;
  std::unique_ptr<sqlite3, Closer> connection_;
};

}  // namespace golive
