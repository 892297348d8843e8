#include "commit_floor.h"

#include <sqlite3.h>

#include <memory>
#include <string>

#include "sample.h"

namespace golive::bench {
namespace {

constexpr const char* tables = R"sql(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE events (log INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
    kind TEXT NOT NULL, actor TEXT NOT NULL, sender TEXT NOT NULL, body TEXT NOT NULL,
    hash TEXT NOT NULL) STRICT;
)sql";

void check(sqlite3* database, int code) {
  if (code != SQLITE_OK && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database));
}

}  // namespace

double commits_a_second(const std::filesystem::path& folder, int commits) {
  sqlite3* opened = nullptr;
  sqlite3_open((folder / "floor.db").c_str(), &opened);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, sqlite3_close);
  check(opened, sqlite3_exec(opened, tables, nullptr, nullptr, nullptr));
  sqlite3_stmt* prepared = nullptr;
  check(opened, sqlite3_prepare_v2(opened,
                                   "INSERT INTO events VALUES (1, ?, 1798704000000, "
                                   "'effect_finished', 'engine', '', ?, ?)",
                                   -1, &prepared, nullptr));
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> insert(prepared,
                                                                          sqlite3_finalize);
  const std::string body(150, 'b'), hash(64, 'h');
  const Stopwatch watch;
  for (int seq = 1; seq <= commits; ++seq) {  // each statement is a transaction of its own
    sqlite3_bind_int(prepared, 1, seq);
    sqlite3_bind_text(prepared, 2, body.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_text(prepared, 3, hash.c_str(), -1, SQLITE_STATIC);
    check(opened, sqlite3_step(prepared));
    sqlite3_reset(prepared);
  }
  return commits / watch.seconds();
}

}  // namespace golive::bench
