#include "core/scenario.h"

#include <doctest/doctest.h>

#include "tests/core/paris.h"

using namespace golive;
using namespace std::chrono_literals;

namespace {

// A phase with a gate, a step and a task.
Plan small_plan() {
  Plan plan;
  plan.roles = {{"lead", {}, {}}, {"dba", {}, {}}};
  const auto add = [&](const char* id, ItemKind kind) {
    Item item;
    item.id = id;
    item.kind = kind;
    item.path = plan.items.empty() ? id : "go-live/" + item.id;
    if (!plan.items.empty()) item.parent = 0;
    plan.items.push_back(item);
  };
  add("go-live", ItemKind::phase);
  add("go", ItemKind::gate);
  add("migrate", ItemKind::step);
  add("look", ItemKind::task);
  return plan;
}

Timeline timeline() { return {date("2026-11-20"), paris(), {}, {}}; }

Result<Circumstances> resolved(const Scenario& scenario) {
  return resolve_scenario(scenario, small_plan(), timeline());
}

std::string refusal(const Scenario& scenario) {
  const auto result = resolved(scenario);
  return result ? "resolved" : to_line(result.error());
}

Moment moment(const char* text) { return parse_moment(text).value(); }

}  // namespace

TEST_CASE("what goes wrong is found by item and role") {
  Scenario scenario;
  scenario.failures = 2;
  scenario.failing = {{"migrate", 1, "storm.lua:2"}};
  scenario.flapping = {{"go-live/migrate", 30, "storm.lua:3"}};
  scenario.lateness = {{"go", 20min, "--late"}, {"go", 5min, "--late"}};
  scenario.absences = {{"lead", moment("J 08:00"), moment("J 10:00"), "storm.lua:4"},
                       {"dba", {}, moment("J 09:00"), "storm.lua:5"},
                       {"dba", moment("J 12:00"), {}, "storm.lua:6"}};
  scenario.freezes = {{"incident", moment("J 09:00"), moment("J 09:40"), "Incident"}};
  const auto found = resolved(scenario);
  REQUIRE_MESSAGE(found.has_value(), to_line(found.error()));
  CHECK(found->items[2].failing == 1);
  CHECK(found->items[2].percent == 30);
  CHECK(found->items[3].percent == 2);
  CHECK(!found->items[3].failing);
  CHECK(found->items[1].late == 25min);
  const auto& lead = found->absences.at("lead").front();
  CHECK(to_text(lead.from.value()) == "2026-11-20T07:00:00.000Z");
  CHECK(to_text(lead.to.value()) == "2026-11-20T09:00:00.000Z");
  CHECK(!found->absences.at("dba")[0].from);
  CHECK(!found->absences.at("dba")[1].to);
  CHECK(found->freezes.front().reason == "Incident");
}

TEST_CASE("what names nothing of the plan is refused, with its place and what was meant") {
  CHECK(refusal({.failing = {{"migrat", 1, "storm.lua:2"}}}) ==
        "storm.lua:2: the plan has no item \"migrat\" (did you mean \"migrate\"?)");
  CHECK(refusal({.lateness = {{"goo", 1min, "--late"}}}).starts_with("--late: the plan has no"));
  CHECK(refusal({.absences = {{"leed", {}, {}, "--absent"}}}) ==
        "--absent: the plan has no role \"leed\" (did you mean \"lead\"?)");
}

TEST_CASE("what does not fit what it names is refused") {
  CHECK(refusal({.failing = {{"go-live", 1, "storm.lua:2"}}}) ==
        "storm.lua:2: go-live is a phase, no single item (name an item in it)");
  CHECK(refusal({.flapping = {{"go", 10, "storm.lua:2"}}}) ==
        "storm.lua:2: go-live/go is a gate: it does not flap (fail it, or make it late)");
  const std::string backwards = refusal(
      {.freezes = {{"x", moment("J 10:00"), moment("J 09:00"), {}}}, .freeze_places = {"s.lua:9"}});
  CHECK(backwards.starts_with("s.lua:9: its end is not after its start"));
}
