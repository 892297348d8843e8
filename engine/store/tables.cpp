// Events stand in the order in which they came, whatever their log; each knows the one before it in
// its log, and the log its last. So a log is read from its end backwards, or from the next signpost
// behind what is asked for. An index of all events by log would be the obvious thing, and was: it
// is written to in as many places as logs are under way, each a page of its own. With 64 of them a
// commit wrote 47 pages, and now 16.
#include "store/tables.h"

#include <string>

#include "store/statement.h"

namespace golive {
namespace {

constexpr const char* tables = R"sql(
  CREATE TABLE logs (
    number INTEGER PRIMARY KEY,   -- in the order created
    id     TEXT NOT NULL UNIQUE,  -- a run's id, or "site"
    events INTEGER NOT NULL,      -- how many it has
    last   INTEGER NOT NULL       -- the number of its last event, or 0
  ) STRICT;
  CREATE TABLE events (
    number INTEGER PRIMARY KEY,   -- in the order written: 1, 2, 3, ...
    log    INTEGER NOT NULL REFERENCES logs (number),
    seq    INTEGER NOT NULL,      -- in its log: 1, 2, 3, ...
    before INTEGER NOT NULL,      -- the number of the one before it in its log, or 0
    at     INTEGER NOT NULL,      -- milliseconds since 1970, UTC
    kind   TEXT NOT NULL,
    actor  TEXT NOT NULL,
    sender TEXT NOT NULL,         -- the door it came through
    body   TEXT NOT NULL,         -- canonical JSON
    hash   TEXT NOT NULL
  ) STRICT;
  CREATE TABLE signposts (
    log    INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    event  INTEGER NOT NULL,      -- the number of this event
    PRIMARY KEY (log, seq)
  ) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* texts = R"sql(
  CREATE TABLE texts (
    hash   TEXT PRIMARY KEY,      -- SHA-256 of the bytes
    bytes  BLOB NOT NULL
  ) STRICT;
)sql";

// Version 1 had logs (number, id) and events (log, seq, at, ...) with that index. Their numbers are
// kept: a gap in them tells what was lost.
constexpr const char* set_aside_1 = R"sql(
  ALTER TABLE logs RENAME TO logs_1;
  ALTER TABLE events RENAME TO events_1;
)sql";
constexpr const char* bring_from_1 = R"sql(
  INSERT INTO events
    SELECT rowid, log, seq,
           coalesce((SELECT earlier.rowid FROM events_1 AS earlier
                     WHERE earlier.log = events_1.log AND earlier.seq = events_1.seq - 1), 0),
           at, kind, actor, sender, body, hash
    FROM events_1 ORDER BY rowid;
  INSERT INTO logs
    SELECT number, id, coalesce((SELECT max(seq) FROM events_1 WHERE log = number), 0),
           coalesce((SELECT rowid FROM events_1 WHERE log = number ORDER BY seq DESC LIMIT 1), 0)
    FROM logs_1;
  DROP TABLE events_1;
  DROP TABLE logs_1;
)sql";

// The logs that do not end where they say; "" if there are events behind the ends of all. One
// statement: an engine may write meanwhile.
constexpr const char* wrong_end_sql = R"sql(
  SELECT id FROM logs LEFT JOIN events ON events.number = logs.last
  WHERE (events.log IS NOT logs.number OR events.seq IS NOT logs.events)
    AND (logs.events <> 0 OR logs.last <> 0)
  UNION ALL
  SELECT '' WHERE (SELECT total(events) FROM logs) <>
                  (SELECT coalesce(max(number), 0) FROM events)
)sql";

std::string place_signposts() {
  return "INSERT INTO signposts SELECT log, seq, number FROM events WHERE seq % " +
         std::to_string(signpost_distance) + " = 1";
}

Result<void> make(Database& database, int version) {
  if (version == 1) {
    for (const auto& step : {std::string(set_aside_1), std::string(tables),
                             std::string(bring_from_1), place_signposts()})
      if (auto done = database.execute(step.c_str()); !done) return done;
  } else {
    for (const char* step : {tables, texts})
      if (auto done = database.execute(step); !done) return done;
  }
  const auto now = "PRAGMA user_version = " + std::to_string(tables_version);
  return database.execute(now.c_str());
}

}  // namespace

Result<void> make_tables(Database& database) {
  const int version = database.version();
  if (version == tables_version) return check_ends(database);
  if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
  auto made = make(database, version);
  if (made) made = check_ends(database);
  if (made) made = database.execute("COMMIT");
  if (!made) static_cast<void>(database.execute("ROLLBACK"));  // SQLite may have done it by itself
  // All of it is in the log file, done or not. Without room for it in the database, it stays there.
  if (version != 0) static_cast<void>(database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  return made;
}

// Their numbers have no gaps: none is ever removed.
Result<std::uint64_t> events_written(const Database& database) {
  if (database.version() == 0) return 0;
  return database.number("SELECT coalesce(max(rowid), 0) FROM events");
}

Result<void> check_ends(const Database& database) {
  if (database.version() < linked_version) return {};
  auto prepared = Statement::prepare(database, wrong_end_sql);
  if (!prepared) return tl::unexpected(prepared.error());
  Statement::Use wrong(*prepared);
  if (wrong.step())
    return fail(ErrorKind::conflict,
                wrong.text(0).empty()
                    ? "the logs have lost events, or were changed: there are others behind their "
                      "ends"
                    : "the log " + wrong.text(0) +
                          " has lost events, or was changed: it does not end where it says",
                {},
                "restore the newest copy; or go on in another data directory: this one can still "
                "be read");
  if (!wrong.ok()) return tl::unexpected(database.failure("read"));
  return {};
}

}  // namespace golive
