#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/chain.h"

using namespace golive;

namespace {

const std::string log_id = "eventtickets-uat-2027-01-15-1";

// Numbers and hashes as a writer would set them.
std::vector<Record> chained(std::vector<Record> records) {
  auto previous = chain_start(log_id);
  for (std::size_t i = 0; i < records.size(); ++i) {
    records[i].seq = i + 1;
    previous = records[i].hash = chain_hash(previous, records[i]);
  }
  return records;
}

std::vector<Record> ten_events() {
  std::vector<Record> records;
  for (int i = 0; i < 10; ++i)
    records.push_back({.seq = 0,
                       .at = Instant(Duration(i * 1'000)),
                       .kind = "item_opened",
                       .actor = "engine",
                       .from = {},
                       .body = "{\"item\":" + std::to_string(i) + "}",
                       .hash = {}});
  return chained(records);
}

std::string verdict(const std::vector<Record>& records) {
  const auto fine = verify_chain(log_id, records);
  return fine ? "whole" : fine.error().what;
}

void renumber(std::vector<Record>& records) {
  for (std::size_t i = 0; i < records.size(); ++i) records[i].seq = i + 1;
}

}  // namespace

TEST_CASE("a chain that nobody touched verifies") {
  CHECK(verdict(ten_events()) == "whole");
  CHECK(verdict({}) == "whole");
}

TEST_CASE("a changed event is named, whichever field was changed") {
  const auto changed = [](auto change) {
    auto records = ten_events();
    change(records[3]);
    return verdict(records);
  };
  CHECK(changed([](Record& r) { r.body = "{\"item\":9}"; }) == "event 4 was changed");
  CHECK(changed([](Record& r) { r.at += Duration(1); }) == "event 4 was changed");
  CHECK(changed([](Record& r) { r.kind = "task_started"; }) == "event 4 was changed");
  CHECK(changed([](Record& r) { r.actor = "amélie"; }) == "event 4 was changed");
  CHECK(changed([](Record& r) { r.from = "rest"; }) == "event 4 was changed");
  CHECK(changed([](Record& r) { r.hash.front() = r.hash.front() == '0' ? '1' : '0'; }) ==
        "event 4 was changed");
}

TEST_CASE("a change of the last event is found") {
  auto records = ten_events();
  records.back().body = "{}";
  CHECK(verdict(records) == "event 10 was changed, or added");
}

TEST_CASE("a change that moves a character over a border of fields is found") {
  auto records = ten_events();
  records[3].actor = "engin";
  records[3].from = "e";
  CHECK(verdict(records) == "event 4 was changed");
}

TEST_CASE("a changed event whose own hash was computed anew is found at the next one") {
  auto records = ten_events();
  records[3].body = "{\"item\":9}";
  records[3].hash = chain_hash(records[2].hash, records[3]);
  CHECK(verdict(records) == "event 5 was changed");
}

TEST_CASE("removed events are named, with and without new numbers") {
  auto records = ten_events();
  records.erase(records.begin() + 3);
  CHECK(verdict(records) == "event 4 was removed");
  renumber(records);
  CHECK(verdict(records) == "event 4 was removed");

  records = ten_events();
  records.erase(records.begin() + 3, records.begin() + 6);
  CHECK(verdict(records) == "events 4 to 6 were removed");
  renumber(records);
  CHECK(verdict(records) == "events 4 to 6 were removed");

  records = ten_events();
  records.erase(records.begin());
  CHECK(verdict(records) == "event 1 was removed");
}

TEST_CASE("an added event is named, with and without new numbers") {
  auto records = ten_events();
  records.insert(records.begin() + 4, records[3]);
  CHECK(verdict(records) == "event 4 was added a second time");

  records = ten_events();
  auto forged = records[3];
  forged.seq = 5;
  forged.hash = chain_hash(records[3].hash, forged);
  records.insert(records.begin() + 4, forged);
  renumber(records);
  CHECK(verdict(records) == "event 5 was added");

  records[4].hash.front() = 'x';
  CHECK(verdict(records) == "event 5 was added");

  records = ten_events();  // a copy with its own hash, those after it with new numbers
  records.insert(records.begin() + 6, records[3]);
  renumber(records);
  CHECK(verdict(records) == "event 7 was added: a copy of event 4");

  records = ten_events();
  records.push_back(records[3]);
  records.back().seq = 11;
  CHECK(verdict(records) == "event 11 was added");
}

TEST_CASE("reordered events are named, with and without new numbers") {
  auto records = ten_events();
  std::swap(records[3], records[5]);
  CHECK(verdict(records) == "event 4 was reordered: event 6 stands in its place");
  renumber(records);
  CHECK(verdict(records) == "event 4 was reordered: it stood at 6");

  records = ten_events();
  std::swap(records[3], records[4]);
  renumber(records);
  CHECK(verdict(records) == "event 4 was reordered: it stood at 5");
}

TEST_CASE("the events of another log do not verify") {
  CHECK_FALSE(verify_chain("another-run", ten_events()));
}

TEST_CASE("the worked example of the documents is right") {
  std::ifstream file(std::string(GOLIVE_SOURCE) + "/docs/event_format.md");
  std::stringstream text;
  text << file.rdbuf();
  const auto document = text.str();
  const Record record{.seq = 1,
                      .at = *parse_instant("2027-01-15T07:00:00.000Z"),
                      .kind = "run_paused",
                      .actor = "amélie",
                      .from = "rest",
                      .body = R"({"reason":"déjeuner"})",
                      .hash = {}};
  const auto start = chain_start("demo-1");
  CAPTURE(start);
  CHECK(document.find(start) != std::string::npos);
  const auto hash = chain_hash(start, record);
  CAPTURE(hash);
  CHECK(document.find(hash) != std::string::npos);
}
