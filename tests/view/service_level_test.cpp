#include "view/service_level.h"

#include <doctest/doctest.h>

namespace golive {
namespace {

using namespace std::chrono_literals;

constexpr SamplesHead every_10s{10s, 1h};
const Instant start = *parse_instant("2027-01-16T00:00:00.000Z");

ServiceLevel level_of(const std::vector<Sample>& samples, const SamplesHead& head = every_10s) {
  LevelMeter meter(head);
  for (const auto& sample : samples) meter.see(sample);
  return meter.level();
}

std::vector<Sample> looks(int count, Seen seen = Seen::ok, Instant from = start) {
  std::vector<Sample> samples;
  for (int i = 0; i < count; ++i)
    samples.push_back({from + i * 10s, seen, static_cast<std::uint32_t>(i + 1)});
  return samples;
}

TEST_CASE("a service that always answered was always there") {
  const auto level = level_of(looks(360));
  CHECK(level.up == 1h);
  CHECK(level.down == 0s);
  CHECK(availability(level) == 100.0);
  CHECK(level.p50_ms == 180);
  CHECK(level.p95_ms == 342);
  CHECK(level.interruptions.empty());
}

TEST_CASE("it was gone from the first bad look to the next good one") {
  auto samples = looks(360);
  samples[100].seen = samples[101].seen = samples[200].seen = Seen::failed;
  const auto level = level_of(samples);
  CHECK(level.down == 30s);
  CHECK(level.interrupted == 2);
  CHECK(level.longest == 20s);
  REQUIRE(level.interruptions.size() == 2);
  CHECK(level.interruptions[0].from == samples[100].at);
  CHECK(level.interruptions[0].to == samples[102].at);
  CHECK(availability(level) == doctest::Approx(100.0 * 357 / 360));
}

TEST_CASE("one that hangs until the time limit of each look was gone all the time") {
  std::vector<Sample> samples = looks(2);
  for (int look = 0; look < 10; ++look)
    samples.push_back({start + 20s + look * 60s, Seen::failed, 60'000});
  samples.push_back({start + 620s, Seen::ok, 5});
  const auto level = level_of(samples);
  CHECK(level.down == 600s);
  CHECK(level.unknown == 0s);
  CHECK(level.longest == 600s);
}

TEST_CASE("what components say counts from the look that says it to the next change") {
  LevelMeter meter(every_10s);
  const auto samples = looks(60);
  for (std::size_t look = 0; look < samples.size(); ++look) {
    if (look == 0) meter.tell("db", Health::ok);
    if (look == 10) meter.tell("db", Health::down);
    if (look == 13) meter.tell("db", Health::ok);
    if (look == 30) meter.tell("mq", Health::degraded);
    if (look == 50) meter.tell("mq", Health::unknown);
    meter.see(samples[look]);
  }
  const auto level = meter.level();
  REQUIRE(level.components.size() == 2);
  CHECK(level.components[0].name == "db");
  CHECK(level.components[0].down == 30s);
  CHECK(level.components[0].ok == 570s);
  CHECK(level.components[0].changes == 2);
  CHECK(level.components[1].degraded == 200s);
  CHECK(level.components[1].unknown == 100s);
}

TEST_CASE("degraded is there, and told apart") {
  auto samples = looks(60);
  samples[10].seen = samples[11].seen = Seen::degraded;
  const auto level = level_of(samples);
  CHECK(availability(level) == 100.0);
  CHECK(level.degraded == 20s);
  CHECK(level.interrupted == 0);
}

TEST_CASE("when no engine looked, nobody knows: neither up nor down") {
  auto samples = looks(10);
  const auto after = looks(10, Seen::ok, start + 30min);
  samples.insert(samples.end(), after.begin(), after.end());
  const auto level = level_of(samples);
  CHECK(level.up == 200s);
  CHECK(level.down == 0s);
  CHECK(level.unknown == 30min - 100s);
  CHECK(availability(level) == 100.0);
  Duration unknown{};
  for (const auto& slot : level.slots) unknown += slot.unknown;
  CHECK(std::chrono::abs(unknown - level.unknown) < 168ms);
}

TEST_CASE("what could not look is no answer, and what never saw anything has no availability") {
  const auto level = level_of(looks(6, Seen::no_data));
  CHECK(level.no_data == 6);
  CHECK(level.unknown == 1min);
  CHECK_FALSE(availability(level));
  CHECK_FALSE(level.p50_ms);
  CHECK_FALSE(availability(level_of({})));
}

TEST_CASE("an interruption that lasts has no end") {
  auto samples = looks(3);
  const auto bad = looks(3, Seen::failed, start + 30s);
  samples.insert(samples.end(), bad.begin(), bad.end());
  const auto level = level_of(samples);
  REQUIRE(level.interruptions.size() == 1);
  CHECK_FALSE(level.interruptions[0].to);
  CHECK(level.longest == 20s);
}

TEST_CASE("a clock that was set back makes no time") {
  auto samples = looks(5);
  samples.push_back({start - 1h, Seen::ok, 1});
  samples.push_back({start + 1min, Seen::failed, 1});
  const auto level = level_of(samples, {10s, Duration(0)});
  CHECK(level.up >= 0s);
  CHECK(level.slots.size() == 168);
}

TEST_CASE("of many interruptions the first thousand are told, and all are counted") {
  auto samples = looks(5'000);
  for (std::size_t i = 0; i < samples.size(); i += 2) samples[i].seen = Seen::failed;
  const auto level = level_of(samples);
  CHECK(level.interrupted == 2'500);
  CHECK(level.interruptions.size() == 1'000);
  CHECK(level.longest == 10s);
}

Event event_of(EventBody body) { return {1, start, "engine", "", std::move(body)}; }

TEST_CASE("a log names its watches, and the seal of those that are over") {
  const AttemptId first{3, Slot::action, 1}, second{4, Slot::action, 2};
  const std::vector<Event> events{
      event_of(event::ClockJumped{24h}),
      event_of(event::EffectRequested{first, "1", EffectKind::poll, R"({"during_ms":5})"}),
      event_of(event::ClockJumped{1h}),
      event_of(event::EffectRequested{second, "1", EffectKind::poll, R"({"during_ms":5})"}),
      event_of(event::EffectRequested{second, "2", EffectKind::poll, R"({"within_ms":5})"}),
      event_of(
          event::EffectFinished{first, "1", R"({"ok":true,"samples":{"count":3,"sha256":"abc"}})"}),
      event_of(event::EffectFinished{second, "1", R"({"samples":{"count":-3,"sha256":[]}})"})};
  const auto watches = watches_in(events);
  REQUIRE(watches.size() == 2);
  CHECK(watches[0].seal == "abc");
  CHECK(watches[0].count == 3);
  CHECK(watches[1].seal == "");
  CHECK_FALSE(watches[1].count);
  CHECK(watches[0].ahead == 24h);
  CHECK(watches[1].ahead == 25h);
}

TEST_CASE("what was seen in a rehearsal is told by its clock, also what still lasts") {
  ServiceLevel level{start, start + 1min};
  level.interruptions = {{start + 1s, start + 2s}, {start + 3s}};
  level = told_ahead(level, 24h);
  CHECK(level.from == start + 24h);
  CHECK(level.to == start + 24h + 1min);
  CHECK(level.interruptions[0].from == start + 24h + 1s);
  CHECK(level.interruptions[0].to == start + 24h + 2s);
  CHECK(level.interruptions[1].from == start + 24h + 3s);
  CHECK_FALSE(level.interruptions[1].to);
}

}  // namespace
}  // namespace golive
