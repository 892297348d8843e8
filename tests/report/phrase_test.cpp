#include "report/phrase.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../view/told_run.h"
#include "report/built_in_text.h"

using namespace golive;
using namespace golive::test;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

Words words_of(const std::string& language) {
  return *parse_words(built_in_text("words." + language + ".json"), "words", language);
}

}  // namespace

TEST_CASE("times are said in each language's way, with UTC beside") {
  const auto tale = told_to_the_gate();
  const auto fr = words_of("fr"), en = words_of("en");
  const Phrase french(tale.run, fr), english(tale.run, en);
  const auto morning = *parse_instant("2027-01-15T07:05:00Z");
  CHECK(french.time(morning) == json{{"text", "08\u00a0h\u00a005"},
                                     {"utc", "07:05 UTC"},
                                     {"iso", "2027-01-15T07:05:00.000Z"}});
  CHECK(english.time(morning).at("text") == "08:05");
  CHECK(english.time(morning - 72h).at("text") == "J-3 08:05");
  CHECK(french.full_time(morning).at("text") == "vendredi 15 janvier 2027, 08\u00a0h\u00a005");
  CHECK(english.full_time(morning).at("text") == "Friday 15 January 2027, 08:05");
  CHECK(french.time({}).is_null());
}

TEST_CASE("where the UTC day is another one, it is said") {
  const auto tale = told_to_the_gate();
  const auto en = words_of("en");
  const auto shown = Phrase(tale.run, en).time(*parse_instant("2027-01-14T23:30:00Z"));
  CHECK(shown.at("text") == "00:30");
  CHECK(shown.at("utc") == "2027-01-14 23:30 UTC");
}

TEST_CASE("durations are said in units, seconds only where they matter") {
  const auto tale = told_to_the_gate();
  const auto fr = words_of("fr");
  const Phrase phrase(tale.run, fr);
  CHECK(phrase.duration(135min) == "2\u00a0h 15\u00a0min");
  CHECK(phrase.duration(42s) == "42\u00a0s");
  CHECK(phrase.duration(2h + 5s) == "2\u00a0h");
  CHECK(phrase.duration(50h) == "2\u00a0j 2\u00a0h");
  CHECK(phrase.duration(0s) == "0\u00a0s");
  CHECK(phrase.duration(-5min) == "-5\u00a0min");
}

TEST_CASE("whole days are said as days, other spans by their times") {
  const auto tale = told_to_the_gate();
  const auto en = words_of("en");
  const Phrase phrase(tale.run, en);
  const auto midnight = *parse_instant("2027-01-14T23:00:00Z");  // of day J
  CHECK(phrase.span(midnight, midnight + 24h).at("text") == "J");
  CHECK(phrase.span(midnight - 48h, midnight).at("text") == "J-2 – J-1");
  CHECK(phrase.span(midnight - 48h, {}).at("text") == "J-2");
  CHECK(phrase.span(midnight + 8h, midnight + 9h).at("text") == "08:00 – 09:00");
  CHECK(phrase.span(midnight + 8h, midnight + 9h).at("utc") == "07:00 UTC – 08:00 UTC");
  CHECK(phrase.span({}, midnight).is_null());
}

TEST_CASE("when a run is over, nothing in it runs or waits any more") {
  auto tale = told_to_the_gate();
  const auto en = words_of("en");
  const Phrase phrase(tale.run, en);
  CHECK(phrase.item_state(tale.at("go")).at("id") == "open");
  CHECK(phrase.item_state(tale.at("migrate")).at("id") == "waiting");
  tale.engine("07:20", event::AttemptStarted{tale.attempt("migrate")});
  tale.person("amelie", "07:30", event::RunAborted{"incendie", false});
  CHECK(phrase.item_state(tale.at("go")).at("id") == "not_done");
  CHECK(phrase.item_state(tale.at("migrate")).at("id") == "interrupted");
  CHECK(phrase.item_state(tale.at("go-live")).at("id") == "interrupted");
}
