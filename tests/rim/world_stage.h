// A world with real processes and requests, for one run of one step in a folder of its own.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <filesystem>

#include "rim/real_world.h"
#include "tests/fakes/file_content.h"
#include "tests/fakes/scratch_folder.h"
#include "tests/rim/local_server.h"
#include "tests/uv/test_loop.h"

namespace golive::test {

using nlohmann::json;

// The keeper of a data directory; 0: there is none.
inline pid_t keeper_of(const std::filesystem::path& folder) {
  const std::string words = "golive-keeper" + std::string(1, '\0') + folder.string() + '\0';
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const auto name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") == std::string::npos &&
        content(entry.path() / "cmdline") == words)
      return std::stoi(name);
  }
  return 0;
}

struct Post {
  RunId run;
  command::FinishEffect finish;
};

class KeptInbox final : public Inbox {
 public:
  void post(const RunId& run, CommandBody body) override {
    if (const auto* lost_one = std::get_if<command::LoseEffect>(&body))
      lost.push_back(*lost_one);
    else if (const auto* verdict = std::get_if<command::JudgeWatch>(&body))
      verdicts.push_back(*verdict);
    else
      posts.push_back({run, std::get<command::FinishEffect>(body)});
  }
  std::vector<Post> posts;
  std::vector<command::LoseEffect> lost;
  std::vector<command::JudgeWatch> verdicts;
};

// A run of one step, with one secret, in a folder of its own.
struct Stage {
  TestLoop loop;
  ScratchFolder folder;
  KeptInbox inbox;
  KeeperLink keeper{loop.get(), {folder.path(), GOLIVE_KEEPER}, 1};
  std::unique_ptr<RealWorld> world;
  Run run;

  Stage() {
    begin_world();
    std::ofstream(folder.path() / "password") << "correct horse\n";
    auto plan = std::make_shared<Plan>();
    plan->secrets = {{"password", "file:password"}, {"lost", "env:GOLIVE_TEST_NO_SUCH"}};
    Item step;
    step.path = "go-live/migrate";
    plan->items = {step};
    run.plan = plan;
    run.id = "run-1";
    run.folder = folder.path().string();
  }
  // Again: as a restarted engine has it.
  void begin_world() {
    world.reset();
    world = std::make_unique<RealWorld>(loop.get(), inbox, keeper, folder.path() / "output",
                                        folder.path() / "sealed");
  }
  void perform(EffectKind kind, const json& request, const EffectKey& key = "1") {
    world->perform({"run-1", AttemptId{}, key, kind, request.dump(), &run});
  }
  json outcome_of(EffectKind kind, const json& request, const EffectKey& key = "1") {
    inbox.posts.clear();
    perform(kind, request, key);
    loop.run_until([&] { return !inbox.posts.empty(); });
    REQUIRE(inbox.posts.size() == 1);
    const auto& finish = inbox.posts[0].finish;
    world->release("run-1", finish.id, finish.key, kind);  // as if it were on disk
    return json::parse(finish.outcome);
  }
  std::string kept(const std::string& name) const {
    return content(folder.path() / "output" / "run-1" / name);
  }
};

inline json sh(const std::string& script) { return {{"argv", {"sh", "-c", script}}}; }
inline const json password{{"$secret", "password"}};

}  // namespace golive::test
