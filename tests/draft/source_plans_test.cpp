// The five plans the product was made from: what is found in each, and what each does not say.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "draft/import.h"
#include "lua/loader.h"

using namespace golive;

namespace {

struct Imported {
  Draft draft;
  Plan plan;
};

Imported imported(const std::string& name) {
  std::stringstream text;
  text << std::ifstream(std::string(GOLIVE_TEST_DATA) + "/plans/" + name).rdbuf();
  const auto draft = import_plan(text.str(), name, [](const auto&) { return true; });
  REQUIRE_MESSAGE(draft, to_line(draft.error()));
  const auto loaded = LuaLoader().load({{{"runbook.lua", runbook_text(*draft, name)}}});
  REQUIRE_MESSAGE(loaded, to_line(loaded.error()));
  return {*draft, loaded->plan};
}

// Wherever they stand in the runbook.
std::vector<Objective> objectives_of(const Plan& plan) {
  auto objectives = plan.objectives;
  for (auto& each : objectives) each.place.clear();
  return objectives;
}

std::size_t count(const Plan& plan, ItemKind kind) {
  return static_cast<std::size_t>(std::count_if(
      plan.items.begin(), plan.items.end(), [&](const auto& item) { return item.kind == kind; }));
}

const Item& item(const Imported& imported, const std::string& path) {
  const auto found = resolve_item(imported.plan, path);
  REQUIRE_MESSAGE(found, path);
  return imported.plan.items[*found];
}

// "day-twice day-twice trigger": the codes of the gaps, in their order, without those of sections.
std::string gaps(const Draft& draft) {
  std::string codes;
  for (const auto& gap : draft.gaps)
    if (gap.code != "not-taken") codes += (codes.empty() ? "" : " ") + gap.code;
  return codes;
}

bool has_gap(const Draft& draft, const std::string& code, const std::string& what) {
  return std::any_of(draft.gaps.begin(), draft.gaps.end(), [&](const auto& gap) {
    return gap.code == code && gap.what.find(what) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("EventTickets: phases, times, roles, risks and the document are found") {
  const auto found = imported("eventtickets.md");
  const auto& plan = found.plan;
  CHECK(plan.id == "eventtickets");
  CHECK(plan.language == "fr");
  CHECK(plan.phases.size() == 7);
  CHECK(count(plan, ItemKind::task) == 36);
  CHECK(count(plan, ItemKind::gate) == 2);
  CHECK(plan.roles.size() == 8);  // the seven, and nobody yet
  CHECK(plan.environments.size() == 3);
  CHECK(plan.contingencies.size() == 4);
  CHECK(plan.document.size() == 6);
  CHECK(plan.approved_by ==
        std::vector<std::string>{"chef_projet", "responsable_devops", "representant_metier"});
  CHECK(item(found, "preparation").from == Moment{-21, false, {}});
  CHECK(item(found, "preparation").to == Moment{-14, false, {}});
  CHECK(item(found, "post-deploiement").to == Moment{7, false, {}});
}

TEST_CASE("EventTickets: the clock of day J, and who decides") {
  const auto found = imported("eventtickets.md");
  const auto& day = item(found, "deploiement-production");
  std::vector<int> times;
  for (const auto child : day.children) times.push_back(found.plan.items[child].at.value_or(-1));
  CHECK(times == std::vector<int>{480, 495, 510, 540, 570, 600, 630});
  const auto& go = found.plan.items[day.children.front()];
  CHECK(go.kind == ItemKind::gate);
  CHECK(roles_of(go.decided_by) == std::vector<std::string>{"representant_metier"});
  CHECK(found.plan.items[day.children[1]].does == "downtime_start");
  CHECK(found.plan.items[day.children[3]].does == "migration");
  CHECK(found.plan.items[day.children[6]].does == "opening");
}

TEST_CASE("EventTickets: what a careful reader finds missing") {
  const auto draft = imported("eventtickets.md").draft;
  for (const auto* day : {"J-14", "J-10", "J-7", "J-5"})
    CHECK(has_gap(draft, "day-twice", std::string(day) + " is in two phases"));
  CHECK(has_gap(draft, "day-uncovered", "J-1 "));
  CHECK(has_gap(draft, "backup", "migrations"));
  CHECK(has_gap(draft, "downtime", "08:15 to 10:30"));
  CHECK(has_gap(draft, "unknown-role", "\"qa\""));
  for (const auto* code : {"trigger", "contingency-decider", "deadline"})
    CHECK(std::count_if(draft.gaps.begin(), draft.gaps.end(),
                        [&](const auto& gap) { return gap.code == code; }) == 4);
  for (const auto* code : {"time-zone", "estimates"}) CHECK(has_gap(draft, code, ""));
  for (const auto* code : {"days", "roles", "gate", "approval", "not-taken"})
    CHECK_FALSE(has_gap(draft, code, ""));
}

TEST_CASE("Festival: the matrix of environments, secrets, checklists and rollbacks are found") {
  const auto found = imported("festival.md");
  const auto& plan = found.plan;
  CHECK(plan.id == "festival-management-platform");
  CHECK(plan.phases.size() == 3);
  REQUIRE(plan.environments.size() == 3);
  CHECK(find_environment(plan, "prod")->live);
  CHECK(find_environment(plan, "prod")->parameters.at("LOG_LEVEL") == "warn");
  CHECK(find_environment(plan, "staging")->parameters.at("RATE_LIMIT_MAX") == "200");
  CHECK(plan.secrets.size() == 6);
  CHECK(plan.contingencies.size() == 4);
  CHECK(item(found, "pre-deploiement").children.size() == 6);
  CHECK(item(found, "post-deploiement").children.size() == 4);
  const auto& restore = item(found, "restore");
  CHECK(restore.kind == ItemKind::task);
  CHECK(restore.description == "pg_restore -h host -U user -d festival_db -c backup.dump");
  CHECK(has_gap(found.draft, "loses-data", "Reset complet"));
  CHECK(has_gap(found.draft, "days", ""));
  CHECK(has_gap(found.draft, "gate", ""));
  CHECK(has_gap(found.draft, "parameters", "SMTP_HOST"));
  CHECK(has_gap(found.draft, "not-taken", "Ingress avec TLS"));
  CHECK_FALSE(has_gap(found.draft, "not-taken", "Configuration par Environnement"));
}

TEST_CASE("ECOSYSTE: acceptance criteria, scripts and figures are found, and no day J") {
  const auto found = imported("ecosyste.md");
  const auto& plan = found.plan;
  CHECK(plan.phases.size() == 1);
  CHECK(item(found, "criteres-acceptation").children.size() == 10);
  CHECK(item(found, "script-sauvegarde").description.starts_with("#!/bin/bash\n"));
  CHECK(objectives_of(plan) ==
        std::vector<Objective>{{"availability", "", "99.9"}, {"response_time", "200ms", ""}});
  for (const auto* code : {"day-j", "contingency", "gate", "rehearsal-environment", "contacts"})
    CHECK(has_gap(found.draft, code, ""));
  CHECK(has_gap(found.draft, "not-taken", "Règles d'Alerte"));
}

TEST_CASE("SafarGo: the go-live in its order, figures, contacts and recovery are found") {
  const auto found = imported("safargo.md");
  const auto& plan = found.plan;
  CHECK(plan.id == "safargo");
  CHECK(plan.phases.size() == 3);
  CHECK(objectives_of(plan) == std::vector<Objective>{{"rpo", "1h", ""}, {"rto", "4h", ""}});
  REQUIRE(plan.contacts.size() == 2);
  CHECK(plan.contacts[0].mail == "support@safargo.com");
  CHECK(item(found, "checklist-pre-production").children.size() == 8);
  CHECK(item(found, "post-deployment").children.size() == 5);
  const auto& dns = item(found, "go-live/update-dns-point-safargo-com-new");
  const auto& migrations = item(found, "go-live/deploy-database-migrations");
  CHECK(&migrations < &dns);
  CHECK(migrations.description == "pnpm --filter @safargo/database prisma:migrate:deploy");
  CHECK(item(found, "plan-recovery").kind == ItemKind::contingency);
  CHECK(has_gap(found.draft, "backup", "Deploy database migrations"));
  CHECK(has_gap(found.draft, "not-taken", "Commandes Utiles"));
}

TEST_CASE("MecaPy: environments, rollbacks by part, and the figures to reach are found") {
  const auto found = imported("mecapy.md");
  const auto& plan = found.plan;
  CHECK(plan.id == "mecapy");
  CHECK(plan.environments.size() == 3);
  CHECK(objectives_of(plan) == std::vector<Objective>{{"rto", "4h", ""},
                                                      {"rpo", "24h", ""},
                                                      {"availability", "", "99.5"}});
  CHECK(plan.contingencies.size() == 5);
  CHECK(item(found, "api-rollback").children.size() == 2);
  CHECK(item(found, "push-vers-production").description == "git push clever-cloud main");
  CHECK(plan.secrets.size() == 7);
  CHECK(gaps(found.draft).starts_with("time-zone days estimates roles approval contacts"));
}

TEST_CASE("no command of any source plan has become a step") {
  for (const auto* name :
       {"eventtickets.md", "festival.md", "ecosyste.md", "safargo.md", "mecapy.md"}) {
    const auto found = imported(name);
    CHECK(count(found.plan, ItemKind::step) == 0);
    CHECK(std::none_of(found.plan.items.begin(), found.plan.items.end(),
                       [](const auto& each) { return each.has_run; }));
  }
}
