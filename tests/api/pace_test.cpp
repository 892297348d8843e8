// Who asks too much, and who guesses.
#include <doctest/doctest.h>

#include "api/rest/actor_pace.h"
#include "api/rest/source_patience.h"
#include "base/limits.h"

using namespace golive;
using namespace golive::rest;
using namespace std::chrono_literals;

namespace {

constexpr Instant start{Duration(1'000'000)};

}  // namespace

TEST_CASE("an actor's bucket empties, and fills again; another's is its own") {
  ActorPace pace;
  for (int count = 0; count < limits::actor_burst; ++count)
    REQUIRE_FALSE(pace.wait_for("lea", start));
  const auto wait = pace.wait_for("lea", start);
  REQUIRE(wait);
  CHECK(*wait == Duration(static_cast<Duration::rep>(1000 / limits::actor_rate)));
  CHECK_FALSE(pace.wait_for("dan", start));
  CHECK_FALSE(pace.wait_for("lea", start + *wait));
  CHECK(pace.wait_for("lea", start + *wait));
}

TEST_CASE("a source may be wrong a few times, and then waits longer each time") {
  SourcePatience patience;
  for (int count = 0; count < limits::wrong_tokens; ++count) {
    CHECK_FALSE(patience.wait_for("10.0.0.7", "guess", start));
    patience.wrong("10.0.0.7", start);
  }
  CHECK_FALSE(patience.wait_for("10.0.0.7", "guess", start));
  patience.wrong("10.0.0.7", start);
  CHECK(patience.wait_for("10.0.0.7", "guess", start) == limits::wrong_token_delay);
  CHECK_FALSE(patience.wait_for("10.0.0.8", "guess", start));
  Instant now = start;
  Duration longest{};
  for (int count = 0; count < 20; ++count) {
    now += patience.wait_for("10.0.0.7", "guess", now).value_or(Duration(0));
    CHECK_FALSE(patience.wait_for("10.0.0.7", "guess", now));
    patience.wrong("10.0.0.7", now);
    const auto wait = patience.wait_for("10.0.0.7", "guess", now);
    REQUIRE(wait);
    CHECK(*wait >= longest);
    longest = *wait;
  }
  CHECK(longest == limits::wrong_token_delay_max);
  now += 3 * limits::wrong_token_delay_max;
  patience.wrong("10.0.0.7", now);
  CHECK_FALSE(patience.wait_for("10.0.0.7", "guess", now));
}

TEST_CASE("who came with a right token before is not slowed beside one who guesses") {
  SourcePatience patience;
  patience.right("right");
  for (int count = 0; count < 100; ++count) patience.wrong("10.0.0.7", start);
  CHECK(patience.wait_for("10.0.0.7", "guess", start));
  CHECK_FALSE(patience.wait_for("10.0.0.7", "right", start));
}

TEST_CASE("ever new sources do not fill the memory") {
  SourcePatience patience;
  ActorPace pace;
  for (std::size_t count = 0; count < limits::paced + 100; ++count) {
    patience.wrong(std::to_string(count), start + Duration(static_cast<int>(count)));
    CHECK_FALSE(pace.wait_for(std::to_string(count), start + Duration(static_cast<int>(count))));
  }
}
