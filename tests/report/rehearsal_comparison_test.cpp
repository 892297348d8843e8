#include <doctest/doctest.h>

#include "../view/told_run.h"
#include "golden.h"
#include "report/catalog.h"

using namespace golive;
using namespace golive::test;

namespace {

Measured rehearsal(ToldRun tale, const RunId& id, const std::function<void(Plan&)>& change = {}) {
  tale.become(id, Mode::rehearsal, change);
  auto measured = measured_of(tale.events);
  REQUIRE_MESSAGE(measured, to_line(measured.error()));
  measured->head = std::string(64, 'b');
  return *measured;
}

std::string compared(ReportFormat format, const char* language,
                     const std::vector<Measured>& rehearsals) {
  auto live = told_to_the_opening();
  live.become("eventtickets-prod-2027-01-15-1", Mode::live);
  const ReportWish wish{.kind = "rehearsal-comparison", .format = format, .language = language};
  const auto report = make_report(wish, live.events, std::string(64, 'a'), rehearsals);
  REQUIRE_MESSAGE(report, to_line(report.error()));
  return *report;
}

}  // namespace

TEST_CASE("a live run compared with its two rehearsals, in each format and language") {
  const auto other = [](Plan& plan) {
    plan.hash = std::string(64, '0');
    for (Item& item : plan.items)
      if (item.id == "purge") item.description = "<old> | way";
  };
  const std::vector<Measured> rehearsals{rehearsal(told_to_the_opening(), "r1", other),
                                         rehearsal(told_to_the_rollback(), "r2")};
  check_golden("compared.fr.html", compared(ReportFormat::html, "fr", rehearsals));
  check_golden("compared.en.html", compared(ReportFormat::html, "en", rehearsals));
  check_golden("compared.fr.md", compared(ReportFormat::markdown, "fr", rehearsals));
  check_golden("compared.en.md", compared(ReportFormat::markdown, "en", rehearsals));
}

TEST_CASE("the comparison of a run that nobody has rehearsed says so") {
  const auto text = compared(ReportFormat::markdown, "en", {});
  CHECK(text.find("This plan was never rehearsed before this run.") != std::string::npos);
}

TEST_CASE("the account looks at no other run") {
  CHECK(looks_at_rehearsals("rehearsal-comparison"));
  CHECK_FALSE(looks_at_rehearsals("j1-account"));
}
