// What every Store promises (port/store.h), held against each one there is.
#include <doctest/doctest.h>

#include <filesystem>

#include "base/sha256.h"
#include "store/memory_store.h"
#include "store/sqlite_store.h"
#include "tests/fakes/chained_records.h"
#include "tests/fakes/scratch_folder.h"

namespace golive {
namespace {

struct InMemory {
  MemoryStore store;
  Store& get() { return store; }
};

struct OnDisk {
  ScratchFolder folder;
  std::unique_ptr<SqliteStore> store = SqliteStore::open(folder.path() / "golive.db").value();
  Store& get() { return *store; }
};

TEST_CASE_TEMPLATE("an unknown log is empty", Kind, InMemory, OnDisk) {
  Kind kind;
  CHECK(kind.get().logs()->empty());
  CHECK(kind.get().read("run-1", 0, 10)->empty());
  CHECK_FALSE(kind.get().last("run-1")->has_value());
}

TEST_CASE_TEMPLATE("records come back as they were appended", Kind, InMemory, OnDisk) {
  Kind kind;
  auto records = chained_records("run-1", 3);
  records[1].actor = "Zoé \"la chef\"";
  records[1].from = "terminal";
  records[1].body = std::string("{\"a\":\"\\u0000\"}");
  REQUIRE(kind.get().append({{"run-1", records}}));

  const auto read = kind.get().read("run-1", 0, 10);
  REQUIRE(read->size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK((*read)[i].seq == records[i].seq);
    CHECK((*read)[i].at == records[i].at);
    CHECK((*read)[i].kind == records[i].kind);
    CHECK((*read)[i].actor == records[i].actor);
    CHECK((*read)[i].from == records[i].from);
    CHECK((*read)[i].body == records[i].body);
    CHECK((*read)[i].hash == records[i].hash);
  }
  CHECK(kind.get().last("run-1")->value().seq == 3);
}

TEST_CASE_TEMPLATE("a page has at most the records asked for, after the one named", Kind, InMemory,
                   OnDisk) {
  Kind kind;
  REQUIRE(kind.get().append({{"run-1", chained_records("run-1", 5)}}));
  const auto page = kind.get().read("run-1", 2, 2);
  REQUIRE(page->size() == 2);
  CHECK(page->front().seq == 3);
  CHECK(page->back().seq == 4);
  CHECK(kind.get().read("run-1", 5, 2)->empty());
  CHECK(kind.get().read("run-1", UINT64_MAX, SIZE_MAX)->empty());
  CHECK(kind.get().read("run-1", 0, SIZE_MAX)->size() == 5);
}

TEST_CASE_TEMPLATE("logs are listed oldest first, without the site's", Kind, InMemory, OnDisk) {
  Kind kind;
  for (const char* log : {"zebra", "site", "aardvark"})
    REQUIRE(kind.get().append({{log, chained_records(log, 1)}}));
  CHECK(*kind.get().logs() == std::vector<std::string>{"zebra", "aardvark"});
  CHECK(kind.get().read("site", 0, 10)->size() == 1);
}

TEST_CASE_TEMPLATE("a gap or a repeated number is refused, and nothing of that append is kept",
                   Kind, InMemory, OnDisk) {
  Kind kind;
  const auto records = chained_records("run-1", 4);
  REQUIRE(kind.get().append({{"run-1", {records[0], records[1]}}}));

  for (const auto& wrong : {records[3], records[1], records[0]}) {
    const auto refused =
        kind.get().append({{"run-2", chained_records("run-2", 1)}, {"run-1", {wrong}}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::conflict);
    CHECK(kind.get().last("run-1")->value().seq == 2);
    CHECK(kind.get().read("run-2", 0, 10)->empty());
    CHECK(*kind.get().logs() == std::vector<std::string>{"run-1"});
  }
  CHECK_FALSE(kind.get().append({{"run-1", {records[2], records[2]}}}));
  CHECK(kind.get().append({{"run-1", {records[2]}}, {"run-1", {records[3]}}}));
  CHECK(kind.get().append({{"run-2", chained_records("run-2", 1)}}));
  CHECK(*kind.get().logs() == std::vector<std::string>{"run-1", "run-2"});
}

TEST_CASE_TEMPLATE("an append of nothing makes no log", Kind, InMemory, OnDisk) {
  Kind kind;
  CHECK(kind.get().append({}));
  CHECK(kind.get().append({{"run-1", {}}}));
  CHECK(kind.get().logs()->empty());
  CHECK_FALSE(kind.get().last("run-1")->has_value());
}

TEST_CASE_TEMPLATE("a text is found by its hash, whatever its bytes", Kind, InMemory, OnDisk) {
  Kind kind;
  for (const auto& text :
       {std::string("return plan {}"), std::string(), std::string("\0\xff\n", 3)}) {
    CHECK(*kind.get().put_text(text) == sha256(text));
    CHECK(*kind.get().put_text(text) == sha256(text));
    CHECK(*kind.get().text(sha256(text)) == text);
  }
  const auto unknown = kind.get().text(sha256("never kept"));
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().kind == ErrorKind::not_found);
}

}  // namespace
}  // namespace golive
