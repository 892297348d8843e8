#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../view/told_run.h"
#include "golden.h"
#include "report/catalog.h"

using namespace golive;
using namespace golive::test;
using nlohmann::json;

namespace {

const std::string head(64, 'a');

std::string made(ReportWish wish, const std::vector<Event>& events) {
  const auto report = make_report(wish, events, head);
  REQUIRE_MESSAGE(report, to_line(report.error()));
  return *report;
}

json given(const char* kind, const std::vector<Event>& events) {
  return json::parse(made({.kind = kind, .format = ReportFormat::json, .language = "en"}, events));
}

ToldRun told_to_the_abort() {
  auto tale = told_to_the_failure();
  tale.person("noe", "07:36", event::RunAborted{"trop de doutes", false});
  return tale;
}

constexpr std::array formats{ReportFormat::html, ReportFormat::markdown, ReportFormat::json,
                             ReportFormat::csv};

}  // namespace

TEST_CASE("each kind of a run that was rolled back, as people see it") {
  const auto events = told_to_the_rollback().events;
  for (const char* kind :
       {"go-no-go", "uat-acceptance", "daily-note", "post-mortem", "audit-trail"}) {
    const auto golden = [&](ReportFormat format, const char* language, const char* end) {
      check_golden(std::string(kind) + end,
                   made({.kind = kind, .format = format, .language = language}, events));
    };
    golden(ReportFormat::html, "fr", ".fr.html");
    golden(ReportFormat::markdown, "fr", ".fr.md");
    golden(ReportFormat::markdown, "en", ".en.md");
    golden(ReportFormat::csv, "en", ".en.csv");
  }
}

TEST_CASE("every kind of every run can be made in every format and language, twice the same") {
  for (const auto& events : {told_to_the_gate().events, told_to_the_opening().events,
                             told_to_the_rollback().events, told_to_the_abort().events})
    for (const auto kind : report_kinds())
      for (const char* language : {"fr", "en"})
        for (const auto format : formats) {
          if (format == ReportFormat::csv && !has_table(kind)) continue;
          const ReportWish wish{.kind = std::string(kind), .format = format, .language = language};
          CAPTURE(wish.kind);
          CHECK(made(wish, events) == made(wish, events));
        }
}

TEST_CASE("what a template is given says which kind and which format it is") {
  for (const auto kind : report_kinds()) {
    const auto data = given(std::string(kind).c_str(), told_to_the_gate().events);
    CHECK(data.at("format") == report_format);
    CHECK(data.at("kind") == kind);
    CHECK(data.at("language") == "en");
  }
}

TEST_CASE("the go/no-go file tells a gate's question, decisions, roles and reservations") {
  const auto gates = given("go-no-go", told_to_the_opening().events).at("gates");
  REQUIRE(gates.size() == 1);
  const auto& gate = gates.at(0);
  CHECK(gate.at("decided_by") == "Chef de projet and Représentant métier");
  CHECK(gate.at("state").at("id") == "approved");
  REQUIRE(gate.at("decisions").size() == 2);
  CHECK(gate.at("decisions").at(0).at("role") == "Représentant métier");
  CHECK(gate.at("reservations").at(0).at("text") == "corriger le libellé");
  CHECK(gate.at("trail").size() == 2);
}

TEST_CASE("a daily note is of one day, as it stood at its end") {
  const auto events = told_to_the_rollback().events;
  const auto of = [&](const char* day) {
    return make_report(
        {.kind = "daily-note", .format = ReportFormat::json, .language = "en", .day = day}, events,
        head);
  };
  const auto j = json::parse(of("2027-01-15").value());
  CHECK(j.at("day").at("from_j") == "J");
  CHECK(j.at("has_trail") == true);
  CHECK(j.at("done").at(0).at("path") == "preparation/jdk");
  CHECK(json::parse(of("2027-02-01").value()).at("done").empty());
  CHECK(to_line(of("2027-01-01").error()) ==
        "day: the run was not there on that day (its log goes on until 2027-01-15)");
  CHECK(of("tomorrow").error().place == "day");
  CHECK(make_report({.kind = "j1-account", .day = "2027-01-15"}, events, head).error().place ==
        "day");
}

TEST_CASE("a post-mortem begins with the first trouble, and leaves causes and actions to people") {
  const auto data = given("post-mortem", told_to_the_rollback().events);
  CHECK(data.at("trail").at(0).at("state").at("id") == "in_doubt");
  CHECK(data.at("count_failures") == 2);
  CHECK(given("post-mortem", told_to_the_opening().events).at("has_trouble") == false);
  const auto text =
      made({.kind = "post-mortem", .format = ReportFormat::markdown, .language = "en"},
           told_to_the_opening().events);
  CHECK(text.find("Nothing went wrong.") != std::string::npos);
}

TEST_CASE("the audit trail has every event, and its table can be read by a spreadsheet") {
  auto tale = told_to_the_gate();
  tale.person("eve", "07:13", event::CommandRefused{"decide", "=cmd|'/c calc'!A0", "a,\"b\"\nc"});
  CHECK(given("audit-trail", tale.events).at("rows").size() == tale.events.size());
  const auto csv =
      made({.kind = "audit-trail", .format = ReportFormat::csv, .language = "en"}, tale.events);
  CHECK(csv.starts_with("No.,When (UTC),By,Through,Event,Item,In short\r\n1,"));
  CHECK(csv.find("'=cmd|") != std::string::npos);
  CHECK(csv.find(",=cmd|") == std::string::npos);
}

TEST_CASE("an HTML report needs nothing from elsewhere, and text of people is no markup in it") {
  auto tale = told_to_the_gate();
  tale.person("<b>eve</b>", "07:13",
              event::CommandRefused{"decide", "<img src=x>", "<script>alert(1)</script>"});
  for (const auto kind : report_kinds()) {
    const auto html = made({.kind = std::string(kind), .language = "fr"}, tale.events);
    CAPTURE(kind);
    for (const auto* wrong : {"<link", "src=\"", "href=", "url(h", "@import", "<script", "<img"})
      CHECK(html.find(wrong) == std::string::npos);
  }
}
