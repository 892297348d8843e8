#include "store/sqlite_store.h"

#include "base/sha256.h"
#include "store/sequence.h"
#include "store/tables.h"

namespace golive {
namespace {

constexpr std::string_view add_log_sql =
    "INSERT INTO logs (id, events, last) VALUES (?, 0, 0) RETURNING number";
// Nobody else can have written, by the lock; one who has all the same is not written over.
constexpr std::string_view set_log_sql =
    "UPDATE logs SET events = ?, last = ? WHERE number = ? AND last = ?";
constexpr std::string_view add_event_sql =
    "INSERT INTO events (log, seq, before, at, kind, actor, sender, body, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view add_signpost_sql =
    "INSERT INTO signposts (log, seq, event) VALUES (?, ?, ?)";
constexpr std::string_view add_text_sql = "INSERT OR IGNORE INTO texts (hash, bytes) VALUES (?, ?)";

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path& file) {
  auto count = EventCount::open(file);  // before SQLite changes anything
  if (!count) return tl::unexpected(count.error());
  auto database = Database::open_for_writing(file);
  if (!database) return tl::unexpected(database.error());
  const auto events = events_written(*database);
  if (!events) return tl::unexpected(events.error());
  if (auto all_there = count->check(*events); !all_there) return tl::unexpected(all_there.error());
  if (auto made = make_tables(*database); !made)
    return fail(ErrorKind::storage, made.error().what, {}, made.error().way_out);
  if (auto ready = database->found_sound(); !ready) return tl::unexpected(ready.error());
  std::unique_ptr<SqliteStore> store(
      new SqliteStore(std::make_shared<Database>(std::move(*database)), std::move(*count)));
  if (auto prepared = store->prepare(); !prepared) return tl::unexpected(prepared.error());
  return store;
}

Result<void> SqliteStore::prepare() {
  auto reader = SqliteReader::over(database_);
  if (!reader) return tl::unexpected(reader.error());
  reader_ = std::move(*reader);
  const std::pair<std::optional<Statement>&, std::string_view> all[] = {
      {begin_, "BEGIN IMMEDIATE"}, {commit_, "COMMIT"},         {add_log_, add_log_sql},
      {set_log_, set_log_sql},     {add_event_, add_event_sql}, {add_signpost_, add_signpost_sql},
      {add_text_, add_text_sql}};
  for (const auto& [statement, sql] : all) {
    auto prepared = Statement::prepare(*database_, sql);
    if (!prepared) return tl::unexpected(prepared.error());
    statement = std::move(*prepared);
  }
  return {};
}

Result<void> SqliteStore::run(Statement& statement) {
  Statement::Use use(statement);
  use.step();
  if (!use.ok()) return tl::unexpected(database_->failure("write"));
  return {};
}

Result<void> SqliteStore::append(const std::vector<LogAppend>& appends) {
  if (broken_) return tl::unexpected(*broken_);
  if (auto begun = run(*begin_); !begun) return broken(begun.error());
  for (const auto& append : appends) {
    if (auto inserted = insert(append); !inserted) {
      const Error error = inserted.error();
      known_.clear();
      static_cast<void>(database_->execute("ROLLBACK"));  // SQLite may have done it by itself
      // A wrong number is the caller's bug, and leaves the file as it was.
      return error.kind == ErrorKind::conflict ? tl::unexpected(error) : broken(error);
    }
  }
  if (auto done = run(*commit_); !done) {
    known_.clear();
    static_cast<void>(database_->execute("ROLLBACK"));
    return broken(done.error());
  }
  std::uint64_t events = 0;
  for (const auto& append : appends) events += append.records.size();
  if (auto counted = count_.add(events); !counted) return broken(counted.error());
  return {};
}

Result<void> SqliteStore::insert(const LogAppend& append) {
  if (append.records.empty()) return {};
  const auto found = log_of(append.log);
  if (!found) return tl::unexpected(found.error());
  Log& log = **found;
  if (const auto head = next_head(append, log.events); !head) return tl::unexpected(head.error());
  const auto last_before = log.last;
  for (const auto& record : append.records)
    if (auto inserted = insert(log, record); !inserted) return inserted;
  Statement::Use update(*set_log_);
  update.bind(static_cast<std::int64_t>(log.events))
      .bind(log.last)
      .bind(log.number)
      .bind(last_before)
      .step();
  if (!update.ok()) return tl::unexpected(database_->failure("write"));
  if (database_->changed() != 1)
    return fail(ErrorKind::storage, "somebody else has written to the log " + append.log, {},
                "see which other program has the data directory open, then start the engine again");
  return {};
}

Result<SqliteStore::Log*> SqliteStore::log_of(const std::string& id) {
  if (const auto known = known_.find(id); known != known_.end()) return &known->second;
  auto found = reader_->find(id);
  if (!found) return tl::unexpected(found.error());
  if (found->number == 0) {
    Statement::Use addition(*add_log_);
    if (!addition.bind(id).step()) return tl::unexpected(database_->failure("write"));
    found->number = addition.number(0);
  }
  return &known_.insert_or_assign(id, *found).first->second;
}

Result<void> SqliteStore::insert(Log& log, const Record& record) {
  Statement::Use event(*add_event_);
  event.bind(log.number)
      .bind(static_cast<std::int64_t>(record.seq))
      .bind(log.last)
      .bind(record.at.time_since_epoch().count())
      .bind(record.kind)
      .bind(record.actor)
      .bind(record.from)
      .bind(record.body)
      .bind(record.hash)
      .step();
  if (!event.ok()) return tl::unexpected(database_->failure("write"));
  log.events = record.seq;
  log.last = database_->last_number();
  if (!has_signpost(record.seq)) return {};
  Statement::Use signpost(*add_signpost_);
  signpost.bind(log.number).bind(static_cast<std::int64_t>(record.seq)).bind(log.last).step();
  if (!signpost.ok()) return tl::unexpected(database_->failure("write"));
  return {};
}

Result<std::string> SqliteStore::put_text(const std::string& text) {
  if (broken_) return tl::unexpected(*broken_);
  auto hash = sha256(text);
  Statement::Use query(*add_text_);
  query.bind(hash).bind_bytes(text).step();
  if (!query.ok()) return broken(database_->failure("write"));
  return hash;
}

tl::unexpected<Error> SqliteStore::broken(Error error) {
  broken_ = std::move(error);
  return tl::unexpected(*broken_);
}

}  // namespace golive
