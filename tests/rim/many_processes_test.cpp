// More processes at once than the keeper has files for, and processes that outlive their engine
// while secrets cannot be had.
#include <sys/resource.h>

#include "tests/rim/world_stage.h"

namespace golive::test {
namespace {

TEST_CASE("where the keeper has no more files the process is refused, and none is lost") {
  constexpr int many = 80;
  Stage stage;
  stage.outcome_of(EffectKind::exec, sh("true"));  // so that there is a keeper
  const rlimit few{160, 160};                      // about three for each, and what it spares
  REQUIRE(::prlimit(keeper_of(stage.folder.path()), RLIMIT_NOFILE, &few, nullptr) == 0);
  stage.inbox.posts.clear();
  for (int number = 0; number < many; ++number)
    stage.perform(EffectKind::exec, sh("while [ ! -e go ]; do sleep 0.05; done; echo ended"),
                  std::to_string(number + 10));
  stage.loop.run_until([&] { return !stage.inbox.posts.empty(); });
  std::ofstream(stage.folder.path() / "go");
  stage.loop.run_until([&] { return stage.inbox.posts.size() == many; });
  std::map<std::string, int> ends;
  for (const auto& post : stage.inbox.posts) {
    const auto outcome = json::parse(post.finish.outcome);
    ++ends[outcome.contains("error") ? outcome["error"].get<std::string>()
                                     : outcome["out"].get<std::string>()];
    stage.world->release("run-1", post.finish.id, post.finish.key, EffectKind::exec);
  }
  CAPTURE(json(ends).dump());
  CHECK(ends.size() == 2);
  CHECK(ends["ended\n"] > 10);
  CHECK(ends["cannot start: sh: no more files can be opened"] > 10);
  CHECK(stage.inbox.lost.empty());
  CHECK(stage.outcome_of(EffectKind::exec, sh("true"))["code"] == 0);
}

// A process with a secret, begun by an engine that is gone; the next one finds `secret` in its
// place.
struct LeftAlone : Stage {
  std::unique_ptr<KeeperLink> next;

  explicit LeftAlone(const std::string& secret) {
    std::ofstream(folder.path() / "slow.sh") << "while :; do sleep 0.05; done\n";
    auto request = sh("echo > ready; while [ ! -e go ]; do sleep 0.01; done; echo \"$P\"");
    request["env"] = {{"P", golive::test::password}};
    {
      KeeperLink first(loop.get(), {folder.path(), GOLIVE_KEEPER}, 1);
      RealWorld before(loop.get(), inbox, first, folder.path() / "output",
                       folder.path() / "sealed");
      before.perform({"run-1", AttemptId{}, "1", EffectKind::exec, request.dump(), &run});
      loop.run_until([&] { return std::filesystem::exists(folder.path() / "ready"); });
    }
    auto plan = std::make_shared<Plan>(*run.plan);
    plan->secrets = {{"password", secret}};
    run.plan = plan;
    world.reset();
    next = std::make_unique<KeeperLink>(loop.get(), KeeperLink::Place{folder.path(), GOLIVE_KEEPER},
                                        2);
    REQUIRE(next->find());
    world = std::make_unique<RealWorld>(loop.get(), inbox, *next, folder.path() / "output",
                                        folder.path() / "sealed");
    CHECK(world->fate("run-1", AttemptId{}, "1", EffectKind::exec) == Fate::under_way);
    world->perform({"run-1", AttemptId{}, "1", EffectKind::exec, request.dump(), &run});
  }
  ~LeftAlone() {
    world.reset();
    next.reset();
  }
};

TEST_CASE("what is under way is taken up though a secret is slow, or cannot be read any more") {
  for (const char* secret : {"command:sh slow.sh", "file:gone", "env:GOLIVE_TEST_NO_SUCH"}) {
    CAPTURE(secret);
    LeftAlone stage(secret);
    std::ofstream(stage.folder.path() / "go");
    stage.loop.run_until([&] { return !stage.inbox.posts.empty(); });
    CHECK(json::parse(stage.inbox.posts[0].finish.outcome)["out"] == "[redacted]\n");
    CHECK(stage.kept("go-live.migrate.run.1.1.out") == "[redacted]\n");
  }
}

}  // namespace
}  // namespace golive::test
