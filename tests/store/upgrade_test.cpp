// What becomes of the tables of an older golive.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "store/sqlite_store.h"
#include "tests/fakes/chained_records.h"
#include "tests/fakes/scratch_folder.h"
#include "tests/fakes/small_disk.h"
#include "tests/store/changed_by_hand.h"

namespace golive {
namespace {

const std::vector<std::string> names{"run-1", "site", "run-2"};

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
  for (std::size_t seq = 1; seq <= logs.at("run-2").size(); ++seq)
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

std::map<std::string, std::vector<Record>> logs_of(std::uint64_t each) {
  std::map<std::string, std::vector<Record>> written;
  for (const auto& name : names) written[name] = chained_records(name, each);
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
  const auto written = logs_of(5);
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
  write_version_1(file, logs_of(5));
  change(file, "DELETE FROM events WHERE seq = 2 AND log = 1");
  const auto store = SqliteStore::open(file).value();
  CHECK(numbers(store->read("run-1", 0, 10).value()) == std::vector<std::uint64_t>{1, 3, 4, 5});
  CHECK_FALSE(SqliteReader::open(file).value()->check_all_kept());
}

TEST_CASE("tables that cannot be brought up to date stay as they were") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  write_version_1(file, logs_of(5));
  change(file, "CREATE TABLE signposts (mine TEXT)");
  const auto refused = SqliteStore::open(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::storage);
  change(file, "DROP TABLE signposts");
  CHECK(SqliteStore::open(file).value()->read("run-2", 0, 10)->size() == 5);
}

void check_all_there(const std::filesystem::path& file, std::uint64_t each) {
  const auto reader = SqliteReader::open(file).value();
  for (const auto& name : names) {
    const auto records = reader->read(name, 0, SIZE_MAX).value();
    CHECK(records.size() == each);
    CHECK(verify_chain(name, records));
  }
}

TEST_CASE("on a disk without room the tables stay as they were, or are done; nothing is lost") {
  constexpr std::uint64_t each = 2'000;
  const SmallDisk disk("16m");
  if (!disk.mounted()) return;
  const auto file = disk.path() / "golive.db";
  write_version_1(file, logs_of(each));
  const auto written = std::filesystem::file_size(file);
  int refused = 0;
  for (std::uintmax_t parts = 5; parts <= 20; ++parts) {  // quarters of its size
    REQUIRE(disk.resize(std::to_string(written * parts / 4 + 100'000)));
    const auto opened = SqliteStore::open(file);
    if (!opened) {
      ++refused;
      CHECK_MESSAGE(opened.error().way_out.find("free space") != std::string::npos,
                    opened.error().what);
      CHECK(std::filesystem::file_size(file.string() + "-wal") == 0);
    }
    check_all_there(file, each);
  }
  CHECK(refused > 0);
}

TEST_CASE("what was written to do it takes no room afterwards") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  write_version_1(file, logs_of(2'000));
  const auto store = SqliteStore::open(file).value();
  CHECK(std::filesystem::file_size(file.string() + "-wal") == 0);
}

TEST_CASE("logs that do not end where they should are refused as they are") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  write_version_1(file, logs_of(5));
  change(file, "DELETE FROM events WHERE seq = 5 AND log = 1");
  CHECK_FALSE(SqliteStore::open(file));
  CHECK(SqliteReader::open(file).value()->read("run-1", 0, 10)->size() == 4);
  change(file, "INSERT INTO events VALUES (1, 5, 0, 'x', 'x', 'x', 'x', 'x')");  // as version 1
}

TEST_CASE("killed while it brings them up to date, the next one does it") {
  constexpr std::uint64_t each = 5'000;
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  const auto old = scratch.path() / "old.db";
  write_version_1(old, logs_of(each));
  for (const int milliseconds : {1, 3, 6, 10, 15, 20, 30, 45, 60, 90}) {
    for (const char* beside : {"", "-wal", "-shm", "-count"})
      std::filesystem::remove(file.string() + beside);
    std::filesystem::copy_file(old, file);
    const pid_t child = ::fork();
    if (child == 0) {
      static_cast<void>(SqliteStore::open(file));
      ::pause();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    check_all_there(file, each);  // as the old or the new ones
    CHECK(SqliteStore::open(file));
    check_all_there(file, each);
  }
}

TEST_CASE("who reads while it is done goes on reading") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  write_version_1(file, logs_of(5));
  const auto reader = SqliteReader::open(file).value();
  const auto first = reader->read("run-1", 0, 3).value();
  const auto store = SqliteStore::open(file).value();
  auto seen = reader->read("run-1", 0, SIZE_MAX).value();
  CHECK(verify_chain("run-1", seen));
  const auto more = chained_records("run-1", 2, &seen.back());
  REQUIRE(store->append({{"run-1", more}}));
  CHECK(reader->read("run-1", 0, SIZE_MAX)->size() == 7);
  CHECK((*reader->last("run-1"))->hash == more.back().hash);
}

TEST_CASE("one that has lost events is refused as it is, and an older golive can still read it") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  write_version_1(file, logs_of(5));
  std::ofstream(file.string() + "-count") << "00000000000000000016\n";
  const auto refused = SqliteStore::open(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("16 were written, and only the first 15") != std::string::npos);
  change(file, "INSERT INTO events VALUES (1, 6, 0, 'x', 'x', 'x', 'x', 'x')");  // as version 1
}

TEST_CASE("one with a row that no golive has written says what to do") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  write_version_1(file, logs_of(5));
  change(file,
         "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'kind TEXT NOT "
         "NULL', 'kind TEXT'); PRAGMA writable_schema = RESET; UPDATE events SET kind = NULL WHERE "
         "seq = 3");
  const auto refused = SqliteStore::open(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("events.kind") != std::string::npos);
  CHECK(refused.error().way_out.find("backup") != std::string::npos);
}

}  // namespace
}  // namespace golive
