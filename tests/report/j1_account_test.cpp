#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../view/told_run.h"
#include "golden.h"
#include "report/catalog.h"

using namespace golive;
using namespace golive::test;

namespace {

const std::string head(64, 'a');

std::string made(const ReportWish& wish, const std::vector<Event>& events) {
  const auto report = make_report(wish, events, head);
  REQUIRE_MESSAGE(report, to_line(report.error()));
  return *report;
}

ReportWish wish(ReportFormat format, const char* language) {
  return {.kind = "j1-account", .format = format, .language = language};
}

}  // namespace

TEST_CASE("the account of a run that was rolled back, in each format and language") {
  const auto events = told_to_the_rollback().events;
  check_golden("rolled-back.fr.html", made(wish(ReportFormat::html, "fr"), events));
  check_golden("rolled-back.en.html", made(wish(ReportFormat::html, "en"), events));
  check_golden("rolled-back.fr.md", made(wish(ReportFormat::markdown, "fr"), events));
  check_golden("rolled-back.en.md", made(wish(ReportFormat::markdown, "en"), events));
  check_golden("rolled-back.fr.json", made(wish(ReportFormat::json, "fr"), events));
}

TEST_CASE("the account of a run that went well") {
  const auto events = told_to_the_opening().events;
  check_golden("completed.fr.html", made(wish(ReportFormat::html, "fr"), events));
  check_golden("completed.fr.md", made(wish(ReportFormat::markdown, "fr"), events));
}

TEST_CASE("an account of a run that is still under way can be made") {
  const auto text = made(wish(ReportFormat::markdown, "en"), told_to_the_failure().events);
  CHECK(text.find("held, waiting for a decision") != std::string::npos);
  CHECK(text.find("still going on at the end of the log") != std::string::npos);
}

TEST_CASE("a report made twice has the same bytes") {
  const auto events = told_to_the_rollback().events;
  for (const auto format : {ReportFormat::html, ReportFormat::markdown, ReportFormat::json})
    CHECK(made(wish(format, "fr"), events) == made(wish(format, "fr"), events));
}

TEST_CASE("without a language the report speaks the plan's") {
  const auto events = told_to_the_gate().events;
  CHECK(made({.kind = "j1-account", .format = ReportFormat::markdown}, events)
            .starts_with("# Compte rendu J+1"));
}

TEST_CASE("text from outside cannot become markup") {
  auto tale = told_to_the_gate();
  tale.person("eve", "07:13",
              event::CommandRefused{"decide", "<script>alert(1)</script>", "a|b\n# *c* [d](e)"});
  const auto html = made(wish(ReportFormat::html, "fr"), tale.events);
  CHECK(html.find("<script>") == std::string::npos);
  CHECK(html.find("&lt;script&gt;") != std::string::npos);
  const auto text = made(wish(ReportFormat::markdown, "fr"), tale.events);
  CHECK(text.find("a\\|b \\# \\*c\\* \\[d\\](e)") != std::string::npos);
  CHECK(text.find("&lt;") == std::string::npos);
}

TEST_CASE("JSON is what the templates are given") {
  const auto json =
      nlohmann::json::parse(made(wish(ReportFormat::json, "en"), told_to_the_rollback().events));
  CHECK(json.at("head") == head);
  CHECK(json.at("state").at("id") == "rolled_back");
  CHECK(json.at("rollbacks").at(0).at("undos").size() == 3);
  CHECK_FALSE(json.contains("w"));
}

TEST_CASE("a template of one's own is used, and said to be broken by file and line") {
  const auto events = told_to_the_gate().events;
  auto own = wish(ReportFormat::html, "fr");
  const auto with = [&](const char* text) {
    own.templates = Templates("brand", {{"j1-account.html.mustache", text}});
    return make_report(own, events, head);
  };
  CHECK(with("<p>{{plan.title}}</p>") == "<p>EventTickets (SIBE) : mise en production</p>");
  CHECK(to_line(with("<p>\n{{#phases}}\n</p>").error()) ==
        "brand/j1-account.html.mustache:2: the template is broken: Unclosed section \"phases\"");
}

TEST_CASE("an unknown kind, an unknown language and words that are none are refused") {
  const auto events = told_to_the_gate().events;
  CHECK(to_line(make_report({.kind = "j1-acount"}, events, head).error())
            .starts_with("kind: there is no report \"j1-acount\" (did you mean \"j1-account\"? "
                         "The reports are deployment-plan, go-no-go, uat-acceptance, "));
  CHECK(make_report({.kind = "j1-account", .language = "de"}, events, head).error().place ==
        "lang");
  const Templates wordless("brand", {{"words.fr.json", "[]"}});
  CHECK(make_report({.kind = "j1-account", .templates = wordless}, events, head).error().place ==
        "brand/words.fr.json");
}
