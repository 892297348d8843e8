// What ran, or was being ended, when its keeper died: nothing that follows it begins beside it.
#include <signal.h>

#include "rim/remains.h"
#include "tests/rim/world_stage.h"

namespace golive::test {
namespace {

struct Cancelled : Stage {
  // Tells what it does by files: a shell that prints "Terminated" into a pipe without a reader dies
  // of that.
  void begin(const std::string& last_words) {
    perform(EffectKind::exec,
            sh("exec >/dev/null 2>&1; trap '" + last_words +
               "' TERM; echo > ready; while :; do sleep 0.01; done"),
            "1");
    loop.run_until([&] { return std::filesystem::exists(folder.path() / "ready"); });
  }
  void kill_keeper() const {
    const auto process = keeper_of(folder.path());
    REQUIRE(process > 0);
    ::kill(process, SIGKILL);
  }
};

TEST_CASE("an undo waits for a cancelled process though its keeper dies while ending it") {
  Cancelled stage;
  stage.begin("echo > ending; sleep 0.5; echo > ended; exit");
  stage.world->cancel("run-1", AttemptId{}, "1");
  stage.loop.run_until([&] { return std::filesystem::exists(stage.folder.path() / "ending"); });
  stage.kill_keeper();
  CHECK(stage.outcome_of(EffectKind::exec, sh("test -e ended"), "2")["code"] == 0);
  CHECK_FALSE(stage.world->busy());
}

TEST_CASE("an undo ends first what its keeper has lost, and is left to itself while in doubt") {
  Cancelled stage;
  stage.begin("sleep 0.2; echo > ended; exit");
  stage.kill_keeper();
  stage.loop.run_until([&] { return !stage.inbox.lost.empty(); });
  CHECK(stage.outcome_of(EffectKind::exec, sh("test -e ended"), "another branch")["code"] == 1);
  stage.world->cancel("run-1", AttemptId{}, "1");
  stage.world->cancel("run-1", AttemptId{}, "1");
  CHECK(stage.outcome_of(EffectKind::exec, sh("test -e ended"), "undo")["code"] == 0);
  CHECK_FALSE(stage.world->busy());
}

TEST_CASE("a lost process ends before the same is asked for again, also by another engine") {
  Cancelled stage;
  stage.begin("echo > ended; exit");
  stage.kill_keeper();
  stage.loop.run_until([&] { return !stage.inbox.lost.empty(); });
  stage.begin_world();
  stage.world->cancel("run-1", AttemptId{}, "1");
  CHECK(stage.outcome_of(EffectKind::exec, sh("test -e ended"), "1")["code"] == 0);
}

TEST_CASE("what nobody has told to end any more is told, and killed if it does not listen") {
  for (const std::string last_words : {"echo > told; exit", "echo > told"}) {
    Cancelled stage;
    stage.begin(last_words);
    stage.kill_keeper();
    stage.loop.run_until([&] { return !stage.world->busy() || !stage.inbox.lost.empty(); });
    const std::vector<std::string> marks{"GOLIVE_PROCESS=run-1/0/run/1/1",
                                         "GOLIVE_KEEPER=" + stage.folder.path().string()};
    bool are_gone = false;
    Remains remains(stage.loop.get(), marks, Duration(100), Duration(100),
                    [&](const json&) { are_gone = true; });
    stage.loop.run_until([&] { return are_gone; });
    CHECK(std::filesystem::exists(stage.folder.path() / "told"));
  }
}

TEST_CASE("a process of the same name, but of another data directory, is left alone") {
  Cancelled stage;
  stage.begin("echo > told; exit");
  bool are_gone = false;
  Remains remains(stage.loop.get(),
                  {"GOLIVE_PROCESS=run-1/0/run/1/1", "GOLIVE_KEEPER=/somewhere/else"}, Duration(0),
                  Duration(0), [&](const json&) { are_gone = true; });
  stage.loop.run_until([&] { return are_gone; });
  CHECK_FALSE(std::filesystem::exists(stage.folder.path() / "told"));
  CHECK(stage.world->busy());
  stage.world->cancel("run-1", AttemptId{}, "1");
  stage.loop.run_until([&] { return !stage.world->busy(); });
}

}  // namespace
}  // namespace golive::test
