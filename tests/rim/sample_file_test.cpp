#include "rim/sample_file.h"

#include <filesystem>
#include <fstream>

#include "tests/rim/world_stage.h"

namespace golive::test {
namespace {

using namespace std::chrono_literals;

constexpr SamplesHead head{10s, 60s};
const Instant at = *parse_instant("2027-01-16T00:00:00.000Z");

std::vector<Sample> samples_in(const std::filesystem::path& path) {
  std::vector<Sample> samples;
  SamplesReader reader;
  REQUIRE(reader.feed(content(path), [&](const Sample& sample) { samples.push_back(sample); }));
  return samples;
}

json polled(const char* script, int every_ms, int during_ms) {
  return {{"exec", sh(script)},
          {"every_ms", every_ms},
          {"during_ms", during_ms},
          {"tolerate", 1'000},
          {"expect", json::object()}};
}

TEST_CASE("a file of samples that was torn is cut, and goes on") {
  const ScratchFolder folder;
  const auto path = folder.path() / "run" / "watch.samples";
  const auto nothing = [](const Sample&) { FAIL("there was nothing yet"); };
  SampleFile::open(path, head, nothing)->add({at, Seen::failed, 12}, {});
  const auto whole = std::filesystem::file_size(path);
  std::ofstream(path, std::ios::app) << "\x80";
  std::vector<Sample> earlier;
  auto again = SampleFile::open(path, head, [&](const Sample& each) { earlier.push_back(each); });
  REQUIRE(again);
  REQUIRE(earlier.size() == 1);
  CHECK(earlier[0].ms == 12);
  CHECK(std::filesystem::file_size(path) == whole);
  again->add({at + 10s, Seen::ok, 3}, {});
  CHECK(again->note()["count"] == 2);
  CHECK(samples_in(path).size() == 2);
  CHECK(again->note() == again->note());
}

TEST_CASE("a file of samples that was changed is not written on") {
  const ScratchFolder folder;
  const auto path = folder.path() / "watch.samples";
  std::ofstream(path) << "golive samples 1 every=10000 during=60000\n\x06\x06\x06";
  const auto opened = SampleFile::open(path, head, [](const Sample&) {});
  REQUIRE_FALSE(opened);
  CHECK(to_line(opened.error()).find("were changed") != std::string::npos);
  CHECK_FALSE(SampleFile::open("/proc/golive/w.samples", head, [](const Sample&) {}));
}

TEST_CASE("a watch keeps every look, and its outcome names them by their seal") {
  Stage stage;
  const auto outcome = stage.outcome_of(EffectKind::poll, polled("test ! -e down", 10, 100));
  CHECK(outcome["ok"] == true);
  const auto path = stage.folder.path() / "output/run-1/go-live.migrate.run.1.1.samples";
  CHECK(samples_in(path).size() == outcome["samples"]["count"]);
  CHECK(outcome["samples"]["count"] == outcome["polls"]);
  CHECK(content(path).ends_with(outcome["samples"]["sha256"].get<std::string>()));
}

TEST_CASE("an engine that takes over goes on with a watch, and knows what was seen") {
  Stage stage;
  stage.perform(EffectKind::poll, polled("false", 10, 3'600'000));
  const auto path = stage.folder.path() / "output/run-1/go-live.migrate.run.1.1.samples";
  const auto has_two = [&] { return std::filesystem::exists(path) && samples_in(path).size() > 1; };
  stage.loop.run_until(has_two);
  stage.begin_world();
  const auto before = samples_in(path).size();
  auto ending = polled("true", 10, 1'500);
  const auto outcome = stage.outcome_of(EffectKind::poll, ending);
  CHECK(outcome["ok"] == true);
  CHECK(outcome["failures"] == before);
  CHECK(outcome["polls"] > before);
  CHECK(samples_in(path).size() == outcome["samples"]["count"]);
}

TEST_CASE("what a watch under way has kept can be sealed, and it goes on") {
  Stage stage;
  stage.perform(EffectKind::poll, polled("true", 10, 3'600'000));
  const auto path = stage.folder.path() / "output/run-1/go-live.migrate.run.1.1.samples";
  const AttemptId id{0, Slot::action, 1};
  stage.loop.run_until([&] { return std::filesystem::exists(path) && !samples_in(path).empty(); });
  const auto sealed = nlohmann::json::parse(stage.world->seal(stage.run, id, "1"));
  CHECK(sealed["count"] == samples_in(path).size());
  CHECK(content(path).ends_with(sealed["sha256"].get<std::string>()));
  stage.loop.run_until([&] { return samples_in(path).size() > sealed["count"]; });
  CHECK(stage.world->seal(stage.run, id, "2").empty());
  stage.begin_world();  // of an engine that has not begun to look again
  const auto kept = nlohmann::json::parse(stage.world->seal(stage.run, id, "1"));
  CHECK(kept["count"] == samples_in(path).size());
  CHECK(content(path).ends_with(kept["sha256"].get<std::string>()));
}

TEST_CASE(
    "a watch that had failed when its engine died fails, and one whose time is over looks no "
    "more") {
  for (const bool had_failed : {true, false}) {
    Stage stage;
    stage.perform(EffectKind::poll, polled("false", 10, 3'600'000));
    const auto path = stage.folder.path() / "output/run-1/go-live.migrate.run.1.1.samples";
    const auto has_two = [&] {
      return std::filesystem::exists(path) && samples_in(path).size() > 1;
    };
    stage.loop.run_until(has_two);
    stage.begin_world();
    const auto before = samples_in(path).size();
    auto ending = polled("true", 10, had_failed ? 3'600'000 : 1);
    if (had_failed) ending["tolerate"] = 0;
    const auto outcome = stage.outcome_of(EffectKind::poll, ending);
    CHECK(outcome["ok"] == false);
    CHECK(outcome["polls"] == before);
    CHECK(outcome["samples"]["count"] == before);
  }
}

}  // namespace
}  // namespace golive::test
