// The door's threads: among themselves, and all at once on one fold and one engine.
#include "api/rest/workers.h"

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <functional>
#include <future>
#include <nlohmann/json.hpp>

#include "api/rest/gate.h"
#include "api/serve.h"
#include "base/limits.h"
#include "tests/fakes/scratch_folder.h"

using namespace golive;
using namespace golive::rest;
using namespace std::chrono_literals;

namespace {

constexpr const char* runbook = R"(
return plan "small" {
  title = "Small", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { title = "Day J", on = "J",
    step "tell" { owner = "lead", effects = false, run = function(ctx) ctx:log "hello" end },
    gate "go" { decided_by = { "lead" } },
  },
})";

bool wait_for(const std::function<bool()>& is_so) {
  const auto end = std::chrono::steady_clock::now() + 60s;
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(5ms);
  }
  return true;
}

// A whole engine, on a thread of its own.
class Serving {
 public:
  Serving() {
    std::filesystem::create_directory(folder_.path() / "small");
    std::ofstream(folder_.path() / "small" / "runbook.lua") << runbook;
    REQUIRE(wait_for([&] { return EngineClient::connect(socket()).has_value(); }));
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;
  ~Serving() {
    kill(getpid(), SIGTERM);
    CHECK(served_.get());
  }
  [[nodiscard]] std::filesystem::path socket() const { return data() / "engine.sock"; }
  [[nodiscard]] std::filesystem::path database() const { return data() / "golive.db"; }
  [[nodiscard]] std::string runbook_path() const { return (folder_.path() / "small").string(); }

 private:
  [[nodiscard]] std::filesystem::path data() const { return folder_.path() / "data"; }

  ScratchFolder folder_;
  std::future<Result<void>> served_ =
      std::async(std::launch::async, [options = ServeOptions{data()}] { return serve(options); });
};

// What came of many requests.
struct Tally {
  std::atomic<int> good = 0, refused = 0, wrong = 0;
  void add(int status) {
    if (status < 300)
      ++good;
    else if (status == 409)
      ++refused;
    else
      ++wrong;
  }
  [[nodiscard]] int sum() const { return good + refused + wrong; }
};

HttpRequest request(const std::string& method, const std::string& path, const std::string& token,
                    const std::string& body = {}) {
  return {method,
          path,
          {},
          {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
          body};
}

}  // namespace

TEST_CASE("a queue that is full takes no more, and what is queued at the end is dropped") {
  std::atomic<int> begun = 0, ended = 0;
  std::promise<void> go_on;
  const auto wait = go_on.get_future().share();
  std::jthread release;
  {
    Workers workers("/nonexistent/engine.sock");
    const auto job = [&](EngineLink&) {
      ++begun;
      wait.wait();
      ++ended;
    };
    for (std::size_t count = 0; count < limits::door_threads; ++count) REQUIRE(workers.submit(job));
    REQUIRE(wait_for([&] { return begun == static_cast<int>(limits::door_threads); }));
    for (std::size_t count = 0; count < limits::door_queue; ++count) CHECK(workers.submit(job));
    CHECK_FALSE(workers.submit(job));
    release = std::jthread([&] {  // when the workers are being stopped
      std::this_thread::sleep_for(50ms);
      go_on.set_value();
    });
  }
  CHECK(ended == begun);
  CHECK(begun < static_cast<int>(limits::door_threads + limits::door_queue));
}

TEST_CASE("many threads ask one fold and one engine at once, and each has its own answer") {
  Serving serving;
  EngineLink link(serving.socket());
  const auto added = link.ask({{"op", "add_user"}, {"name", "lea"}, {"roles", {"lead"}}});
  REQUIRE(added);
  const std::string token = (*added)["token"];
  std::vector<std::string> paths;
  for (int count = 0; count < 3; ++count) {
    const auto run = link.ask({{"op", "create_run"},
                               {"runbook", serving.runbook_path()},
                               {"j", "2027-01-15"},
                               {"environment", "uat"}});
    REQUIRE(run);
    paths.push_back("/api/v1/runs/" + (*run)["run"].get<std::string>());
  }

  Door door(serving.database(), serving.socket());
  Tally tally;
  constexpr int rounds = 10, threads = 4;
  const std::string reason = R"({"reason":"to and fro"})";
  int asked = 0;
  {
    Workers workers(serving.socket());
    const auto submit = [&](const HttpRequest& asking) {
      const auto job = [&tally, &door, asking](EngineLink& engine) {
        tally.add(answer(asking, engine, door).status);
      };
      while (!workers.submit(job)) std::this_thread::sleep_for(1ms);
    };
    std::vector<std::jthread> crowd;
    for (int thread = 0; thread < threads; ++thread)
      crowd.emplace_back([&] {
        for (int round = 0; round < rounds; ++round)
          for (const auto& path : paths) {
            submit(request("POST", path + "/pause", token, reason));
            submit(request("GET", path, token));
            submit(request("GET", path + "/events", token));
            submit(request("POST", path + "/resume", token, reason));
            submit(request("GET", "/api/v1/runs", token));
          }
      });
    crowd.clear();
    asked = threads * rounds * 3 * 5;
    CHECK(wait_for([&] { return tally.sum() == asked; }));
  }
  CHECK(tally.sum() == asked);
  CHECK(tally.wrong == 0);
  CHECK(tally.good >= asked * 3 / 5);  // all that only looked
  CHECK(tally.refused < asked);        // paused already, or not paused
}
