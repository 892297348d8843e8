#include "told_run.h"

#include <doctest/doctest.h>

#include "../core/paris.h"

namespace golive::test {

namespace {

using namespace std::chrono_literals;

class PlanWriter {
 public:
  Item& add(ItemKind kind, const std::string& id, const std::string& title,
            std::optional<ItemIndex> parent = {}) {
    Item item;
    item.kind = kind;
    item.id = id;
    item.title = title;
    item.parent = parent;
    item.place = "runbook.lua:" + std::to_string(10 + plan.items.size());
    const auto index = static_cast<ItemIndex>(plan.items.size());
    plan.items.push_back(item);
    if (parent) plan.items[*parent].children.push_back(index);
    return plan.items.back();
  }
  Item& step(const std::string& id, const std::string& title, ItemIndex parent, int at,
             const std::string& does) {
    auto& item = add(ItemKind::step, id, title, parent);
    item.owner = "devops_lead";
    item.at = at;
    item.estimate = 15min;
    item.does = does;
    item.has_run = item.has_undo = true;
    return item;
  }
  ItemIndex last() const { return static_cast<ItemIndex>(plan.items.size() - 1); }
  Plan plan;
};

Rule role(const char* id) { return {Rule::Kind::role, id, 1, {}}; }

void add_head(Plan& plan) {
  plan.id = "eventtickets";
  plan.title = "EventTickets (SIBE) : mise en production";
  plan.language = "fr";
  plan.timezone = "Europe/Paris";
  plan.hash = "5f2b0c9d1e7a4b38c6d2e1f09a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b";
  plan.approved_by = {"project_lead"};
  plan.roles = {{"project_lead", "Chef de projet", "arbitre"},
                {"devops_lead", "Responsable DevOps", ""},
                {"business_rep", "Représentant métier", ""},
                {"dba", "DBA", ""}};
  plan.environments = {{"uat", false, {}}};
}

void add_day_j(PlanWriter& writer) {
  auto& phase = writer.add(ItemKind::phase, "go-live", "Jour J");
  phase.on = Moment{};
  const auto day = writer.last();
  auto& gate = writer.add(ItemKind::gate, "go", "Validation du GO", day);
  gate.at = 8 * 60;
  gate.estimate = 15min;
  gate.within = 15min;
  gate.decided_by = {Rule::Kind::all_of, {}, 1, {role("project_lead"), role("business_rep")}};
  writer.step("maintenance", "Mise en maintenance", day, 495, "downtime_start").estimate = 5min;
  writer.step("snapshot", "Sauvegarde | avant <bascule>", day, 500, "backup").effects = false;
  writer.plan.items.back().has_undo = false;
  writer.step("migrate", "Migrations *PROD*", day, 540, "migration").owner = "dba";
  writer.step("purge", "Purge des caches", day, 560, "cleanup").has_undo = false;
  writer.plan.items.back().irreversible = true;
  auto& smoke = writer.add(ItemKind::smoke, "booking", "Réserver un billet", day);
  smoke.at = 600;
  smoke.has_run = true;
  smoke.effects = false;
  smoke.owner = "business_rep";
  writer.step("open-10", "Ouverture à 10 %", day, 630, "opening").estimate = 5min;
}

Plan plan() {
  PlanWriter writer;
  add_head(writer.plan);
  auto& phase = writer.add(ItemKind::phase, "preparation", "Préparation");
  phase.from = Moment{-2, false, {}};
  phase.to = Moment{-1, false, {}};
  auto& task = writer.add(ItemKind::task, "jdk", "JDK 17 installé", 0);
  task.owner = "devops_lead";
  task.on = Moment{-2, false, {}};
  add_day_j(writer);
  auto& contingency =
      writer.add(ItemKind::contingency, "migration-failed", "Retour à la sauvegarde");
  contingency.risk = "Échec migration SQL";
  contingency.trigger = Trigger{Trigger::Kind::failed, "go-live/migrate", {}};
  contingency.decided_by = role("dba");
  contingency.within = 15min;
  contingency.rollback_to = "go-live";
  auto& tell = writer.add(ItemKind::step, "tell", "Prévenir le canal projet", writer.last());
  tell.has_run = true;
  tell.irreversible = true;
  for (ItemIndex i = 0; i < writer.plan.items.size(); ++i) {
    if (writer.plan.items[i].kind == ItemKind::phase) writer.plan.phases.push_back(i);
    if (writer.plan.items[i].kind == ItemKind::contingency) writer.plan.contingencies.push_back(i);
  }
  const auto finished = finish_plan(writer.plan);
  REQUIRE_MESSAGE(finished, to_line(finished.error()));
  return writer.plan;
}

}  // namespace

ToldRun::ToldRun() {
  const auto whole = std::make_shared<const Plan>(plan());
  auto timeline = resolve_timeline(*whole, *parse_date("2027-01-15"), paris());
  REQUIRE_MESSAGE(timeline, to_line(timeline.error()));
  person("amelie", "07:00",
         event::RunCreated{"eventtickets-uat-2027-01-15-1",
                           whole,
                           std::make_shared<const Timeline>(*timeline),
                           "/srv/eventtickets",
                           "uat",
                           {{"base_url", "http://127.0.0.1:8800"}},
                           Mode::rehearsal,
                           42});
  person("amelie", "07:00", event::RunStarted{});
}

void ToldRun::tell(const std::string& name, const std::string& from, const std::string& clock,
                   EventBody body) {
  // Paris in January is one hour ahead.
  const auto day = std::chrono::sys_days(*parse_date("2027-01-15"));
  const Instant instant = day + std::chrono::minutes(*parse_clock(clock)) - 1h;
  events.push_back({events.size() + 1, instant, name, from, std::move(body)});
  apply(run, events.back());
}

void ToldRun::engine(const std::string& clock, EventBody body) {
  tell("engine", "", clock, std::move(body));
}

void ToldRun::person(const std::string& name, const std::string& clock, EventBody body) {
  tell(name, "rest", clock, std::move(body));
}

void ToldRun::become(const RunId& id, Mode mode, const std::function<void(Plan&)>& change) {
  auto& created = std::get<event::RunCreated>(events.front().body);
  Plan changed = *created.plan;
  if (change) change(changed);
  created.run = id;
  created.mode = mode;
  created.plan = std::make_shared<const Plan>(std::move(changed));
  run = {};
  for (const Event& event : events) apply(run, event);
}

ItemIndex ToldRun::at(const std::string& path) const {
  const auto item = resolve_item(*run.plan, path);
  REQUIRE_MESSAGE(item, path);
  return *item;
}

AttemptId ToldRun::attempt(const std::string& path, int number, Slot slot) const {
  return {at(path), slot, number};
}

void ToldRun::done(const std::string& path, const std::string& from, const std::string& to) {
  engine(from, event::AttemptStarted{attempt(path)});
  engine(to, event::AttemptSucceeded{attempt(path), "null"});
}

ToldRun told_to_the_gate() {
  ToldRun tale;
  tale.engine("07:00", event::ItemOpened{tale.at("jdk")});
  tale.person("karim", "07:10", event::TaskStarted{tale.at("jdk")});
  tale.person("karim", "07:12",
              event::TaskEnded{tale.at("jdk"), TaskResult::passed, "17.0.9 sur les 4 VMs"});
  tale.engine("07:12", event::ClockJumped{48min});
  tale.engine("07:12", event::ItemOpened{tale.at("go")});
  return tale;
}

namespace {

void decide_go(ToldRun& tale) {
  const auto gate = tale.at("go");
  tale.person("karim", "07:13",
              event::CommandRefused{"decide", "go-live/go",
                                    "karim may not decide go-live/go: it takes the role "
                                    "project_lead or business_rep"});
  tale.person("lea", "07:14",
              event::DecisionMade{gate,
                                  "business_rep",
                                  Verdict::reservations,
                                  "recette signée",
                                  {{"corriger le libellé", "project_lead", "J+1"}},
                                  std::string(64, 'd')});
  tale.person("noe", "07:16",
              event::DecisionMade{
                  gate, "project_lead", Verdict::go, "tout est prêt", {}, std::string(64, 'd')});
  tale.engine("07:16", event::GateApproved{gate});
  tale.engine("07:16", event::ClockJumped{11min});
}

}  // namespace

ToldRun told_to_the_failure() {
  auto tale = told_to_the_gate();
  decide_go(tale);
  tale.done("maintenance", "07:16", "07:18");
  const auto backup = tale.attempt("snapshot");
  tale.engine("07:21", event::AttemptStarted{backup});
  tale.engine("07:21", event::EffectRequested{backup, "1", EffectKind::exec,
                                              R"({"argv":["./backup","tickets"]})"});
  tale.engine("07:24", event::EngineTookOver{2});
  tale.engine("07:24", event::DoubtArose{
                           backup, "1",
                           "the engine ended while this was under way, and no outcome was recorded",
                           "", ""});
  tale.person("noe", "07:26",
              event::DoubtAnswered{backup, "1", DoubtAnswer::done, R"({"code":0})",
                                   "le fichier est complet"});
  tale.engine("07:26", event::EffectRequested{backup, "2", EffectKind::evidence,
                                              R"({"name":"empreinte","value":"9f3c"})"});
  tale.engine("07:26", event::EffectFinished{backup, "2", "{}"});
  tale.engine("07:27", event::AttemptSucceeded{backup, "null"});
  tale.engine("07:27", event::ClockJumped{34min});
  tale.engine("07:27", event::AttemptStarted{tale.attempt("migrate")});
  tale.engine("07:28",
              event::AttemptFailed{tale.attempt("migrate"), "runbook.lua:14: verrou | délai"});
  tale.person("dora", "07:30", event::ItemRetried{tale.at("migrate"), "verrou levé"});
  tale.engine("07:30", event::AttemptStarted{tale.attempt("migrate", 2)});
  tale.engine("07:31", event::EffectRequested{tale.attempt("migrate", 2), "2", EffectKind::check,
                                              R"({"sentence":"les indices sont là"})"});
  tale.engine("07:31", event::EffectFinished{tale.attempt("migrate", 2), "2", R"({"ok":false})"});
  tale.engine("07:31", event::AttemptFailed{tale.attempt("migrate", 2),
                                            "runbook.lua:15: check failed: les indices sont là"});
  tale.engine("07:31", event::ContingencyOffered{tale.at("migration-failed"),
                                                 "go-live/migrate failed: les indices sont là"});
  return tale;
}

ToldRun told_to_the_rollback() {
  auto tale = told_to_the_failure();
  const auto contingency = tale.at("migration-failed");
  const auto migrate = tale.at("migrate"), snapshot = tale.at("snapshot"),
             maintenance = tale.at("maintenance");
  tale.person("dora", "07:35",
              event::ContingencyActivated{contingency, "dba", "la reprise est sûre"});
  tale.person("dora", "07:35",
              event::RollbackStarted{
                  tale.at("go-live"), {migrate, snapshot, maintenance}, "la reprise est sûre"});
  tale.engine("07:35", event::AttemptStarted{{migrate, Slot::undo, 1}});
  tale.engine("07:38", event::AttemptSucceeded{{migrate, Slot::undo, 1}, "null"});
  tale.engine("07:38", event::UndoPassedOver{snapshot, true, "it has no effects"});
  tale.engine("07:38", event::AttemptStarted{{maintenance, Slot::undo, 1}});
  tale.engine("07:40", event::AttemptSucceeded{{maintenance, Slot::undo, 1}, "null"});
  tale.engine("07:40", event::RollbackEnded{});
  tale.done("tell", "07:40", "07:41");
  tale.engine("07:41", event::ContingencyEnded{contingency});
  tale.engine("07:41", event::RunRolledBack{});
  return tale;
}

ToldRun told_to_the_opening() {
  auto tale = told_to_the_gate();
  decide_go(tale);
  tale.done("maintenance", "07:16", "07:18");
  tale.done("snapshot", "07:21", "07:30");
  tale.engine("07:30", event::ClockJumped{31min});
  tale.done("migrate", "07:30", "07:40");
  tale.done("purge", "07:42", "07:43");
  tale.engine("07:43", event::ClockJumped{18min});
  const auto smoke = tale.attempt("booking");
  tale.engine("07:43", event::AttemptStarted{smoke});
  tale.engine("07:44", event::EffectRequested{smoke, "1", EffectKind::check,
                                              R"({"sentence":"le billet est réservé"})"});
  tale.engine("07:44", event::EffectFinished{smoke, "1", R"({"ok":true})"});
  tale.engine("07:44", event::AttemptSucceeded{smoke, "null"});
  tale.engine("07:44", event::ClockJumped{29min});
  tale.done("open-10", "07:44", "07:50");
  tale.engine("07:50", event::RunCompleted{});
  return tale;
}

}  // namespace golive::test
