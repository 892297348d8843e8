#include "lua/scenario_file.h"

#include <doctest/doctest.h>

using namespace golive;
using namespace std::chrono_literals;

namespace {

Result<Scenario> load(const std::string& text) { return load_scenario("storm.lua", text); }

std::string refusal(const std::string& text) {
  const auto loaded = load(text);
  return loaded ? "loaded" : to_line(loaded.error());
}

// Its parts begin on line 2.
std::string with(const std::string& part) { return "return scenario {\n" + part + "\n}\n"; }

}  // namespace

TEST_CASE("a scenario says what goes wrong, each with its line") {
  const auto loaded = load(R"(return scenario { title = "a bad morning", failures = 2, late = "5m",
  fail "go-live/migrate" { times = 1 },
  fail "smoke" {},
  each({ "a", "b" }, function(name) return flaps("health-" .. name) { percent = 30 } end),
  absent "lead" { from = "J 08:00", to = "J 10:00" },
  late "go-live/go" { by = "20m" },
  freeze "incident" { from = "J 09:00", to = "J 09:40", reason = "Incident" },
})");
  REQUIRE_MESSAGE(loaded.has_value(), to_line(loaded.error()));
  CHECK(loaded->title == "a bad morning");
  CHECK(loaded->failures == 2);
  CHECK(loaded->late == 5min);
  REQUIRE(loaded->failing.size() == 2);
  CHECK(loaded->failing[0].times == 1);
  CHECK(loaded->failing[0].place == "storm.lua:2");
  CHECK(loaded->failing[1].times == 0);
  REQUIRE(loaded->flapping.size() == 2);
  CHECK(loaded->flapping[1].item == "health-b");
  CHECK(to_text(loaded->absences.at(0).from.value()) == "J 08:00");
  CHECK(loaded->lateness.at(0).by == 20min);
  CHECK(loaded->freezes.at(0).reason == "Incident");
  CHECK(loaded->freeze_places.at(0) == "storm.lua:7");
}

TEST_CASE("what a scenario cannot mean is refused with file and line") {
  CHECK(refusal("return 1") ==
        "storm.lua:1: the file returns no scenario (end it with: return scenario { ... })");
  CHECK(refusal(with("fail \"x\"")) ==
        "storm.lua:2: fail \"x\" has no { } (write fail \"x\" { ... })");
  CHECK(refusal(with("fail \"x\" { time = 1 }")) ==
        "storm.lua:2: fail \"x\": there is no field \"time\" (did you mean \"times\"?)");
  CHECK(refusal(with("fail \"x\" { times = 0 }")).find("from 1 to 1000") != std::string::npos);
  CHECK(refusal(with("flaps \"x\" {}")).find("percent = 30") != std::string::npos);
  CHECK(refusal(with("flaps \"x\" { percent = 101 }")).find("0 to 100") != std::string::npos);
  CHECK(refusal(with("late \"x\" {}")).find("by = \"20m\"") != std::string::npos);
  CHECK(refusal(with("late \"x\" { by = \"soon\" }")).starts_with("storm.lua:2: late \"x\": by: "));
  CHECK(refusal("return scenario { title = \"a good day\", failures = 0 }") ==
        "storm.lua:1: scenario: it names nothing that goes wrong (write fail, flaps, late, absent "
        "or freeze into it; a good day needs no scenario)");
  CHECK(refusal(with("freeze \"x\" { from = \"J\" }")).find("from and to") != std::string::npos);
}

TEST_CASE("a scenario has its own words, and no others") {
  CHECK(refusal(with("step \"x\" {}")).starts_with("storm.lua:2: "));
  CHECK(refusal(with("scenario {}")).find("cannot stand in a scenario") != std::string::npos);
  CHECK(refusal("while true do end").find("does not come to an end") != std::string::npos);
}
