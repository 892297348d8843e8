// How a log is found among the others, and what is said of one that was changed by hand.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "store/sqlite_store.h"
#include "tests/fakes/chained_records.h"
#include "tests/fakes/scratch_folder.h"
#include "tests/store/changed_by_hand.h"

namespace golive {
namespace {

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

// What its end hides, no chain tells of, and an engine would do again.
TEST_CASE("an engine does not start on logs that do not end where they say") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  write_side_by_side(*SqliteStore::open(file).value(), 130);
  const std::string of_log = " WHERE id = 'run-1'";
  std::string told = "the log run-1 has lost events";
  SUBCASE("earlier, by all they say") {
    change(file,
           "UPDATE logs SET (events, last) = (SELECT seq, number FROM events WHERE log = 1 AND seq "
           "= 64)" +
               of_log);
    told = "there are others behind their ends";
  }
  SUBCASE("a whole page earlier, by one flipped bit") {
    change(file, "UPDATE logs SET events = events - 64" + of_log);
  }
  SUBCASE("later") { change(file, "UPDATE logs SET events = events + 1" + of_log); }
  SUBCASE("with the event of another log") {
    change(file, "UPDATE logs SET last = (SELECT last FROM logs WHERE id = 'run-2')" + of_log);
  }
  SUBCASE("with none") {
    change(file, "UPDATE logs SET events = 0, last = 0" + of_log);
    told = "there are others behind their ends";
  }
  SUBCASE("after more than there can be") {
    change(file, "UPDATE logs SET events = 9223372036854775807");
  }
  SUBCASE("nowhere: it is gone") {
    change(file, "PRAGMA foreign_keys = OFF; DELETE FROM logs" + of_log);
    told = "there are others behind their ends";
  }
  const auto refused = SqliteStore::open(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::storage);
  CHECK_MESSAGE(refused.error().what.find(told) != std::string::npos, refused.error().what);
  CHECK(SqliteReader::open(file).value()->check_all_kept().error().kind == ErrorKind::conflict);
}

TEST_CASE("what somebody else has written, against the lock, is not written over") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  const auto first = SqliteStore::open(file).value();
  const auto begun = chained_records("run-1", 2);
  REQUIRE(first->append({{"run-1", begun}}));
  const auto next = chained_records("run-1", 1, &begun.back());
  REQUIRE(SqliteStore::open(file).value()->append({{"run-1", next}}));
  const auto refused = first->append({{"run-1", next}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == "somebody else has written to the log run-1");
  CHECK_FALSE(first->append({{"run-2", chained_records("run-2", 1)}}));
  CHECK(SqliteStore::open(file).value()->read("run-1", 0, 10)->size() == 3);
}

}  // namespace
}  // namespace golive
