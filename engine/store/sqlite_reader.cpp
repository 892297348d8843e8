#include "store/sqlite_reader.h"

#include <algorithm>
#include <limits>

#include "base/sha256.h"
#include "store/sequence.h"

namespace golive {
namespace {

constexpr std::string_view logs_sql = "SELECT id FROM logs WHERE id <> ? ORDER BY number";
constexpr std::string_view read_sql =
    "SELECT seq, at, kind, actor, sender, body, hash FROM events"
    " WHERE log = (SELECT number FROM logs WHERE id = ?) AND seq > ? ORDER BY seq LIMIT ?";
constexpr std::string_view last_sql =
    "SELECT seq, at, kind, actor, sender, body, hash FROM events"
    " WHERE log = (SELECT number FROM logs WHERE id = ?) ORDER BY seq DESC LIMIT 1";
constexpr std::string_view text_sql = "SELECT bytes FROM texts WHERE hash = ?";

Record record_of(const Statement::Use& row) {
  return {static_cast<std::uint64_t>(row.number(0)),
          Instant(Duration(row.number(1))),
          row.text(2),
          row.text(3),
          row.text(4),
          row.text(5),
          row.text(6)};
}

std::int64_t to_sql(std::uint64_t number) {
  constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(number, most));
}

}  // namespace

Result<std::unique_ptr<SqliteReader>> SqliteReader::open(const std::filesystem::path& file) {
  auto database = Database::open_for_reading(file);
  if (!database) return tl::unexpected(database.error());
  return over(std::make_shared<Database>(std::move(*database)));
}

Result<std::unique_ptr<SqliteReader>> SqliteReader::over(std::shared_ptr<Database> database) {
  std::unique_ptr<SqliteReader> reader(new SqliteReader(std::move(database)));
  if (auto prepared = reader->prepare(); !prepared) return tl::unexpected(prepared.error());
  return reader;
}

Result<void> SqliteReader::prepare() {
  const std::pair<std::optional<Statement>&, std::string_view> all[] = {
      {logs_, logs_sql}, {read_, read_sql}, {last_, last_sql}, {text_, text_sql}};
  for (const auto& [statement, sql] : all) {
    auto prepared = Statement::prepare(*database_, sql);
    if (!prepared) return tl::unexpected(prepared.error());
    statement = std::move(*prepared);
  }
  return {};
}

Result<std::vector<std::string>> SqliteReader::logs() {
  std::vector<std::string> ids;
  Statement::Use query(*logs_);
  query.bind(site_log);
  while (query.step()) ids.push_back(query.text(0));
  if (!query.ok()) return tl::unexpected(database_->failure("read"));
  return ids;
}

Result<std::vector<Record>> SqliteReader::read(const std::string& log, std::uint64_t after,
                                               std::size_t limit) {
  std::vector<Record> records;
  Statement::Use query(*read_);
  query.bind(log).bind(to_sql(after)).bind(to_sql(limit));
  while (query.step()) records.push_back(record_of(query));
  if (!query.ok()) return tl::unexpected(database_->failure("read"));
  return records;
}

Result<std::optional<Record>> SqliteReader::last(const std::string& log) {
  Statement::Use query(*last_);
  query.bind(log);
  if (query.step()) return std::optional<Record>{record_of(query)};
  if (!query.ok()) return tl::unexpected(database_->failure("read"));
  return std::optional<Record>{};
}

// Every event has a rowid one higher than the one before: none is ever removed.
Result<std::uint64_t> SqliteReader::events() {
  return number_by("SELECT coalesce(max(rowid), 0) FROM events");
}

Result<void> SqliteReader::check_all_kept(std::uint64_t counted) {
  const auto written = events();  // before the count: an engine may write meanwhile
  if (!written) return tl::unexpected(written.error());
  const auto kept = number_by("SELECT count(*) FROM events");
  if (!kept) return tl::unexpected(kept.error());
  const auto most = std::max(counted, *written);
  if (*kept >= most) return {};
  return fail(ErrorKind::conflict,
              "the logs have lost events: " + std::to_string(most) + " were written, and only " +
                  std::to_string(*kept) + " are there",
              {}, "restore the newest copy; docs/operations.md says how to go on without one");
}

Result<std::uint64_t> SqliteReader::number_by(std::string_view sql) {
  auto counted = Statement::prepare(*database_, sql);
  if (!counted) return tl::unexpected(counted.error());
  Statement::Use query(*counted);
  if (query.step()) return static_cast<std::uint64_t>(query.number(0));
  return tl::unexpected(database_->failure("read"));
}

Result<std::string> SqliteReader::text(const std::string& hash) {
  Statement::Use query(*text_);
  query.bind(hash);
  if (!query.step()) {
    if (!query.ok()) return tl::unexpected(database_->failure("read"));
    return fail(ErrorKind::not_found, "no text has the hash " + hash);
  }
  auto bytes = query.text(0);
  if (sha256(bytes) != hash)
    return fail(ErrorKind::storage, "the text kept as " + hash + " was changed on disk", {},
                "restore the data directory from a backup");
  return bytes;
}

}  // namespace golive
