#include <doctest/doctest.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "store/sqlite_store.h"
#include "tests/fakes/chained_records.h"
#include "tests/fakes/failing_store.h"
#include "tests/fakes/file_content.h"
#include "tests/fakes/scratch_folder.h"
#include "tests/fakes/small_disk.h"
#include "tests/store/changed_by_hand.h"

namespace golive {
namespace {

TEST_CASE("what was appended is there after closing and opening again") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  REQUIRE((*SqliteStore::open(file))->append({{"run-1", chained_records("run-1", 3)}}));
  const auto store = SqliteStore::open(file).value();
  const auto records = store->read("run-1", 0, 10).value();
  CHECK(records.size() == 3);
  CHECK(verify_chain("run-1", records));
  CHECK(store->append({{"run-1", chained_records("run-1", 1, &records.back())}}));
}

TEST_CASE("the file is for its owner alone") {
  ScratchFolder scratch;
  const auto store = SqliteStore::open(scratch.path() / "golive.db").value();
  for (const char* name : {"golive.db", "golive.db-wal", "golive.db-shm", "golive.db-count"}) {
    struct stat found {};
    REQUIRE(::stat((scratch.path() / name).c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
  }
}

TEST_CASE("a reader sees each append at once, beside the writer and after it has gone") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  auto store = SqliteStore::open(file).value();
  const auto reader = SqliteReader::open(file).value();
  CHECK(reader->logs()->empty());
  REQUIRE(store->append({{"run-1", chained_records("run-1", 2)}}));
  CHECK(reader->read("run-1", 0, 10)->size() == 2);
  store.reset();
  CHECK(reader->read("run-1", 0, 10)->size() == 2);
  CHECK(SqliteReader::open(file).value()->read("run-1", 0, 10)->size() == 2);
}

TEST_CASE("a reader on another thread sees whole appends only, in order, while the writer writes") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  const auto store = SqliteStore::open(file).value();
  constexpr std::uint64_t appends = 50, size = 4;
  std::vector<std::jthread> readers;
  std::atomic<int> torn = 0;
  for (int count = 0; count < 3; ++count)
    readers.emplace_back([&] {
      const auto reader = SqliteReader::open(file).value();
      std::vector<Record> seen;
      while (seen.size() < appends * size) {
        const auto more = reader->read("run-1", seen.size(), SIZE_MAX).value();
        seen.insert(seen.end(), more.begin(), more.end());
        if (seen.size() % size != 0) ++torn;
      }
      if (!verify_chain("run-1", seen)) ++torn;
    });
  auto records = chained_records("run-1", size);
  for (std::uint64_t count = 0; count < appends; ++count) {
    if (!store->append({{"run-1", records}})) ++torn;
    const Record last = records.back();
    records = chained_records("run-1", size, &last);
  }
  readers.clear();
  CHECK(torn == 0);
}

TEST_CASE("a reader makes no file") {
  ScratchFolder scratch;
  const auto reader = SqliteReader::open(scratch.path() / "golive.db");
  REQUIRE_FALSE(reader);
  CHECK(reader.error().kind == ErrorKind::not_found);
  CHECK(std::filesystem::is_empty(scratch.path()));
}

TEST_CASE("a file of a newer golive is not touched") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  static_cast<void>(SqliteStore::open(file).value());
  change(file, "PRAGMA user_version = 99");
  const auto refused = SqliteStore::open(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("newer golive") != std::string::npos);
  CHECK_FALSE(SqliteReader::open(file));
}

TEST_CASE("a file that is no database is refused by name") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  std::ofstream(file) << std::string(5'000, 'x');
  const auto refused = SqliteStore::open(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find(file.string()) != std::string::npos);
  CHECK_FALSE(refused.error().way_out.empty());
}

TEST_CASE("a text that was changed on disk is not handed out") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  const auto store = SqliteStore::open(file).value();
  const auto hash = store->put_text("return plan {}").value();
  change(file, "UPDATE texts SET bytes = x'00'");
  const auto text = store->text(hash);
  REQUIRE_FALSE(text);
  CHECK(text.error().kind == ErrorKind::storage);
}

TEST_CASE("a file that has lost events is not opened, until somebody gives them up") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  const auto count = scratch.path() / "golive.db-count";
  const auto records = chained_records("run-1", 3);
  REQUIRE((*SqliteStore::open(file))->append({{"run-1", {records[0], records[1]}}}));
  std::filesystem::copy_file(file, scratch.path() / "earlier");
  REQUIRE((*SqliteStore::open(file))->append({{"run-1", {records[2]}}}));
  std::string told;
  SUBCASE("its last ones") {
    for (const char* name : {"golive.db-wal", "golive.db-shm"})
      std::filesystem::remove(scratch.path() / name);
    std::filesystem::rename(scratch.path() / "earlier", file);
    told = "3 were written, and only the first 2 are there";
  }
  SUBCASE("all, with the file") {
    for (const char* name : {"golive.db", "golive.db-wal", "golive.db-shm"})
      std::filesystem::remove(scratch.path() / name);
    told = "golive.db is gone: it held 3 events";
  }
  SUBCASE("all, and the file is empty") {
    std::filesystem::resize_file(file, 0);
    std::ofstream(file.string() + "-wal") << "what may be rescued";
    told = "golive.db is empty: it held 3 events";
  }
  const bool was_there = std::filesystem::exists(file);
  const auto log = content(file.string() + "-wal");
  if (content(file).empty()) CHECK_FALSE(SqliteReader::open(file));  // nor does it change it
  const auto refused = SqliteStore::open(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::storage);
  CHECK_MESSAGE(refused.error().what.find(told) != std::string::npos, refused.error().what);
  CHECK(refused.error().way_out.find(count.string()) != std::string::npos);
  CHECK(std::filesystem::exists(file) == was_there);
  CHECK(content(file.string() + "-wal") == log);
  std::filesystem::remove(count);
  CHECK(SqliteStore::open(file));
}

TEST_CASE("what is refused stays as it is to the byte, with what may be rescued from it") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  const auto kept = scratch.path() / "kept.db";  // as a kill would leave it
  const auto store = SqliteStore::open(file).value();
  auto records = chained_records("run-1", 1);
  for (int i = 0; i < 50; ++i) {
    REQUIRE(store->append({{"run-1", records}}));
    records = chained_records("run-1", 1, &records.back());
  }
  for (const char* beside : {"", "-wal", "-count"})
    std::filesystem::copy_file(file.string() + beside, kept.string() + beside);
  auto log = content(kept.string() + "-wal");
  log[log.size() / 2] = static_cast<char>(log[log.size() / 2] ^ 1);
  std::ofstream(kept.string() + "-wal", std::ios::binary) << log;
  const auto database = content(kept);
  CHECK_FALSE(SqliteStore::open(kept));
  CHECK(content(kept) == database);
  CHECK(content(kept.string() + "-wal") == log);
}

TEST_CASE("a count that lags behind the file, as after a power failure, is brought up to it") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  const auto count = scratch.path() / "golive.db-count";
  auto store = SqliteStore::open(file).value();
  const auto records = chained_records("run-1", 3);
  REQUIRE(store->append({{"run-1", {records[0]}}, {"run-2", chained_records("run-2", 2)}}));
  const auto early = scratch.path() / "early";
  std::filesystem::copy_file(count, early);
  REQUIRE(store->append({{"run-1", {records[1], records[2]}}}));
  store.reset();
  std::filesystem::rename(early, count);
  CHECK(SqliteStore::open(file));
  change(file, "DELETE FROM events WHERE seq = 3");
  CHECK_FALSE(SqliteStore::open(file));
  std::ofstream(count) << "many";
  const auto refused = SqliteStore::open(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("holds no number") != std::string::npos);
}

// Appends one record after the other until the disk is full; how many were acknowledged.
std::uint64_t fill(Store& store, Result<void>& refusal) {
  auto next = chained_records("run-1", 1);
  for (std::uint64_t acknowledged = 0;; ++acknowledged) {
    refusal = store.append({{"run-1", next}});
    if (!refusal) return acknowledged;
    const Record last = next.back();
    next = chained_records("run-1", 1, &last);
  }
}

TEST_CASE("on a full disk nothing is accepted any more, and what was acknowledged is there") {
  const SmallDisk disk("512k");
  if (!disk.mounted()) return;
  const auto file = disk.path() / "golive.db";
  const auto store = SqliteStore::open(file).value();
  Result<void> refusal;
  const auto acknowledged = fill(*store, refusal);
  CHECK(refusal.error().kind == ErrorKind::storage);
  CHECK(refusal.error().what.find(file.string()) != std::string::npos);
  CHECK(refusal.error().way_out.find("free space") != std::string::npos);

  const auto after = store->append({{"run-2", chained_records("run-2", 1)}});
  REQUIRE_FALSE(after);
  CHECK(after.error().what == refusal.error().what);
  CHECK_FALSE(store->put_text("more"));
  const auto kept = store->read("run-1", 0, SIZE_MAX).value();
  CHECK(kept.size() == acknowledged);
  CHECK(verify_chain("run-1", kept));
}

TEST_CASE("on a read-only disk the engine is told so, and readers still read") {
  const SmallDisk disk("4m");
  if (!disk.mounted()) return;
  const auto file = disk.path() / "golive.db";
  REQUIRE((*SqliteStore::open(file))->append({{"run-1", chained_records("run-1", 3)}}));
  REQUIRE(disk.make_read_only());
  const auto store = SqliteStore::open(file);
  REQUIRE_FALSE(store);
  CHECK(store.error().kind == ErrorKind::storage);
  CHECK(store.error().way_out.find("read-only") != std::string::npos);
  CHECK(SqliteReader::open(file).value()->read("run-1", 0, 10)->size() == 3);
}

TEST_CASE("a failing store fails from the n-th write on") {
  ScratchFolder scratch;
  const auto kept = SqliteStore::open(scratch.path() / "golive.db").value();
  FailingStore store(*kept, 2);
  CHECK(store.append({{"run-1", chained_records("run-1", 1)}}));
  CHECK_FALSE(store.put_text("x"));
  CHECK_FALSE(store.append({{"run-2", chained_records("run-2", 1)}}));
  CHECK(store.read("run-1", 0, 10)->size() == 1);
}

}  // namespace
}  // namespace golive
