// How a log is found among the others, and what becomes of the tables of an older golive.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "store/sqlite_store.h"
#include "tests/fakes/chained_records.h"
#include "tests/fakes/scratch_folder.h"

namespace golive {
namespace {

using Raw = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

Raw open_raw(const std::filesystem::path& file) {
  sqlite3* opened = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &opened) == SQLITE_OK);
  return {opened, sqlite3_close};
}

void change(const std::filesystem::path& file, const std::string& sql) {
  const auto raw = open_raw(file);
  REQUIRE_MESSAGE(sqlite3_exec(raw.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
                  sqlite3_errmsg(raw.get()));
}

const std::vector<std::string> names{"run-1", "site", "run-2"};

// Three logs that grow side by side, each by one, two or three records at a time.
std::map<std::string, std::vector<Record>> write_side_by_side(Store& store, std::uint64_t each) {
  std::map<std::string, std::vector<Record>> written;
  for (std::size_t turn = 0; written[names.back()].size() < each; ++turn) {
    std::vector<LogAppend> appends;
    for (std::size_t log = 0; log < names.size(); ++log) {
      auto& before = written[names[log]];
      auto next = chained_records(names[log], 1 + (turn + log) % 3,
                                  before.empty() ? nullptr : &before.back());
      before.insert(before.end(), next.begin(), next.end());
      appends.push_back({names[log], std::move(next)});
    }
    REQUIRE(store.append(appends));
  }
  return written;
}

std::vector<std::uint64_t> numbers(const std::vector<Record>& records) {
  std::vector<std::uint64_t> found;
  for (const auto& record : records) found.push_back(record.seq);
  return found;
}

TEST_CASE("a log is read from any place on, whatever was written between its events") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  const auto store = SqliteStore::open(file).value();
  const auto written = write_side_by_side(*store, 200);
  const auto reader = SqliteReader::open(file).value();
  for (const auto& [log, records] : written) {
    CHECK((*reader->last(log))->hash == records.back().hash);
    for (const std::size_t limit : {std::size_t{1}, std::size_t{63}, std::size_t{64},
                                    std::size_t{65}, std::size_t{130}, SIZE_MAX})
      for (std::size_t after = 0; after <= records.size() + 1; ++after) {
        const auto found = reader->read(log, after, limit).value();
        const auto left = after < records.size() ? records.size() - after : 0;
        REQUIRE(found.size() == std::min(limit, left));
        for (std::size_t i = 0; i < found.size(); ++i)
          REQUIRE(found[i].hash == records[after + i].hash);
      }
  }
  CHECK(reader->read("run-1", 0, 0)->empty());
  CHECK(reader->read("run-1", UINT64_MAX, SIZE_MAX)->empty());
  CHECK(reader->read("run-3", 0, SIZE_MAX)->empty());
  CHECK_FALSE(reader->last("run-3").value());
  CHECK(reader->logs().value() == std::vector<std::string>{"run-1", "run-2"});
}

TEST_CASE("of a log that was changed by hand, what is there is still shown") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  const auto written = write_side_by_side(*SqliteStore::open(file).value(), 130);
  const std::string own = "(SELECT number FROM logs WHERE id = 'run-1')";
  std::vector<std::uint64_t> expected = numbers(chained_records("run-1", 100));
  SUBCASE("one is gone") {
    change(file, "DELETE FROM events WHERE seq = 40 AND log = " + own);
    expected.erase(expected.begin() + 39);
    expected.push_back(101);
  }
  SUBCASE("the one that a signpost points to is gone") {
    change(file, "DELETE FROM events WHERE seq = 129 AND log = " + own);
  }
  SUBCASE("a signpost leads into another log") {
    change(file, "UPDATE signposts SET event = event + 3 WHERE log = " + own);
  }
  SUBCASE("the signposts are gone") { change(file, "DELETE FROM signposts"); }
  SUBCASE("one is said to follow itself") {
    change(file, "UPDATE events SET before = number WHERE seq = 70 AND log = " + own);
  }
  SUBCASE("it is said to be longer than any") {
    change(file, "UPDATE logs SET events = 9000000000000000000");
  }
  SUBCASE("it is said to be shorter than it is") {
    change(file, "UPDATE logs SET events = events - 64");
  }
  SUBCASE("it is said to end earlier") { change(file, "UPDATE logs SET last = last - 90"); }
  SUBCASE("its last one is gone") {
    change(file, "DELETE FROM events WHERE number = (SELECT last FROM logs WHERE id = 'run-1')");
  }
  const auto reader = SqliteReader::open(file).value();
  CHECK(numbers(reader->read("run-1", 0, 100).value()) == expected);
  CHECK(reader->read("run-1", 0, SIZE_MAX)->size() + 1 >= written.at("run-1").size());
  CHECK(reader->last("run-1").value().has_value());
  CHECK(reader->read("run-2", 0, SIZE_MAX)->size() >= 130);
}

// What version 1 made, and how it wrote.
void write_version_1(const std::filesystem::path& file,
                     const std::map<std::string, std::vector<Record>>& logs) {
  change(file, R"sql(
    PRAGMA journal_mode = WAL;
    CREATE TABLE logs (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE events (log INTEGER NOT NULL REFERENCES logs (number), seq INTEGER NOT NULL,
      at INTEGER NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL, sender TEXT NOT NULL,
      body TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (log, seq)) STRICT;
    CREATE TABLE texts (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    INSERT INTO logs (id) VALUES ('run-1'), ('site'), ('run-2'), ('run-3');
    PRAGMA user_version = 1;)sql");
  std::string sql = "BEGIN;";
  for (std::size_t seq = 1; seq <= 205; ++seq)
    for (const auto& name : names) {
      const auto& log = logs.at(name);
      if (seq > log.size()) continue;
      const Record& record = log[seq - 1];
      sql += "INSERT INTO events VALUES ((SELECT number FROM logs WHERE id = '" + name + "'), " +
             std::to_string(record.seq) + ", " +
             std::to_string(record.at.time_since_epoch().count()) + ", '" + record.kind + "', '" +
             record.actor + "', '" + record.from + "', '" + record.body + "', '" + record.hash +
             "');";
    }
  change(file, sql + "COMMIT");
}

std::map<std::string, std::vector<Record>> short_logs() {
  std::map<std::string, std::vector<Record>> written;
  for (const auto& name : names) written[name] = chained_records(name, 5);
  return written;
}

TEST_CASE("an engine brings the tables of an older golive up to date, with all their events") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  std::map<std::string, std::vector<Record>> written;
  for (std::size_t log = 0; log < names.size(); ++log)
    written[names[log]] = chained_records(names[log], 70 * (log + 1) - 5);
  write_version_1(file, written);

  const auto store = SqliteStore::open(file).value();
  for (auto& [log, records] : written) {
    auto more = chained_records(log, 3, &records.back());
    REQUIRE(store->append({{log, more}}));
    records.insert(records.end(), more.begin(), more.end());
  }
  REQUIRE(store->append({{"run-3", chained_records("run-3", 1)}}));
  const auto reader = SqliteReader::open(file).value();
  for (const auto& [log, records] : written) {
    const auto found = reader->read(log, 0, SIZE_MAX).value();
    CHECK(found.size() == records.size());
    CHECK(verify_chain(log, found));
    CHECK(reader->read(log, 60, 8)->back().hash == records[67].hash);
  }
  CHECK(reader->events().value() == 65 + 135 + 205 + 3 * 3 + 1);
  CHECK(reader->check_all_kept());
  CHECK(reader->logs().value() == std::vector<std::string>{"run-1", "run-2", "run-3"});
}

TEST_CASE("a copy of an older golive is read as it is, without an engine that would act on it") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  const auto written = short_logs();
  write_version_1(file, written);
  const auto reader = SqliteReader::open(file).value();
  for (const auto& [log, records] : written) {
    CHECK(verify_chain(log, reader->read(log, 0, SIZE_MAX).value()));
    CHECK(numbers(reader->read(log, 1, 2).value()) == std::vector<std::uint64_t>{2, 3});
    CHECK((*reader->last(log))->hash == records.back().hash);
  }
  CHECK(reader->read("run-3", 0, SIZE_MAX)->empty());
  CHECK_FALSE(reader->last("run-3").value());
  CHECK(reader->events().value() == 15);
  CHECK(reader->check_all_kept());
  CHECK(reader->check_all_kept(16).error().kind == ErrorKind::conflict);
}

TEST_CASE("what version 1 had lost is still missing in the new tables") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  write_version_1(file, short_logs());
  change(file, "DELETE FROM events WHERE seq = 2 AND log = 1");
  const auto store = SqliteStore::open(file).value();
  CHECK(numbers(store->read("run-1", 0, 10).value()) == std::vector<std::uint64_t>{1, 3, 4, 5});
  CHECK_FALSE(SqliteReader::open(file).value()->check_all_kept());
}

TEST_CASE("tables that cannot be brought up to date stay as they were") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  write_version_1(file, short_logs());
  change(file, "CREATE TABLE signposts (mine TEXT)");
  const auto refused = SqliteStore::open(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::storage);
  change(file, "DROP TABLE signposts");
  CHECK(SqliteStore::open(file).value()->read("run-2", 0, 10)->size() == 5);
}

}  // namespace
}  // namespace golive
