#include "view/notices.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "told_run.h"

using namespace golive;
using namespace golive::test;
using nlohmann::json;

namespace {

Channel channel(const std::string& id, std::vector<NoticeKind> tells = {}) {
  Channel made{id, "webhook", "https://hooks.example"};
  made.tells = std::move(tells);
  return made;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

// What one channel is told of a whole run: "gates gate_opened go-live/go", ...
std::vector<std::string> told(const ToldRun& tale, const Channel& to) {
  std::vector<std::string> all;
  Run run;
  for (const Event& event : tale.events) {
    apply(run, event);
    auto plan = std::make_shared<Plan>(*run.plan);
    plan->channels = {to};
    Run with = run;
    with.plan = plan;
    for (const auto& due : notices_of(with, event)) {
      const auto facts = json::parse(due.facts);
      CHECK(due.id == run.id + "/" + std::to_string(event.seq) + "/" + to.id);
      CHECK(facts.at("run") == run.id);
      all.push_back(std::string(text_of(due.kind)) + " " + facts.at("what").get<std::string>() +
                    (facts.contains("item") ? " " + facts["item"].get<std::string>() : ""));
    }
  }
  return all;
}

json facts_of_last(ToldRun& tale) {
  Run run = tale.run;
  auto plan = std::make_shared<Plan>(*run.plan);
  plan->channels = {channel("project")};
  run.plan = plan;
  const auto due = notices_of(run, tale.events.back());
  return due.empty() ? json() : json::parse(due.front().facts);
}

}  // namespace

TEST_CASE("of a bad day a channel is told what people need to know, and no more") {
  CHECK(joined(told(told_to_the_rollback(), channel("project"))) ==
        "run run_started\n"
        "gates gate_opened go-live/go\n"
        "gates gate_approved go-live/go\n"
        "doubts doubt_arose go-live/snapshot\n"
        "failures failed go-live/migrate\n"
        "failures failed go-live/migrate\n"
        "contingencies contingency_offered migration-failed\n"
        "contingencies contingency_activated migration-failed\n"
        "contingencies rollback_started go-live\n"
        "contingencies contingency_ended migration-failed\n"
        "run run_rolled_back\n");
}

TEST_CASE("a channel that tells of gates is told of gates") {
  for (const auto& line : told(told_to_the_rollback(), channel("c", {NoticeKind::gates})))
    CHECK(line.starts_with("gates "));
}

TEST_CASE("nothing is told in a simulation, nor to a mail channel without a server") {
  ToldRun tale = told_to_the_rollback();
  auto mail = channel("m");
  mail.kind = "mail";
  CHECK(told(tale, mail).empty());
  tale.become("r", Mode::simulation);
  Run run = tale.run;
  auto plan = std::make_shared<Plan>(*run.plan);
  plan->channels = {channel("project")};
  run.plan = plan;
  for (const Event& event : tale.events) CHECK(notices_of(run, event).empty());
}

TEST_CASE("what people wrote is cut, and made UTF-8") {
  ToldRun tale = told_to_the_gate();
  tale.person("amélie", "08:20", event::RunPaused{std::string(1 << 20, 'x') + "\xff"});
  const auto facts = facts_of_last(tale);
  CHECK(facts.at("why").get<std::string>().size() <= limits::notice_text_bytes + 4);
  CHECK(facts.at("by") == "amélie");
}

TEST_CASE("a daily note says what was done, what comes, and who is waited for") {
  ToldRun tale = told_to_the_gate();
  Run run = tale.run;
  auto plan = std::make_shared<Plan>(*run.plan);
  plan->channels = {channel("project"), channel("other")};
  for (Channel& each : plan->channels) each.daily = 18 * 60;
  run.plan = plan;
  const auto evening = *parse_instant("2027-01-15T18:00:00Z");
  const Event event{run.seq, evening, "engine", "", event::DayNoted{"project"}};
  const auto due = notices_of(run, event);
  REQUIRE(due.size() == 1);
  CHECK(due[0].channel == "project");
  CHECK(due[0].kind == NoticeKind::daily);
  const auto facts = json::parse(due[0].facts);
  CHECK(facts.at("waits").size() == 1);
  CHECK(facts.at("done_more") == 0);
  CHECK(facts.at("day") == "2027-01-15");
  CHECK(facts.at("reports") == json::array({"daily-note"}));
}

TEST_CASE("reports that look back go out on J+1 and J+7, and with the end of the run") {
  ToldRun tale = told_to_the_gate();
  Run run = tale.run;
  auto plan = std::make_shared<Plan>(*run.plan);
  plan->channels = {channel("project")};
  plan->channels[0].daily = 18 * 60;
  run.plan = plan;
  const auto evening = *parse_instant("2027-01-15T18:00:00Z");
  const auto reports_at = [&](Instant at) {
    const Event event{run.seq, at, "engine", "", event::DayNoted{"project"}};
    return json::parse(notices_of(run, event).at(0).facts).at("reports");
  };
  const auto reports_on = [&](int days) { return reports_at(evening + std::chrono::days(days)); };
  CHECK(reports_on(1) == json::array({"daily-note", "j1-account"}));
  CHECK(reports_on(2) == json::array({"daily-note"}));
  CHECK(reports_on(7) == json::array({"daily-note", "j7-review"}));
  // J+1 at six was slept through: told in the morning after.
  CHECK(reports_at(*parse_instant("2027-01-17T07:00:00Z")) ==
        json::array({"daily-note", "j1-account"}));
  run.final_state = RunState::aborted;
  const Event aborted{run.seq, tale.now(), "lea", "rest", event::RunAborted{"enough", false}};
  CHECK(json::parse(notices_of(run, aborted).at(0).facts).at("reports") ==
        json::array({"j1-account", "post-mortem"}));
  run.final_state = RunState::completed;
  const Event over{run.seq, *parse_instant("2027-01-22T08:30:00Z"), "engine", "",
                   event::RunCompleted{}};
  CHECK(json::parse(notices_of(run, over).at(0).facts).at("reports") ==
        json::array({"j1-account", "j7-review"}));
}
