#include "store/sqlite_reader.h"

#include <algorithm>
#include <limits>

#include "base/sha256.h"
#include "store/sequence.h"
#include "store/tables.h"

namespace golive {
namespace {

constexpr std::string_view logs_sql = "SELECT id FROM logs WHERE id <> ? ORDER BY number";
constexpr std::string_view log_sql = "SELECT number, events, last FROM logs WHERE id = ?";
constexpr std::string_view signpost_sql =
    "SELECT event, seq FROM signposts WHERE log = ? AND seq >= ? ORDER BY seq LIMIT 1";
constexpr std::string_view event_sql =
    "SELECT seq, at, kind, actor, sender, body, hash, log, before FROM events WHERE number = ?";
constexpr std::string_view search_sql =
    "SELECT seq, at, kind, actor, sender, body, hash FROM events"
    " WHERE log = ? AND seq > ? ORDER BY seq LIMIT ?";
// In tables without links, where a search goes by an index.
constexpr std::string_view unlinked_log_sql =
    "SELECT number, coalesce((SELECT max(seq) FROM events WHERE log = logs.number), 0), 0 FROM logs"
    " WHERE id = ?";
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
  const bool is_linked = database_->version() >= linked_version;
  std::vector<std::pair<std::optional<Statement>*, std::string_view>> all{
      {&logs_, logs_sql},
      {&log_, is_linked ? log_sql : unlinked_log_sql},
      {&search_, search_sql},
      {&text_, text_sql}};
  if (is_linked) all.insert(all.end(), {{&signpost_, signpost_sql}, {&event_, event_sql}});
  for (const auto& [statement, sql] : all) {
    auto prepared = Statement::prepare(*database_, sql);
    if (!prepared) return tl::unexpected(prepared.error());
    *statement = std::move(*prepared);
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

// As long as `row` is in use, what is read stands still, and further queries cost no new look at
// the file's locks.
Result<SqliteReader::Log> SqliteReader::find(const std::string& log, Statement::Use& row) {
  if (row.bind(log).step())
    return Log{row.number(0), static_cast<std::uint64_t>(row.number(1)), row.number(2)};
  if (!row.ok()) return tl::unexpected(database_->failure("read"));
  return Log{};
}

Result<SqliteReader::Log> SqliteReader::find(const std::string& log) {
  Statement::Use row(*log_);
  return find(log, row);
}

Result<std::vector<Record>> SqliteReader::read(const std::string& log, std::uint64_t after,
                                               std::size_t limit) {
  Statement::Use row(*log_);
  const auto known = find(log, row);
  if (!known) return tl::unexpected(known.error());
  if (known->events <= after || limit == 0) return std::vector<Record>{};
  const auto end = after + std::min<std::uint64_t>(limit, known->events - after);
  if (auto records = walk(*known, after, end)) return *std::move(records);
  return search(*known, after, limit);
}

Result<std::optional<Record>> SqliteReader::last(const std::string& log) {
  Statement::Use row(*log_);
  const auto known = find(log, row);
  if (!known) return tl::unexpected(known.error());
  if (known->events == 0) return std::optional<Record>{};
  if (auto records = walk(*known, known->events - 1, known->events)) return records->front();
  auto records = search(*known, known->events - 1, SIZE_MAX);
  if (records && records->empty()) records = search(*known, 0, SIZE_MAX);
  if (!records) return tl::unexpected(records.error());
  return records->empty() ? std::optional<Record>{} : records->back();
}

// The events `after` + 1 to `end`. None: there are no links, or one of the events is not there, or
// is another than it should be.
std::optional<std::vector<Record>> SqliteReader::walk(const Log& log, std::uint64_t after,
                                                      std::uint64_t end) {
  if (!event_) return std::nullopt;
  std::vector<Record> backwards;
  std::int64_t number = log.last;
  std::uint64_t expected = log.events;
  if (end < log.events) {
    Statement::Use signpost(*signpost_);
    if (signpost.bind(log.number).bind(to_sql(end)).step()) {
      number = signpost.number(0);
      expected = static_cast<std::uint64_t>(signpost.number(1));
    }
  }
  for (; expected > after; --expected) {
    Statement::Use row(*event_);
    if (!row.bind(number).step() || row.number(7) != log.number ||
        row.number(0) != to_sql(expected))
      return std::nullopt;
    if (expected <= end) backwards.push_back(record_of(row));
    number = row.number(8);
  }
  std::reverse(backwards.begin(), backwards.end());
  return backwards;
}

// For tables without links; and, through all events, for a log that was changed by hand or by a
// broken disk: what there is of it shows what is missing.
Result<std::vector<Record>> SqliteReader::search(const Log& log, std::uint64_t after,
                                                 std::size_t limit) {
  std::vector<Record> records;
  Statement::Use query(*search_);
  query.bind(log.number).bind(to_sql(after)).bind(to_sql(limit));
  while (query.step()) records.push_back(record_of(query));
  if (!query.ok()) return tl::unexpected(database_->failure("read"));
  return records;
}

Result<std::uint64_t> SqliteReader::events() { return events_written(*database_); }

Result<void> SqliteReader::check_all_kept(std::uint64_t counted) {
  const auto written = events();  // before the count: an engine may write meanwhile
  if (!written) return tl::unexpected(written.error());
  const auto kept = database_->number("SELECT count(*) FROM events");
  if (!kept) return tl::unexpected(kept.error());
  const auto most = std::max(counted, *written);
  if (static_cast<std::uint64_t>(*kept) >= most) return check_ends(*database_);
  return fail(ErrorKind::conflict,
              "the logs have lost events: " + std::to_string(most) + " were written, and only " +
                  std::to_string(*kept) + " are there",
              {}, "restore the newest copy; docs/operations.md says how to go on without one");
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
