#include "report/deployment_plan.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "golden.h"
#include "planned.h"

using namespace golive;
using namespace golive::test;

namespace {

ReportWish wish(ReportFormat format, const char* language) {
  return {.kind = {}, .format = format, .language = language};
}

std::string made(const ReportWish& wish, const PlannedRelease& release = planned_release()) {
  const auto document = deployment_plan(wish, release.plan, release.timeline);
  REQUIRE_MESSAGE(document, to_line(document.error()));
  return *document;
}

nlohmann::json json_of(const PlannedRelease& release) {
  return nlohmann::json::parse(made(wish(ReportFormat::json, "en"), release));
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the deployment plan, in each format and language") {
  check_golden("plan.fr.html", made(wish(ReportFormat::html, "fr")));
  check_golden("plan.en.html", made(wish(ReportFormat::html, "en")));
  check_golden("plan.fr.md", made(wish(ReportFormat::markdown, "fr")));
  check_golden("plan.en.md", made(wish(ReportFormat::markdown, "en")));
}

TEST_CASE("a deployment plan made twice has the same bytes") {
  for (const auto format : {ReportFormat::html, ReportFormat::markdown})
    CHECK(made(wish(format, "fr")) == made(wish(format, "fr")));
}

TEST_CASE("without a language the deployment plan speaks the plan's") {
  CHECK(made(wish(ReportFormat::markdown, "")).starts_with("# Plan de déploiement"));
}

TEST_CASE("phases are bars over days, with gates and freezes where they are") {
  const auto picture = json_of(planned_release()).at("pictures").at(0);
  REQUIRE(picture.at("rows").size() == 3);
  // 29 days from J-21 to the end of J+7: preparation is the first seven, day J the 22nd.
  CHECK(picture.at("rows").at(0).at("bar").at("left") == "0.0");
  CHECK(picture.at("rows").at(0).at("bar").at("width") == "24.1");
  CHECK(picture.at("rows").at(1).at("bar").at("left") == "72.4");
  CHECK(picture.at("rows").at(0).at("gates").at(0).at("timed") == false);
  CHECK(picture.at("rows").at(1).at("gates").at(0).at("timed") == true);
  CHECK(picture.at("freezes").size() == 1);
  CHECK(picture.at("freezes").at(0).at("left") == "68.1");
  const auto& ticks = picture.at("ticks");
  CHECK(ticks.front().at("label") == "J-21");
  CHECK(std::any_of(ticks.begin(), ticks.end(), [](auto& tick) { return tick["label"] == "J"; }));
}

TEST_CASE("day J is drawn over its hours, from each item's time and estimate") {
  const auto picture = json_of(planned_release()).at("pictures").at(1);
  REQUIRE(picture.at("rows").size() == 4);
  CHECK(picture.at("rows").at(0).at("label") == "08:00  Validation du GO");
  CHECK(picture.at("rows").at(0).at("bar").is_null());
  CHECK(picture.at("rows").at(2).at("bar").at("left") == "33.3");
  CHECK(picture.at("rows").at(2).at("bar").at("width") == "11.1");
  CHECK(picture.at("freezes").empty());
}

TEST_CASE("a plan in which nothing has a time has no picture") {
  auto release = planned_release();
  for (auto& planned : release.timeline.items) planned = {};
  CHECK(json_of(release).at("pictures").empty());
}

TEST_CASE("a plan over years and one of a single item can be drawn") {
  auto release = planned_release();
  release.timeline.items[release.plan.phases[0]].start = *parse_instant("2025-01-01T00:00:00Z");
  const auto picture = json_of(release).at("pictures").at(0);
  CHECK(picture.at("ticks").size() <= 10);
  CHECK(picture.at("ticks").size() >= 2);
}

TEST_CASE("text of the plan cannot become markup") {
  auto release = planned_release();
  release.plan.title = "<script>alert(1)</script>";
  release.plan.document[0].lines[0] = "</ul><img src=x onerror=alert(1)>";
  const auto html = made(wish(ReportFormat::html, "fr"), release);
  CHECK_FALSE(has(html, "<script>"));
  CHECK_FALSE(has(html, "<img"));
  CHECK(has(html, "&lt;script&gt;"));
  const auto text = made(wish(ReportFormat::markdown, "fr"), release);
  CHECK(has(text, "Migrer \\<la base\\> \\| \"tickets\""));
}

TEST_CASE("an HTML deployment plan needs nothing from elsewhere") {
  const auto html = made(wish(ReportFormat::html, "fr"));
  for (const auto* outside : {"http:", "https:", "<link", "src=", "@import"})
    CHECK_FALSE(has(html, outside));
}

TEST_CASE("a deployment plan in an unknown language is refused") {
  const auto release = planned_release();
  const auto refused =
      deployment_plan(wish(ReportFormat::html, "de"), release.plan, release.timeline);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().place == "lang");
}
