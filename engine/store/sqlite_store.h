// SqliteStore: the logs and texts in one SQLite file (WAL, synchronous = FULL: what is acknowledged
// survives a power failure). For the holder of the EngineLock; one thread at a time. Once the disk
// has said no, everything that would write is answered with that same Error, until the engine is
// started again. A file that has lost events which it had acknowledged is not opened.
#pragma once

#include <unordered_map>

#include "store/event_count.h"
#include "store/sqlite_reader.h"

namespace golive {

class SqliteStore final : public Store {
 public:
  static Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path& file);

  Result<std::vector<std::string>> logs() override { return reader_->logs(); }
  Result<std::vector<Record>> read(const std::string& log, std::uint64_t after,
                                   std::size_t limit) override {
    return reader_->read(log, after, limit);
  }
  Result<std::optional<Record>> last(const std::string& log) override { return reader_->last(log); }
  Result<std::string> text(const std::string& hash) override { return reader_->text(hash); }
  Result<void> append(const std::vector<LogAppend>& appends) override;
  Result<std::string> put_text(const std::string& text) override;

 private:
  SqliteStore(std::shared_ptr<Database> database, EventCount count)
      : database_(std::move(database)), count_(std::move(count)) {}
  Result<void> prepare();
  Result<void> run(Statement& statement);
  using Log = SqliteReader::Log;
  Result<void> insert(const LogAppend& append);
  Result<Log*> log_of(const std::string& id);  // among known_
  Result<void> insert(Log& log, const Record& record);
  tl::unexpected<Error> broken(Error error);

  std::shared_ptr<Database> database_;
  EventCount count_;
  std::unique_ptr<SqliteReader> reader_;
  std::optional<Statement> begin_, commit_, add_log_, set_log_, add_event_, add_signpost_,
      add_text_;
  // Logs written to, since asking anew would take longer than to write: nobody else does. Forgotten
  // when an append fails.
  std::unordered_map<std::string, Log> known_;
  std::optional<Error> broken_;  // the first failure of the disk
};

}  // namespace golive
