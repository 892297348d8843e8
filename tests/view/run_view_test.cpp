#include "view/run_view.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "told_run.h"
#include "view/hold.h"
#include "view/settling.h"
#include "view/status_text.h"
#include "view/waiting.h"

using namespace golive;
using namespace golive::test;
using nlohmann::json;

namespace {

json item_at(const json& items, const std::string& path) {
  for (const auto& item : items) {
    if (item.at("path") == path) return item;
    if (item.contains("items"))
      if (auto found = item_at(item.at("items"), path); !found.is_null()) return found;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a run's view says which run of which plan this is, and where it stands") {
  const auto tale = told_to_the_gate();
  const auto view = run_view(tale.run, tale.now());
  CHECK(view.at("id") == "eventtickets-uat-2027-01-15-1");
  CHECK(view.at("plan").at("id") == "eventtickets");
  CHECK(view.at("plan").at("hash") == tale.run.plan->hash);
  CHECK(view.at("mode") == "rehearsal");
  CHECK(view.at("environment") == "uat");
  CHECK(view.at("j") == "2027-01-15");
  CHECK(view.at("state") == "running");
  CHECK(view.at("seq") == tale.events.size());
  CHECK(view.at("clock") ==
        json{{"utc", "2027-01-15T07:00:00.000Z"}, {"local", "2027-01-15 08:00"}});
  CHECK(view.at("holds").empty());
}

TEST_CASE("an open gate waits for the roles that have not decided, with its deadline") {
  auto tale = told_to_the_gate();
  tale.person("lea", "07:14",
              event::DecisionMade{tale.at("go"), "business_rep", Verdict::go, "ok", {}, "aa"});
  const auto waiting = run_view(tale.run, tale.now()).at("waiting_for");
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].at("item") == "go-live/go");
  CHECK(waiting[0].at("kind") == "gate");
  CHECK(waiting[0].at("roles") ==
        json::array({{{"id", "project_lead"}, {"title", "Chef de projet"}}}));
  CHECK(waiting[0].at("decisions")[0].at("actor") == "lea");
  CHECK(waiting[0].at("due") == "2027-01-15T06:27:00.000Z");
}

TEST_CASE("a ready task waits for its owner") {
  ToldRun tale;
  tale.engine("07:00", event::ItemOpened{tale.at("jdk")});
  const auto waiting = waiting_for(tale.run);
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].kind == WaitingKind::task);
  CHECK(waiting[0].roles == std::vector<std::string>{"devops_lead"});
}

TEST_CASE("a question and a doubt wait, with what is asked and what is known") {
  auto tale = told_to_the_gate();
  const auto attempt = tale.attempt("migrate");
  tale.engine("07:20", event::AttemptStarted{attempt});
  tale.engine("07:20", event::EffectRequested{attempt, "1", EffectKind::ask,
                                              R"({"question":"Quel schéma ?","role":"dba"})"});
  tale.engine("07:20", event::EffectRequested{attempt, "2", EffectKind::exec, R"({"argv":["x"]})"});
  tale.engine("07:21", event::DoubtArose{attempt, "2", "the host died", "", ""});
  const auto all = run_view(tale.run, tale.now()).at("waiting_for");
  REQUIRE(all.size() == 3);  // the gate is still open
  CHECK(all[1].at("kind") == "question");
  CHECK(all[1].at("text") == "Quel schéma ?");
  CHECK(all[1].at("roles")[0].at("id") == "dba");
  CHECK(all[2].at("kind") == "doubt");
  CHECK(all[2].at("text") == "the host died");
  CHECK(all[2].at("request") == json{{"argv", {"x"}}});
}

TEST_CASE("a watch that is inconclusive asks its owner or a lead, and says so beside its state") {
  auto tale = told_to_the_gate();
  const auto attempt = tale.attempt("migrate");
  tale.engine("07:20", event::AttemptStarted{attempt});
  tale.engine("07:20", event::EffectRequested{attempt, "1", EffectKind::poll, "{}"});
  tale.engine("07:21", event::WatchChanged{attempt, "1", WatchVerdict::inconclusive, "no data"});
  const auto waiting = waiting_for(tale.run);
  REQUIRE(waiting.size() == 2);  // the gate is still open
  CHECK(asks_about_watch(waiting[1]));
  const auto may = [&](const std::string& role) {
    return may_settle(tale.run, waiting[1], Actor{"p", "rest", {role}}, tale.now());
  };
  CHECK(may("dba"));
  CHECK(may(tale.run.plan->approved_by.front()));
  CHECK_FALSE(may("guest"));
  const auto view = run_view(tale.run, tale.now());
  CHECK(view.at("waiting_for")[1].at("answers") == json{"ok", "failed"});
  CHECK(status_text(tale.run, tale.now(), false).find("inconclusive: no data") !=
        std::string::npos);
  tale.person("dan", "07:22", event::WatchAnswered{attempt, "1", WatchAnswer::ok, "green"});
  CHECK(waiting_for(tale.run).size() == 1);
}

TEST_CASE("a failure holds the run, and says the ways out, its contingency among them") {
  const auto tale = told_to_the_failure();
  const auto view = run_view(tale.run, tale.now());
  CHECK(view.at("state") == "held");
  REQUIRE(view.at("holds").size() == 1);
  const auto& hold = view.at("holds")[0];
  CHECK(hold.at("item") == "go-live/migrate");
  CHECK(hold.at("why") == "runbook.lua:15: check failed: les indices sont là");
  CHECK(hold.at("ways_out") == json::parse(R"([{"command": "retry", "item": "go-live/migrate"},
                        {"command": "skip", "item": "go-live/migrate"},
                        {"command": "mark-done", "item": "go-live/migrate"},
                        {"command": "activate", "contingency": "migration-failed"},
                        {"command": "abort"}])"));
  const auto& waiting = view.at("waiting_for");
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0].at("kind") == "reservation");
  CHECK(waiting[0].at("owner") == "project_lead");
  CHECK(waiting[1].at("kind") == "contingency");
  CHECK(waiting[1].at("state") == "offered");
  CHECK(waiting[1].at("risk") == "Échec migration SQL");
}

TEST_CASE("a refused gate says who refused it and why") {
  auto tale = told_to_the_gate();
  tale.person("lea", "07:14",
              event::DecisionMade{
                  tale.at("go"), "business_rep", Verdict::no_go, "le paiement échoue", {}, "aa"});
  tale.engine("07:14", event::GateRefused{tale.at("go")});
  const auto holds = holds_of(tale.run);
  REQUIRE(holds.size() == 1);
  CHECK(holds[0].why == "no-go by lea as business_rep: le paiement échoue");
  CHECK(holds[0].ways_out.front().command == "retry");
}

TEST_CASE("what would start past the point of no return may go on, be left, or all taken back") {
  auto tale = told_to_the_gate();
  tale.engine("07:14", event::ReturnPassed{tale.at("migrate"), "past the point of no return"});
  const auto holds = holds_of(tale.run);
  REQUIRE(holds.size() == 1);
  CHECK(holds[0].why == "past the point of no return");
  std::vector<std::string> commands;
  for (const WayOut& way : holds[0].ways_out) commands.emplace_back(way.command);
  CHECK(commands == std::vector<std::string>{"retry", "skip", "mark-done", "activate", "abort"});
  const auto spoken_for = to_json(tale.run, holds[0]).at("speaks_for");
  CHECK(std::count(spoken_for.begin(), spoken_for.end(), json("go-live/migrate")) == 1);
  CHECK(spoken_for.back() == "go-live/open-10");
}

TEST_CASE("a freeze that stops every start now is told, with its end") {
  auto tale = told_to_the_gate();
  CHECK(run_view(tale.run, tale.now()).at("frozen").is_null());
  auto timeline = *tale.run.timeline;
  const Instant clock = run_time(tale.run, tale.now());
  timeline.freezes.push_back({clock, clock + std::chrono::hours(1), "Finale", "match"});
  tale.run.timeline = std::make_shared<const Timeline>(timeline);
  const auto frozen = run_view(tale.run, tale.now()).at("frozen");
  CHECK(frozen.at("freeze") == "match");
  CHECK(frozen.at("reason") == "Finale");
  CHECK(frozen.at("until").contains("local"));
}

TEST_CASE("a gate whose condition failed can be looked at again, but not skipped") {
  auto tale = told_to_the_gate();
  tale.run.items[tale.at("go")].state = ItemState::failed;
  tale.run.holds = {tale.at("go")};
  const auto holds = holds_of(tale.run);
  REQUIRE(holds.size() == 1);
  REQUIRE(holds[0].ways_out.size() == 2);
  CHECK(holds[0].ways_out[0].command == "retry");
  CHECK(holds[0].ways_out[1].command == "abort");
}

TEST_CASE("items stand in a tree with planned and actual times, local and UTC") {
  const auto tale = told_to_the_opening();
  const auto phases = run_view(tale.run, tale.now()).at("phases");
  const auto item = item_at(phases, "go-live/maintenance");
  CHECK(item.at("kind") == "step");
  CHECK(item.at("state") == "succeeded");
  CHECK(item.at("owner") == "devops_lead");
  CHECK(item.at("planned").at("start").at("local") == "2027-01-15 08:15");
  CHECK(item.at("started").at("local") == "2027-01-15 08:15");
  CHECK(item.at("ended").at("utc") == "2027-01-15T07:17:00.000Z");
  CHECK(item.at("attempts") == 1);
  CHECK(item_at(phases, "go-live/go").at("decisions").size() == 2);
  CHECK(item_at(phases, "preparation").at("state") == "succeeded");
}

TEST_CASE("a run that is over waits for nobody, but to have its reservations closed") {
  const auto tale = told_to_the_rollback();
  const auto view = run_view(tale.run, tale.now());
  CHECK(view.at("state") == "rolled_back");
  REQUIRE(view.at("waiting_for").size() == 1);
  CHECK(view.at("waiting_for")[0].at("kind") == "reservation");
  CHECK(view.at("holds").empty());
  CHECK(item_at(view.at("contingencies"), "migration-failed").at("state") == "ended");
}

TEST_CASE("nothing of a run that is over goes on") {
  auto tale = told_to_the_gate();
  const auto state = [&](const std::string& item) {
    return item_at(run_view(tale.run, tale.now()).at("phases"), item).at("state");
  };
  CHECK(state("go-live") == "running");
  tale.person("lea", "08:05", event::RunAborted{"not today", false});
  CHECK(state("go-live") == "interrupted");
  CHECK(state("preparation") == "succeeded");
  CHECK(status_text(tale.run, tale.now(), false).find("running") == std::string::npos);
  tale = told_to_the_rollback();
  CHECK(state("go-live") == "undone");
}

TEST_CASE("the summary counts what is done and what waits") {
  const auto tale = told_to_the_gate();
  const auto summary = run_summary(tale.run, tale.now());
  CHECK(summary.at("waiting") == 1);
  CHECK(summary.at("progress") == json{{"done", 1}, {"of", 8}});
  CHECK_FALSE(summary.contains("phases"));
}
