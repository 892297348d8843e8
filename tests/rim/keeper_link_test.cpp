#include "rim/keeper_link.h"

#include <doctest/doctest.h>
#include <signal.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/fakes/file_content.h"
#include "tests/fakes/scratch_folder.h"
#include "tests/uv/test_loop.h"

namespace golive {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

// The process that is the keeper of a folder; 0 if none is.
pid_t keeper_of(const std::filesystem::path& folder) {
  const auto wanted = "golive-keeper" + std::string(1, '\0') + folder.string() + '\0';
  for (const auto& entry : std::filesystem::directory_iterator("/proc"))
    if (content(entry.path() / "cmdline") == wanted) return std::stoi(entry.path().filename());
  return 0;
}

// For what happens while no engine turns its loop.
void wait_until(const std::function<bool()>& is_so) {
  for (int looks = 0; !is_so() && looks < 4'000; ++looks) std::this_thread::sleep_for(5ms);
  REQUIRE(is_so());
}

// One data directory, and the engines that work on it one after the other.
struct House {
  TestLoop loop;
  ScratchFolder folder;
  std::uint64_t epoch = 0;
  std::unique_ptr<KeeperLink> link;
  std::map<std::string, json> outcomes;
  std::map<std::string, std::unique_ptr<Errand>> errands;

  House() { engine_starts(); }
  ~House() {
    engine_dies();
    if (keeper_of(folder.path()) == 0) return;
    engine_starts();
    for (const auto& id : link->unclaimed()) {
      take_up(id);
      errands[id]->end();
      outcome_of(id);
      link->forget(id);
    }
    engine_dies();
  }
  void engine_starts() {
    link = std::make_unique<KeeperLink>(loop.get(), KeeperLink::Place{folder.path(), GOLIVE_KEEPER},
                                        ++epoch);
    REQUIRE(link->find());
  }
  // As after a kill: what it still had to say is lost with it.
  void engine_dies() {
    errands.clear();
    link.reset();
  }
  ProcessRequest shell(const std::string& id, const std::string& script) const {
    return {id,  {"sh", "-c", script},  {{"PATH", "/usr/bin:/bin"}}, folder.path().string(), {},
            20s, folder.path() / "kept"};
  }
  void start(const ProcessRequest& request, bool kept = true,
             const std::vector<std::string>& hidden = {}) {
    const auto& id = request.id;
    auto started = link->start(request, kept, hidden,
                               [this, id](const json& outcome) { outcomes[id] = outcome; });
    REQUIRE(started);
    errands[id] = std::move(*started);
  }
  void start(const std::string& id, const std::string& script) { start(shell(id, script)); }
  void take_up(const std::string& id) {
    outcomes.erase(id);
    errands[id] = link->attach(id, [this, id](const json& outcome) { outcomes[id] = outcome; });
  }
  json outcome_of(const std::string& id) {
    loop.run_until([&] { return outcomes.contains(id); });
    return outcomes[id];
  }
  void await(const std::string& name) {
    loop.run_until([&] { return content(folder.path() / name).ends_with("\n"); });
  }
};

TEST_CASE(
    "a keeper is started with the first process, and goes when its engine has gone in order") {
  House house;
  CHECK(keeper_of(house.folder.path()) == 0);
  house.start("a", "echo hello; exit 3");
  CHECK(keeper_of(house.folder.path()) != 0);
  CHECK(house.outcome_of("a")["out"] == "hello\n");
  CHECK(house.outcome_of("a")["code"] == 3);
  house.link->forget("a");
  house.engine_dies();
  wait_until([&] { return keeper_of(house.folder.path()) == 0; });
}

TEST_CASE("what cannot be started is an outcome that says why") {
  House house;
  auto request = house.shell("a", "");
  request.argv = {"./no-such-program"};
  house.start(request);
  CHECK(house.outcome_of("a") ==
        json{{"error", "cannot start: ./no-such-program: no such file or directory"}});
}

// A script that waits until the test opens its gate.
constexpr const char* gated = "mkfifo gate; echo > ready; read go < gate; echo went on";

TEST_CASE("a process goes on while no engine is there, and the next one takes it up") {
  House house;
  house.start("a", std::string("echo before; ") + gated);
  house.await("ready");
  house.engine_dies();
  house.engine_starts();
  CHECK(house.link->fate("a") == Fate::under_way);
  CHECK(house.link->unclaimed().empty());
  house.take_up("a");
  std::ofstream(house.folder.path() / "gate") << "go\n";
  CHECK(house.outcome_of("a")["out"] == "before\nwent on\n");
  CHECK(content(house.folder.path() / "kept.out") == "before\nwent on\n");
}

TEST_CASE("an outcome is held until it is forgotten, whoever was there when it came") {
  House house;
  house.start("a", "echo > done; exit 7");
  house.await("done");
  house.engine_dies();
  for (int again = 0; again < 2; ++again) {
    house.engine_starts();
    CHECK(house.link->fate("a") == Fate::under_way);
    house.take_up("a");
    CHECK(house.outcome_of("a")["code"] == 7);
    if (again == 1) house.link->forget("a");
    house.engine_dies();
  }
  house.engine_starts();
  CHECK(house.link->fate("a") != Fate::under_way);
}

TEST_CASE("what a keeper that was always there does not hold was never begun") {
  House house;
  CHECK(house.link->fate("earlier") == Fate::unknown);
  house.engine_dies();
  house.engine_starts();
  house.start("a", gated);
  house.engine_dies();
  house.engine_starts();
  CHECK(house.link->fate("b") == Fate::not_begun);
  CHECK(house.link->unclaimed() == std::vector<std::string>{"a"});
}

TEST_CASE("a keeper that came after a gap vouches for nothing of that epoch") {
  House house;
  CHECK(house.link->fate("earlier") == Fate::unknown);
  house.start("a", gated);
  house.engine_dies();
  house.engine_starts();
  CHECK(house.link->fate("a") == Fate::under_way);
  CHECK(house.link->fate("b") == Fate::unknown);
}

TEST_CASE(
    "a gap is told at once: engines may die one after the other before they have settled it") {
  House house;
  house.start("a", gated);
  house.await("ready");
  house.engine_dies();
  for (int engine = 0; engine < 3; ++engine) {
    // As if each of them had put its doubts on disk for no run at all.
    house.engine_starts();
    if (engine == 0) ::kill(keeper_of(house.folder.path()), SIGKILL);
    if (engine == 0) house.loop.run_until([&] { return !house.link->holds("a"); });
    CHECK(house.link->fate("b") == Fate::unknown);
    if (engine == 0) house.start("c", "mkfifo gate-c; read go < gate-c");
    house.engine_dies();
  }
  std::ofstream(house.folder.path() / "gate") << "go\n";  // the lost one has gone on alone
}

TEST_CASE("what was claimed is lost, not begun again, if the keeper dies before it is taken up") {
  House house;
  house.start("a", gated);
  house.await("ready");
  house.engine_dies();
  house.engine_starts();
  REQUIRE(house.link->fate("a") == Fate::under_way);
  ::kill(keeper_of(house.folder.path()), SIGKILL);
  house.start("b", "true");  // by the old keeper, or by a new one
  house.outcome_of("b");
  REQUIRE(house.link->holds("a"));
  house.take_up("a");
  CHECK(house.outcome_of("a").contains("lost"));
  std::ofstream(house.folder.path() / "gate") << "go\n";  // the lost one has gone on alone
}

TEST_CASE("what is started because something was lost is not lost") {
  House house;
  std::unique_ptr<Errand> first, second;
  std::optional<json> outcome;
  first = house.link
              ->start(house.shell("a", gated), true, {},
                      [&](const json&) {
                        second = house.link
                                     ->start(house.shell("b", "echo hello"), true, {},
                                             [&](const json& ended) { outcome = ended; })
                                     .value();
                      })
              .value();
  house.await("ready");
  ::kill(keeper_of(house.folder.path()), SIGKILL);
  house.loop.run_until([&] { return outcome.has_value(); });
  CHECK((*outcome)["out"] == "hello\n");
  house.link->forget("b");
  first.reset();
  second.reset();
  std::ofstream(house.folder.path() / "gate") << "go\n";
}

TEST_CASE("what need not be kept is forgotten when it has ended") {
  House house;
  house.start(house.shell("a", "echo secret"), false);
  CHECK(house.outcome_of("a")["out"] == "secret\n");
  house.engine_dies();
  wait_until([&] { return keeper_of(house.folder.path()) == 0; });  // it holds nothing
}

TEST_CASE("a keeper that ends at once is an error, not a doubt") {
  House house;
  KeeperLink link(house.loop.get(), {house.folder.path(), "/bin/false"}, 9);
  const auto started = link.start(house.shell("a", "true"), true, {}, [](const json&) {});
  REQUIRE_FALSE(started);
  CHECK(started.error().what == "the keeper cannot be started: it ended at once");
}

TEST_CASE("if the keeper dies, what it held is lost, and the next process gets a new one") {
  House house;
  house.start("a", gated);
  house.await("ready");
  ::kill(keeper_of(house.folder.path()), SIGKILL);
  CHECK(house.outcome_of("a").contains("lost"));
  house.errands.clear();
  house.start("b", "echo hello; mkfifo gate-b; read go < gate-b");
  house.loop.run_until([&] { return content(house.folder.path() / "kept.out") == "hello\n"; });
  house.engine_dies();
  house.engine_starts();
  CHECK(house.link->fate("b") == Fate::under_way);
  CHECK(house.link->fate("c") == Fate::unknown);
  std::ofstream(house.folder.path() / "gate") << "go\n";  // the lost one has gone on alone
}

TEST_CASE("a process that is not to be kept ends with its engine") {
  House house;
  house.start(house.shell("a", "echo $$ > pid; exec sleep 1000"), false);
  house.await("pid");
  const auto process = std::stoi(content(house.folder.path() / "pid"));
  house.engine_dies();
  wait_until([&] { return ::kill(process, 0) != 0; });
  house.engine_starts();
  CHECK(house.link->unclaimed().empty());
}

TEST_CASE("what is unclaimed can be ended") {
  House house;
  house.start("a", "echo $$ > pid; exec sleep 1000");
  house.await("pid");
  house.engine_dies();
  house.engine_starts();
  REQUIRE(house.link->unclaimed() == std::vector<std::string>{"a"});
  house.take_up("a");
  house.errands["a"]->end();
  CHECK(house.outcome_of("a")["signal"] == SIGTERM);
}

TEST_CASE("hidden values are redacted before anything leaves the keeper") {
  House house;
  auto request = house.shell("a", "echo it is $PASSWORD");
  request.variables["PASSWORD"] = "correct horse";
  house.start(request, true, {"correct horse"});
  CHECK(house.outcome_of("a")["out"] == "it is [redacted]\n");
  CHECK(content(house.folder.path() / "kept.out") == "it is [redacted]\n");
}

TEST_CASE("a keeper that does not answer stops the engine from starting, with what to do") {
  House house;
  house.start("a", gated);
  house.await("ready");
  const pid_t keeper = keeper_of(house.folder.path());
  house.engine_dies();
  ::kill(keeper, SIGSTOP);
  KeeperLink link(house.loop.get(), {house.folder.path(), GOLIVE_KEEPER}, 9);
  const auto found = link.find();
  ::kill(keeper, SIGCONT);
  REQUIRE_FALSE(found);
  CHECK(found.error().what == "the keeper of this data directory does not answer");
  CHECK(found.error().way_out.find("golive-keeper " + house.folder.path().string()) !=
        std::string::npos);
}

}  // namespace
}  // namespace golive
