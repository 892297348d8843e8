#include "store/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>

#include "store/event_count.h"
#include "store/statement.h"
#include "store/tables.h"

namespace golive {
namespace {

// Longer than a checkpoint or the recovery of a killed writer's log takes.
constexpr std::chrono::milliseconds patience{5'000};
// Four times what the log file grows to before SQLite takes it over.
constexpr int kept_log_bytes = 16 << 20;

const char* way_out_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "free space on its file system, then start the engine again";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return "see who owns it, and whether its file system is mounted read-only";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "see which other program has it open, then start the engine again";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:  // a row that golive does not write
      return "keep it aside, and restore it from a backup";
    default:
      return "see the system's log for failures of the disk, then start the engine again";
  }
}

}  // namespace

void Database::Closer::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Database::Database(std::filesystem::path file, int flags) : file_(std::move(file)) {
  sqlite3* connection = nullptr;  // made even when opening fails: it then carries the reason
  sqlite3_open_v2(file_.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  connection_.reset(connection);
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_busy_timeout(connection, static_cast<int>(patience.count()));
}

Result<Database> Database::open_for_writing(const std::filesystem::path& file) {
  // SQLite would give the file the usual rights; what it gives -wal and -shm follows the file.
  const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
  Database database(file, SQLITE_OPEN_READWRITE);
  if (sqlite3_errcode(database.get()) != SQLITE_OK) return tl::unexpected(database.failure("open"));
  // Asked for both, SQLite contents itself with reading where it may not write.
  if (sqlite3_db_readonly(database.get(), "main") == 1)
    return fail(ErrorKind::storage, "cannot write " + file.string(), {},
                way_out_of(SQLITE_READONLY));
  // The log file stays when the engine ends: readers who may not write here could not make it.
  int keep = 1;
  sqlite3_file_control(database.get(), "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
  sqlite3_db_config(database.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"})
    if (auto set = database.execute(pragma); !set) return tl::unexpected(set.error());
  if (auto known = database.check_version("open"); !known) return tl::unexpected(known.error());
  return database;
}

// What was written at once (tables brought up to date) is not to keep its room for ever.
Result<void> Database::found_sound() {
  sqlite3_db_config(get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  const auto log_size = "PRAGMA journal_size_limit = " + std::to_string(kept_log_bytes);
  return execute(log_size.c_str());
}

Result<Database> Database::open_for_reading(const std::filesystem::path& file) {
  const Error nothing_there{ErrorKind::not_found,
                            "there is no " + file.string() + " yet",
                            {},
                            "start an engine on this data directory"};
  // An empty one is not even opened: SQLite would remove what its log file still has.
  std::error_code gone;
  if (std::filesystem::file_size(file, gone) == 0 || gone) {
    const auto counted = EventCount::counted(file).value_or(0);
    if (counted == 0) return tl::unexpected(nothing_there);
    return fail(ErrorKind::storage,
                file.string() + (gone ? " is gone" : " is empty") + ": it held " +
                    std::to_string(counted) + " events",
                {}, "restore the newest copy; docs/operations.md says how to go on without one");
  }
  Database database(file, SQLITE_OPEN_READONLY);
  if (auto known = database.check_version("read"); !known) return tl::unexpected(known.error());
  if (database.version() == 0) return tl::unexpected(nothing_there);
  return database;
}

Result<void> Database::check_version(const char* verb) {
  // Reading the version is also the first look into the file: it shows whether it is a database at
  // all.
  if (auto readable = execute("PRAGMA user_version"); !readable)
    return tl::unexpected(failure(verb));
  if (const int found = version(); found > tables_version)
    return fail(ErrorKind::storage,
                file_.string() + " was written by a newer golive (tables of version " +
                    std::to_string(found) + ", this one knows " + std::to_string(tables_version) +
                    ")",
                {}, "use that golive");
  return {};
}

Result<std::int64_t> Database::number(const char* sql) const {
  auto statement = Statement::prepare(*this, sql);
  if (!statement) return tl::unexpected(statement.error());
  Statement::Use query(*statement);
  if (query.step()) return query.number(0);
  return tl::unexpected(failure("read"));
}

int Database::version() const {
  return static_cast<int>(number("PRAGMA user_version").value_or(0));
}

Result<void> Database::execute(const char* sql) {
  if (sqlite3_exec(get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    return tl::unexpected(failure("write"));
  return {};
}

std::int64_t Database::last_number() const { return sqlite3_last_insert_rowid(get()); }
int Database::changed() const { return sqlite3_changes(get()); }

Error Database::failure(const char* verb) const {
  const int code = sqlite3_extended_errcode(get());
  return {ErrorKind::storage,
          std::string("cannot ") + verb + " " + file_.string() + ": " + sqlite3_errmsg(get()),
          {},
          way_out_of(code)};
}

}  // namespace golive
