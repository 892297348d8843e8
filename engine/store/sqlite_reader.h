// SqliteReader: reads DATA/golive.db in transactions of one query each, so that it never holds up
// the writer. For the door and the CLI in their own processes, and within SqliteStore. One thread
// at a time.
#pragma once

#include "port/store.h"
#include "store/statement.h"

namespace golive {

class SqliteReader final : public LogReader {
 public:
  static Result<std::unique_ptr<SqliteReader>> open(const std::filesystem::path& file);
  // Reads by a connection made elsewhere.
  static Result<std::unique_ptr<SqliteReader>> over(std::shared_ptr<Database> database);

  Result<std::vector<std::string>> logs() override;
  Result<std::vector<Record>> read(const std::string& log, std::uint64_t after,
                                   std::size_t limit) override;
  Result<std::optional<Record>> last(const std::string& log) override;
  // How many events were ever written, of all logs.
  Result<std::uint64_t> events();
  // Counts them: ErrorKind::conflict if there are fewer than were ever written, or than `counted`.
  Result<void> check_all_kept(std::uint64_t counted = 0);
  // What is kept is compared with its hash again.
  Result<std::string> text(const std::string& hash) override;

 private:
  explicit SqliteReader(std::shared_ptr<Database> database) : database_(std::move(database)) {}
  Result<void> prepare();
  Result<std::uint64_t> number_by(std::string_view sql);

  std::shared_ptr<Database> database_;  // before the statements: it must outlive them
  std::optional<Statement> logs_, read_, last_, text_;
};

}  // namespace golive
