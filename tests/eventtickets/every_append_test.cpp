// EventTickets, with the store failing at each append in turn and the engine reopened each time:
// the J+1 account is that of the undisturbed run, but for the doubts, their answers and the
// restart.
#include <doctest/doctest.h>

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

}  // namespace

TEST_CASE("wherever the disk fails on the day, the account is that of the undisturbed day") {
  const auto runbook = load(false);
  Play undisturbed(runbook, never);
  REQUIRE(undisturbed.go());
  const auto expected = without_doubts(undisturbed);
  int doubts = 0;
  for (int append = 2; append <= undisturbed.writes(); ++append) {
    CAPTURE(append);
    Play play(runbook, append);
    REQUIRE(play.go());
    CHECK(play.writes() >= append);
    CHECK(json::diff(expected, without_doubts(play)) == json::array());
    CHECK(play.platform().done() == undisturbed.platform().done());
    doubts += play.doubts();
  }
  CHECK(doubts > 0);
}

TEST_CASE(
    "where each effect has a probe nobody is asked, and the account is the same to the byte") {
  const auto runbook = load(true);
  Play undisturbed(runbook, never);
  REQUIRE(undisturbed.go());
  const auto expected = without_probes(undisturbed);
  int looks = 0;
  for (int append = 2; append <= undisturbed.writes(); ++append) {
    CAPTURE(append);
    Play play(runbook, append);
    REQUIRE(play.go());
    CHECK(play.doubts() == 0);
    CHECK(expected == without_probes(play));
    CHECK(play.platform().done() == undisturbed.platform().done());
    looks += play.platform().looks();
  }
  CHECK(looks > 0);
}

}  // namespace golive::test
