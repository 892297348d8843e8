// Plays every story in tests/stories. UPDATE_STORIES=1 rewrites what follows from each command:
// review the diff.
#include <doctest/doctest.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/chain.h"
#include "fakes/failing_store.h"
#include "store/memory_store.h"
#include "stories/stage.h"
#include "stories/story.h"

namespace golive::test {
namespace {

const Instant story_start = parse_instant("2027-01-10T08:00:00.000Z").value();

std::vector<std::filesystem::path> story_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(GOLIVE_SOURCE "/tests/stories"))
    if (entry.path().extension() == ".story") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Story read_story(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return parse_story(text.str());
}

// A story on its stages: `restart` ends one and raises another over the same store.
class Playing {
 public:
  Playing(Store& store, const Story& story)
      : store_(store), story_(story), stage_(std::make_unique<Stage>(store, story_start, 1)) {}

  std::string play(const std::string& command) {
    std::istringstream words(command);
    std::string first, later = "0s";
    words >> first;
    if (first != "restart") return stage_->play(command, story_.runbook);
    words >> later;
    restart(parse_duration(later).value());
    return "another engine has taken over\n";
  }
  // Whether any engine so far was stopped by its store.
  [[nodiscard]] bool stopped() const { return stopped_ || stage_->engine().storage_error(); }
  void restart(Duration later) {
    stopped_ = stopped();
    const auto script = stage_->script();
    const Instant now = stage_->now() + later;
    stage_.reset();
    stage_ = std::make_unique<Stage>(store_, now, ++epoch_, script);
  }
  Stage& stage() { return *stage_; }

 private:
  Store& store_;
  const Story& story_;
  std::unique_ptr<Stage> stage_;
  std::uint64_t epoch_ = 1;
  bool stopped_ = false;
};

// Every request made of the world had its intent in the log before.
void check_intents(Store& store, const std::vector<std::string>& asked) {
  std::size_t intents = 0;
  const auto logs = store.logs().value();
  for (const auto& log : logs) {
    const auto records = store.read(log, 0, 1'000'000).value();
    REQUIRE(verify_chain(log, records));
    for (const Record& record : records)
      if (record.kind == "effect_requested" && record.body.find("\"log\"") == std::string::npos)
        ++intents;
  }
  std::size_t requests = 0;
  for (const std::string& line : asked)
    if (!line.starts_with("cancelled")) ++requests;
  CHECK(requests <= intents);
}

}  // namespace

TEST_CASE("each story goes as it is told") {
  for (const auto& file : story_files()) {
    Story story = read_story(file);
    CAPTURE(file.filename().string());
    MemoryStore store;
    Playing performance(store, story);
    for (StoryBlock& block : story.blocks) {
      CAPTURE(block.command);
      const std::string follows = performance.play(block.command);
      if (std::getenv("UPDATE_STORIES")) block.expected = follows;
      CHECK(follows == block.expected);
    }
    if (std::getenv("UPDATE_STORIES")) std::ofstream(file) << to_text(story);
  }
}

TEST_CASE(
    "a store that fails at any append stops the engine before it acts, and it can be opened "
    "again") {
  for (const auto& file : story_files()) {
    const Story story = read_story(file);
    CAPTURE(file.filename().string());
    for (int append = 2;;
         ++append) {  // the first write is the plan's text: no run, nothing to stop
      CAPTURE(append);
      MemoryStore store;
      FailingStore failing(store, append);
      Playing performance(failing, story);
      for (const StoryBlock& block : story.blocks) performance.play(block.command);
      check_intents(store, performance.stage().asked());
      if (failing.writes() < append) break;
      // A second plan's text may be what could not be written: no run, nothing to stop.
      CHECK(performance.stopped() == failing.refused_append());
      Stage reopened(store, performance.stage().now(), 99);
      CHECK_FALSE(reopened.engine().storage_error().has_value());
    }
  }
}

}  // namespace golive::test
