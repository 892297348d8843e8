#include "planned.h"

#include <doctest/doctest.h>

#include "../core/paris.h"

namespace golive::test {

namespace {

using namespace std::chrono_literals;

Rule role(const char* id) { return {Rule::Kind::role, id, 1, {}}; }

Item& add(Plan& plan, ItemKind kind, const char* id, const char* title,
          std::optional<ItemIndex> parent = {}) {
  Item item;
  item.kind = kind;
  item.id = id;
  item.title = title;
  item.parent = parent;
  item.place = "runbook.lua:" + std::to_string(10 + plan.items.size());
  item.has_run = kind == ItemKind::step || kind == ItemKind::smoke || kind == ItemKind::watch;
  const auto index = static_cast<ItemIndex>(plan.items.size());
  plan.items.push_back(item);
  if (parent) plan.items[*parent].children.push_back(index);
  if (kind == ItemKind::phase) plan.phases.push_back(index);
  if (kind == ItemKind::contingency) plan.contingencies.push_back(index);
  return plan.items.back();
}

ItemIndex last(const Plan& plan) { return static_cast<ItemIndex>(plan.items.size() - 1); }

void add_preparation(Plan& plan) {
  auto& phase = add(plan, ItemKind::phase, "preparation", "Préparation");
  phase.from = Moment{-21, false, {}};
  phase.to = Moment{-15, false, {}};
  const auto preparation = last(plan);
  add(plan, ItemKind::checklist, "prerequisites", "Prérequis", preparation);
  add(plan, ItemKind::task, "jdk", "JDK 17 installé", last(plan)).owner = "devops_lead";
  auto& freeze = add(plan, ItemKind::task, "freeze-features", "Gel des fonctions", preparation);
  freeze.owner = "project_lead";
  freeze.on = Moment{-18, false, {}};
  auto& gate = add(plan, ItemKind::gate, "plan", "Validation du plan", preparation);
  gate.decided_by = {Rule::Kind::all_of, {}, 1, {role("project_lead"), role("business_rep")}};
}

void add_day_j(Plan& plan) {
  add(plan, ItemKind::phase, "go-live", "Jour J").on = Moment{};
  const auto day = last(plan);
  auto& gate = add(plan, ItemKind::gate, "go", "Validation du GO", day);
  gate.at = 8 * 60;
  gate.decided_by = role("project_lead");
  gate.within = 15min;
  gate.valid_for = 30min;
  gate.rehearsed_phase = "go-live";
  gate.rehearsed_within = 24h * 14;
  auto& maintenance = add(plan, ItemKind::step, "maintenance", "Mise en maintenance", day);
  maintenance.at = 8 * 60 + 15;
  maintenance.estimate = 5min;
  maintenance.does = "downtime_start";
  maintenance.owner = "devops_lead";
  auto& migrate = add(plan, ItemKind::step, "migrate", "Migrer <la base> | \"tickets\"", day);
  migrate.at = 9 * 60;
  migrate.estimate = 20min;
  migrate.does = "migration";
  migrate.owner = "dba";
  migrate.description = "Le script de la version 2.\nUn essai l'a précédé; voir le PV, page 3.";
  auto& smoke = add(plan, ItemKind::smoke, "booking", "Achat d'essai", day);
  smoke.hook_before = "opening";
  auto& open = add(plan, ItemKind::step, "open", "Ouverture", day);
  open.at = 10 * 60 + 30;
  open.does = "opening";
  open.owner = "devops_lead";
}

void add_afterwards(Plan& plan) {
  auto& phase = add(plan, ItemKind::phase, "hypercare", "Post-déploiement");
  phase.from = Moment{1, false, {}};
  phase.to = Moment{7, false, {}};
  add(plan, ItemKind::watch, "health", "Santé des services", last(plan)).during = 24h * 7;
  auto& contingency = add(plan, ItemKind::contingency, "migration-failed", "Revenir en arrière");
  contingency.risk = "Échec migration SQL";
  contingency.trigger = Trigger{Trigger::Kind::any_of,
                                {},
                                {Trigger{Trigger::Kind::failed, "go-live/migrate", {}},
                                 Trigger{Trigger::Kind::breached, "hypercare/health", {}}}};
  contingency.decided_by = role("dba");
  contingency.within = 15min;
  contingency.rollback_to = "go-live";
  add(plan, ItemKind::step, "tell", "Prévenir les utilisateurs", last(plan)).estimate = 1min;
}

Plan release() {
  Plan plan;
  plan.id = "eventtickets";
  plan.title = "EventTickets (SIBE) : mise en production";
  plan.language = "fr";
  plan.timezone = "Europe/Paris";
  plan.hash = std::string(64, '5');
  plan.approved_by = {"project_lead", "business_rep"};
  plan.document = {{"purpose", {"Une vision détaillée.", "Rassurer."}}, {"own-part", {"Texte."}}};
  plan.roles = {{"project_lead", "Chef de projet", "arbitre"},
                {"devops_lead", "Responsable DevOps", ""},
                {"business_rep", "Représentant métier", "signe le go"},
                {"dba", "DBA", ""}};
  plan.contacts = {{"on-call", "Astreinte", "+33 1 00 00 00 00", "", "dba"}};
  plan.objectives = {{"rto", "4h", ""}, {"availability", "", "99.9"}};
  plan.freezes = {{"match", {-2, false, 18 * 60}, {-2, false, 23 * 60 + 59}, "Finale"}};
  add_preparation(plan);
  add_day_j(plan);
  add_afterwards(plan);
  return plan;
}

}  // namespace

PlannedRelease planned_release() {
  PlannedRelease release{test::release(), {}};
  const auto finished = finish_plan(release.plan);
  REQUIRE_MESSAGE(finished, to_line(finished.error()));
  auto timeline = resolve_timeline(release.plan, std::chrono::year(2027) / 1 / 15, paris());
  REQUIRE_MESSAGE(timeline, to_line(timeline.error()));
  release.timeline = std::move(*timeline);
  return release;
}

}  // namespace golive::test
