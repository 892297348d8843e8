// SqliteReader: reads DATA/golive.db in transactions of one call each, so that it never holds up
// the writer. For the door and the CLI in their own processes, and within SqliteStore. One thread
// at a time.
#pragma once

#include "port/store.h"
#include "store/statement.h"

namespace golive {

class SqliteReader final : public LogReader {
 public:
  // Where a log stands; all 0 if there is none.
  struct Log {
    std::int64_t number = 0;
    std::uint64_t events = 0;
    std::int64_t last = 0;  // the number of its last event
  };

  static Result<std::unique_ptr<SqliteReader>> open(const std::filesystem::path& file);
  // Reads by a connection made elsewhere.
  static Result<std::unique_ptr<SqliteReader>> over(std::shared_ptr<Database> database);

  Result<std::vector<std::string>> logs() override;
  Result<std::vector<Record>> read(const std::string& log, std::uint64_t after,
                                   std::size_t limit) override;
  Result<std::optional<Record>> last(const std::string& log) override;
  Result<Log> find(const std::string& log);
  // How many events were ever written, of all logs.
  Result<std::uint64_t> events();
  // Counts them: ErrorKind::conflict if there are fewer than were ever written, or than `counted`,
  // or if the logs do not end with them.
  Result<void> check_all_kept(std::uint64_t counted = 0);
  // What is kept is compared with its hash again.
  Result<std::string> text(const std::string& hash) override;

 private:
  explicit SqliteReader(std::shared_ptr<Database> database) : database_(std::move(database)) {}
  Result<void> prepare();
  Result<Log> find(const std::string& log, Statement::Use& row);
  std::optional<std::vector<Record>> walk(const Log& log, std::uint64_t after, std::uint64_t end);
  Result<std::vector<Record>> search(const Log& log, std::uint64_t after, std::size_t limit);

  std::shared_ptr<Database> database_;  // before the statements: it must outlive them
  std::optional<Statement> logs_, log_, signpost_, event_, search_, text_;
};

}  // namespace golive
