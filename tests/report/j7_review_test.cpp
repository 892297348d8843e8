#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../view/told_run.h"
#include "golden.h"
#include "report/catalog.h"

using namespace golive;
using namespace golive::test;
using namespace std::chrono_literals;

namespace {

const Instant j1 = *parse_instant("2027-01-15T23:00:00.000Z");

// Seven days, a look every minute: an outage of 12 minutes on the third day, an hour on the fifth
// in which no engine looked, slower and slower at noon.
ServiceLevel seven_days() {
  LevelMeter meter({1min, std::chrono::days(7)});
  for (int minute = 0; minute < 7 * 24 * 60; ++minute) {
    if (minute / 60 == 4 * 24 + 3) continue;
    const bool down = minute >= 3'300 && minute < 3'312;
    const int of_day = minute % 1'440;
    const auto ms =
        static_cast<std::uint32_t>(80 + (of_day > 600 && of_day < 900 ? 240 : 0) + minute % 17);
    meter.see({j1 + minute * 1min, down ? Seen::failed : Seen::ok, down ? 1'000 : ms});
  }
  return meter.level();
}

ToldRun told_with_objectives(const char* availability) {
  auto tale = told_to_the_opening();
  tale.become("eventtickets-prod-2027-01-15-1", Mode::live, [&](Plan& plan) {
    plan.objectives = {{"availability", "", availability},
                       {"response_time", "500ms", ""},
                       {"rto", "4h", ""},
                       {"rpo", "1h", ""},
                       {"downtime", "1h", ""},
                       {"satisfaction", "", "four|stars"}};
  });
  return tale;
}

std::vector<WatchLevel> watches_of(const ToldRun& tale) {
  return {{{tale.attempt("go-live/booking"), "1", std::string(64, 'c'), 10'020},
           SamplesSeal::sealed,
           seven_days()},
          {{tale.attempt("go-live/migrate"), "1", std::string(64, 'd'), 4}, SamplesSeal::changed}};
}

std::string reviewed(ReportFormat format, const char* language, const char* availability = "99.9") {
  const auto tale = told_with_objectives(availability);
  const ReportWish wish{.kind = "j7-review", .format = format, .language = language};
  const auto report = make_report(wish, tale.events, std::string(64, 'a'), {}, watches_of(tale));
  REQUIRE_MESSAGE(report, to_line(report.error()));
  CHECK(*report == make_report(wish, tale.events, std::string(64, 'a'), {}, watches_of(tale)));
  return *report;
}

// An hour in which its database was down for twelve minutes, and it bore that.
ServiceLevel with_components() {
  LevelMeter meter({1min, 1h});
  meter.tell("db", Health::down);
  for (int minute = 0; minute < 60; ++minute) {
    if (minute == 12) meter.tell("db", Health::ok);
    meter.see({j1 + minute * 1min, minute < 12 ? Seen::degraded : Seen::ok, 80});
  }
  return meter.level();
}

bool has_verdict(const std::string& text, std::size_t target, const char* verdict) {
  return nlohmann::json::parse(text)["targets"][target]["verdict"]["id"] == verdict;
}

}  // namespace

TEST_CASE("the review of seven days, in each format and language") {
  check_golden("review.fr.html", reviewed(ReportFormat::html, "fr"));
  check_golden("review.en.html", reviewed(ReportFormat::html, "en"));
  check_golden("review.fr.md", reviewed(ReportFormat::markdown, "fr"));
  check_golden("review.en.md", reviewed(ReportFormat::markdown, "en"));
}

TEST_CASE("a target is met, missed, or was not measured; what cannot be compared is not met") {
  const auto text = reviewed(ReportFormat::json, "en");
  for (const std::size_t met : {1U, 2U}) CHECK(has_verdict(text, met, "met"));
  CHECK(has_verdict(text, 0, "missed"));
  CHECK(has_verdict(text, 3, "unmeasured"));
  CHECK(has_verdict(text, 5, "unmeasured"));
  CHECK(has_verdict(reviewed(ReportFormat::json, "en", "99"), 0, "met"));
  for (const auto* odd : {"nan", "inf", "99,9", "all of it"})
    CHECK(has_verdict(reviewed(ReportFormat::json, "en", odd), 0, "unmeasured"));
}

TEST_CASE("a review tells what a watch has said while it watched, and how its components were") {
  auto tale = told_with_objectives("99.9");
  tale.events.push_back({tale.events.back().seq + 1, tale.events.back().at, "engine", "",
                         event::WatchChanged{tale.attempt("go-live/booking"), "1",
                                             WatchVerdict::degraded, "db is down"}});
  auto watches = watches_of(tale);
  watches[0].level = with_components();
  const auto told = [&](ReportFormat format, const char* language) {
    return make_report({.kind = "j7-review", .format = format, .language = language}, tale.events,
                       std::string(64, 'a'), {}, watches)
        .value();
  };
  const auto json = nlohmann::json::parse(told(ReportFormat::json, "en"))["watches"][0];
  CHECK(json["components"].size() == 1);
  CHECK(json["components"][0]["down"].get<std::string>().starts_with("12"));
  CHECK(json["changes"][0]["verdict"]["text"] == "degraded");
  CHECK(json["availability"] == "100.0\u00a0%");
  for (const auto format : {ReportFormat::html, ReportFormat::markdown}) {
    const auto french = told(format, "fr");
    CHECK(french.find("db est en panne") != std::string::npos);
    CHECK(french.find("Composant") != std::string::npos);
  }
}

TEST_CASE("what is missed by less than a duration shows of itself, is shown with the rest") {
  const auto measured = [](const char* target, Duration longest) {
    auto tale = told_to_the_opening();
    tale.become("eventtickets-prod-2027-01-15-1", Mode::live, [&](Plan& plan) {
      plan.objectives = {{"rto", target, ""}};
    });
    auto watches = watches_of(tale);
    watches.front().level.longest = longest;
    const auto report =
        make_report({.kind = "j7-review", .format = ReportFormat::json, .language = "en"},
                    tale.events, std::string(64, 'a'), {}, watches);
    REQUIRE(report);
    return nlohmann::json::parse(*report)["targets"][0]["measured"].get<std::string>();
  };
  CHECK(measured("2h15m", 2h + 15min) == "2\u00a0h 15\u00a0min");
  CHECK(measured("2h15m", 2h + 15min + 12s) == "2\u00a0h 15\u00a0min 12\u00a0s");
  CHECK(measured("12m", 12min + 200ms) == "12\u00a0min 200\u00a0ms");
  CHECK(measured("12m", 13min) == "13\u00a0min");
  CHECK(measured("3s", 3'970ms) == "3.97\u00a0s");
  CHECK(measured("3s", 706ms) == "706\u00a0ms");
  CHECK(measured("3s", 2s) == "2\u00a0s");
}

TEST_CASE("a run without watches has a review that says so") {
  const auto tale = told_to_the_rollback();
  const auto report =
      make_report({.kind = "j7-review", .format = ReportFormat::markdown, .language = "en"},
                  tale.events, std::string(64, 'a'));
  REQUIRE(report);
  CHECK(report->find("Nothing was watched over a time.") != std::string::npos);
}

TEST_CASE("the review alone looks at samples") {
  CHECK(looks_at_samples("j7-review"));
  CHECK_FALSE(looks_at_samples("j1-account"));
}
