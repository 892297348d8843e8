// EventTickets, with the store failing at each append in turn and the engine reopened each time:
// the J+1 account is that of the undisturbed run, but for the doubts, their answers and the
// restart.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>

#include "eventtickets/play.h"
#include "lua/loader.h"
#include "tests/fakes/file_content.h"

namespace golive::test {
namespace {

using nlohmann::json;

constexpr int never = std::numeric_limits<int>::max();

// A step, smoke test or watch with a probe that looks in the platform's journal.
constexpr const char* probed = R"(
local function with_probe(kind)
  return function(id)
    local block = kind(id)
    return function(fields)
      fields.interruption = function(ctx, doubt)
        local url = "http://127.0.0.1/journal/" .. doubt.idempotency_key
        local seen = ctx:http { url = url, ok = { 200, 404 } }
        if seen.status == 404 then return "not-done" end
        return "done", seen.json
      end
      return block(fields)
    end
  end
end
return { step = with_probe(step), smoke = with_probe(smoke), watch = with_probe(watch) }
)";
constexpr const char* use_probed =
    "local step, smoke, watch = require('lib.probed').step, require('lib.probed').smoke, "
    "require('lib.probed').watch ";

LoadedRunbook load(bool with_probes) {
  const std::filesystem::path folder = GOLIVE_SOURCE "/runbooks/eventtickets";
  RunbookText text;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".lua") {
      const auto name = std::filesystem::relative(entry.path(), folder).string();
      const bool is_phase = with_probes && name.starts_with("phases/");
      text.files[name] = (is_phase ? use_probed : "") + content(entry.path());
    }
  if (with_probes) text.files["lib/probed.lua"] = probed;
  LuaLoader loader;
  auto loaded = loader.load(text);
  REQUIRE_MESSAGE(loaded.has_value(), to_line(loaded.error()));
  return *loaded;
}

// What the account tells of the log itself, of restarts and of doubts.
json without_doubts(Play& play) {
  auto account = json::parse(play.account("json"));
  for (const char* field : {"head", "events", "doubts", "has_doubts"}) account.erase(field);
  account["summary"].erase("takeovers");
  return account;
}

// The account as it is printed, without the lines that tell how the log came to be: its head, the
// restart (which takes an empty line with it), and what the probes have answered.
std::string without_probes(Play& play) {
  std::istringstream account(play.account("md"));
  std::string kept, chapter;
  for (std::string line; std::getline(account, line);) {
    if (line.starts_with("## ")) chapter = line;
    if (line.empty() || chapter == "## Doutes et réponses") continue;
    if (line.find(play.head()) != std::string::npos) continue;
    if (line.find("Redémarrages du moteur") != std::string::npos) continue;
    kept += line + "\n";
  }
  return kept;
}

// A day on which nothing fails, or one item does.
struct Day {
  std::string fails = {};
  RunState end = RunState::completed;
  int appends = never;  // at so many the store fails, spread over the day; all in the nightly form
};
// Without this variable a bad day is sampled: the whole takes minutes.
bool whole() { return std::getenv("GOLIVE_EVERY_APPEND") != nullptr; }
constexpr int sampled = 16;
const Day good_day;
const std::vector<Day> bad_days{
    {"go-live/migrate-payment", RunState::rolled_back, sampled},
    {"go-live/secret-scan", RunState::rolled_back, sampled},
};

int stride_of(const Day& day, int writes) { return whole() ? 1 : 1 + writes / day.appends; }

// Wherever the disk fails on the day, people answer the doubts, and the account is the same.
void check_asked(const Day& day) {
  CAPTURE(day.fails);
  const auto runbook = load(false);
  Play undisturbed(runbook, never, day.fails);
  REQUIRE(undisturbed.go());
  REQUIRE(undisturbed.end() == day.end);
  const auto expected = without_doubts(undisturbed);
  const int stride = stride_of(day, undisturbed.writes());
  int doubts = 0;
  for (int append = 2; append <= undisturbed.writes(); append += stride) {
    CAPTURE(append);
    Play play(runbook, append, day.fails);
    REQUIRE(play.go());
    CHECK(play.writes() >= append);
    CHECK(json::diff(expected, without_doubts(play)) == json::array());
    CHECK(play.platform().done() == undisturbed.platform().done());
    doubts += play.doubts();
  }
  CHECK(doubts > 0);
}

// Where each effect has a probe, nobody is asked, but for undos: those have none.
void check_probed(const Day& day) {
  CAPTURE(day.fails);
  const auto runbook = load(true);
  Play undisturbed(runbook, never, day.fails);
  REQUIRE(undisturbed.go());
  REQUIRE(undisturbed.end() == day.end);
  const auto expected = without_probes(undisturbed);
  const int stride = stride_of(day, undisturbed.writes());
  int looks = 0;
  for (int append = 2; append <= undisturbed.writes(); append += stride) {
    CAPTURE(append);
    Play play(runbook, append, day.fails);
    REQUIRE(play.go());
    if (day.end == RunState::completed) CHECK(play.doubts() == 0);
    CHECK(expected == without_probes(play));
    CHECK(play.platform().done() == undisturbed.platform().done());
    looks += play.platform().looks();
  }
  CHECK(looks > 0);
}

}  // namespace

TEST_CASE("wherever the disk fails on the day, the account is that of the undisturbed day") {
  check_asked(good_day);
}

TEST_CASE("so it is on a bad day, with its contingency and its rollback") {
  for (const Day& day : bad_days) check_asked(day);
}

TEST_CASE(
    "where each effect has a probe nobody is asked, and the account is the same to the byte") {
  check_probed(good_day);
}

TEST_CASE("so it is on a bad day where each effect has a probe") {
  for (const Day& day : bad_days) check_probed(day);
}

}  // namespace golive::test
