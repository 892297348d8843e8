#include "draft/import.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/limits.h"
#include "lua/loader.h"

using namespace golive;

namespace {

constexpr auto english = R"(# Release plan for Shop 2.0

## Roles
- **Release lead**: coordinates, signs the go/no-go
- **Operations**: runs the scripts

## Plan

### 1. Preparation (D-7 to D-2)
- Freeze the features
- Run all tests:
  - unit tests
  - load tests by the QA team
    - with 1000 users

### 2. Go-live (D-Day)
- 08:00 - Go/no-go meeting
- 08:15 - Put the shop into maintenance
- 2:00 pm - Migrate the database
- 15:30 - Opening to all

## Risks
- **Migration fails**: restore the snapshot

## Approval
- To be approved by the Release lead and Operations.
)";

bool is_known(const std::string& zone) { return !zone.ends_with("/Nowhere"); }

Draft draft_of(const std::string& text) {
  const auto draft = import_plan(text, "plan.md", is_known);
  REQUIRE_MESSAGE(draft, to_line(draft.error()));
  return *draft;
}

std::string refusal(const std::string& text) {
  const auto draft = import_plan(text, "plan.md", is_known);
  return draft ? "imported" : to_line(draft.error());
}

Plan loaded(const Draft& draft) {
  const auto text = runbook_text(draft, "plan.md");
  const auto runbook = LuaLoader().load({{{"runbook.lua", text}}});
  REQUIRE_MESSAGE(runbook, to_line(runbook.error()) << "\n" << text);
  return runbook->plan;
}

const Item* titled(const Plan& plan, std::string_view title) {
  const auto found = std::find_if(plan.items.begin(), plan.items.end(),
                                  [&](const Item& item) { return item.title == title; });
  return found == plan.items.end() ? nullptr : &*found;
}

bool has_gap(const Draft& draft, const std::string& code, int line) {
  return std::any_of(draft.gaps.begin(), draft.gaps.end(),
                     [&](const auto& gap) { return gap.code == code && gap.line == line; });
}

}  // namespace

TEST_CASE("an English plan becomes a runbook that loads") {
  const auto draft = draft_of(english);
  const auto plan = loaded(draft);
  CHECK(plan.id == "shop-2-0");
  CHECK(plan.language == "en");
  CHECK(plan.approved_by == std::vector<std::string>{"release_lead", "operations"});
  const auto* gate = find_item(plan, "go-live/go-no-go-meeting");
  REQUIRE(gate);
  CHECK(gate->kind == ItemKind::gate);
  CHECK(gate->at == 8 * 60);
  CHECK(roles_of(gate->decided_by) == std::vector<std::string>{"release_lead"});
  CHECK(find_item(plan, "go-live/migrate-database")->at == 14 * 60);
  CHECK(find_item(plan, "go-live/opening-all")->does == "opening");
  const auto* load = find_item(plan, "preparation/run-all-tests/load-tests-qa-team");
  REQUIRE(load);
  CHECK(load->description == "with 1000 users");
  CHECK(find_item(plan, "migration-fails")->kind == ItemKind::contingency);
}

TEST_CASE("what an English plan does not say is told with its line") {
  const auto draft = draft_of(english);
  CHECK(has_gap(draft, "time-zone", 0));
  CHECK(has_gap(draft, "day-uncovered", 9));
  CHECK(has_gap(draft, "backup", 19));
  CHECK(has_gap(draft, "downtime", 18));
  CHECK(has_gap(draft, "trigger", 23));
  CHECK_FALSE(has_gap(draft, "days", 0));
  const auto text = runbook_text(draft, "plan.md");
  CHECK(text.find("-- To complete: who decides? (plan.md:23)") != std::string::npos);
}

TEST_CASE("the same plan gives the same runbook") {
  CHECK(runbook_text(draft_of(english), "p") == runbook_text(draft_of(english), "p"));
}

TEST_CASE("commands become the text of tasks, never steps") {
  const auto draft = draft_of("# Deploy\n```bash\n# Wipe\nrm -rf / # ${HOME} \"]]\n```\n");
  const auto plan = loaded(draft);
  REQUIRE(plan.items.size() == 2);
  CHECK(plan.items[1].kind == ItemKind::task);
  CHECK(plan.items[1].description == "rm -rf / # ${HOME} \"]]");
}

TEST_CASE("a document cannot bring code into the runbook") {
  const std::string evil = "\" }, step \"x\" { run = function(ctx) ctx:exec { \"ls\" } end } -- ]]";
  const auto draft = draft_of("# " + evil + "\n## Roles\n- **" + evil + "**: " + evil +
                              "\n## Go (Jour J)\n- " + evil + "\n- 08h00 : " + evil + "\n  - " +
                              evil + "\n## Risks\n- **" + evil + "**: " + evil + "\n");
  const auto plan = loaded(draft);
  CHECK(std::none_of(plan.items.begin(), plan.items.end(),
                     [](const auto& item) { return item.kind == ItemKind::step; }));
  CHECK(plan.title == evil);
}

TEST_CASE("what is no plan is refused with its place and a way out") {
  CHECK(refusal("").starts_with("plan.md: nothing in the file reads as a deployment plan"));
  CHECK(refusal("# A letter\n\nDear all, ...\n").find("headings with J dates") !=
        std::string::npos);
  CHECK(refusal("# ok\nfine\n\xff\n") == "plan.md:3: the file is not UTF-8 (save it as UTF-8)");
  CHECK(refusal(std::string("# a\0b", 5)).find("NUL") != std::string::npos);
  CHECK(refusal(std::string(limits::plan_document_bytes + 1, 'x')).find("larger") !=
        std::string::npos);
  std::string deep = "# (Jour J)\n";
  for (int i = 0; i < 200; ++i) deep += "> ";
  CHECK(refusal(deep + "- x\n").find("deep") != std::string::npos);
  std::string many = "# (Jour J)\n";
  for (std::size_t i = 0; i <= limits::items_per_plan; ++i) many += "- x\n";
  CHECK(refusal(many).find("more than 5000 items") != std::string::npos);
}

TEST_CASE("odd plans load all the same") {
  for (const std::string& text : {
           std::string("# Plan (J-3)\n- 08h00 : x\n"),
           std::string("# (J+7 a J-7)\n- x\n\n# (J-400)\n- y\n"),
           std::string("# Deploiement\n- [ ] a\n  - [ ] b\n    - [ ] c\n\n1. [ ] d\n"),
           std::string("# A (Jour J)\n- Go/no-go\n  - sub\n- ") + std::string(20'000, 'y') + "\n",
           std::string("# A (Jour J)\n- x\n- x\n- x 2\n## Roles\n- **x**: y\n- **x**: y\n"),
           std::string("# A (Jour J)\n- \xC2\x9B"
                       "2J\x1b[31mred\n"),
           std::string("# Go-live\n```bash\n# 1.\n# 2.\n```\n"),
           std::string("# Go-live\n```bash\nls\n```\n| end | staging | production |\n|--|--|--|\n"
                       "| end | a | b |\n| live | a | b |\n| OK | a | \"b\" |\n"),
       }) {
    CAPTURE(text);
    CHECK_FALSE(loaded(draft_of(text)).phases.empty());
  }
}

TEST_CASE("the time zone is the one that the plan names, and a second or unknown one is a gap") {
  const auto zoned = [](const std::string& line) {
    return draft_of(std::string(english) + "\n## Times\n" + line + "\n");
  };
  const auto named = zoned("All times are Europe/Brussels.");
  CHECK(named.timezone == "Europe/Brussels");
  CHECK(loaded(named).timezone == "Europe/Brussels");
  CHECK_FALSE(has_gap(named, "time-zone", 0));
  CHECK(zoned("- All times in UTC").timezone == "UTC");
  CHECK(zoned("Les heures sont en heure de Paris.").timezone == "Europe/Paris");
  CHECK(zoned("| zone | America/New_York |\n|---|---|\n| a | b |").timezone == "America/New_York");
  CHECK(zoned("See https://maps.example/Europe/Rome").timezone.empty());
  CHECK(zoned("```\nTZ=Europe/Rome ./start\n```").timezone.empty());
  const auto unknown = zoned("Times: Europe/Nowhere");
  CHECK(unknown.timezone.empty());
  CHECK(loaded(unknown).timezone == "UTC");
  CHECK(has_gap(unknown, "time-zone", 29));
  const auto two = zoned("Times: Europe/Rome\n\nThe team in Asia/Tokyo sleeps.");
  CHECK(two.timezone == "Europe/Rome");
  CHECK(has_gap(two, "time-zone", 31));
}

TEST_CASE("what turns the direction of writing does not reach the runbook") {
  const auto draft = draft_of("# P\n## Go (J)\n- open \u202Eesrever\u2066 it\n");
  CHECK(draft.phases.at(0).children.at(0).title.starts_with("open "));
  const auto text = runbook_text(draft, "plan.md");
  CHECK(text.find("\u202E") == std::string::npos);
  CHECK(text.find("\u2066") == std::string::npos);
}

TEST_CASE("work that stands in tables is read by the heads of their columns") {
  const auto draft = draft_of(R"(# Plan de mise en production

## Phase 1 : Préparation (J-5 à J-2)

| N° | Quand | Action | Responsable | Durée |
|----|-------|--------|-------------|-------|
| 1 | J-5 09:00 | Sauvegarder a\|b | DBA | 20 min |
| 2 | J-3 | Geler les développements | Chef de projet | 1h30 |
| 3 | | | DBA | |

## Jour J (J)

| Heure | Étape | Qui | Remarque |
|---|---|---|---|
| 08h00 | GO / no-go | Chef de projet | en salle |
| 08:15 | Migrer la base | DBA, Chef de projet | |

## Risques

| Risque | Probabilité | Parade |
|---|---|---|
| La migration échoue | faible | Restaurer la sauvegarde |
)");
  const auto plan = loaded(draft);
  const auto* save = titled(plan, "Sauvegarder a|b");
  REQUIRE(save);
  CHECK(save->owner == "dba");
  CHECK(save->estimate == std::chrono::minutes(20));
  CHECK(save->at == 9 * 60);
  REQUIRE(titled(plan, "Geler les développements"));
  CHECK(titled(plan, "Geler les développements")->estimate == std::chrono::minutes(90));
  const auto* gate = titled(plan, "GO / no-go");
  REQUIRE(gate);
  CHECK(gate->kind == ItemKind::gate);
  CHECK(gate->at == 8 * 60);
  CHECK(roles_of(gate->decided_by) == std::vector<std::string>{"chef_projet"});
  CHECK(gate->description == "Remarque: en salle");
  REQUIRE(titled(plan, "Migrer la base"));
  CHECK(titled(plan, "Migrer la base")->owner.empty());
  REQUIRE(plan.contingencies.size() == 1);
  CHECK(plan.items[plan.contingencies.front()].risk == "La migration échoue");
}

TEST_CASE("a table whose rows have J dates gives a phase for each day") {
  const auto draft = draft_of(R"(# Rollout

| Date | Task | Owner |
|---|---|---|
| D-5 | Freeze | Lead |
| D-1 | Back up the database | Ops |
| D 22:00 | nothing without a sign | Ops |
| D+1 08:00 | Look at the logs | Ops |
| | Tell everybody | Lead |
)");
  const auto plan = loaded(draft);
  std::vector<std::string> phases;
  for (const auto& phase : draft.phases) phases.push_back(phase.from);
  CHECK(phases == std::vector<std::string>{"J-5", "J-1", "J+1"});
  CHECK(draft.phases.back().children.size() == 2);
  CHECK(draft.phases.back().children.front().at == "08:00");
  CHECK(draft.roles.size() == 2);
}
