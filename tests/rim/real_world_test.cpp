#include "base/sha256.h"
#include "tests/rim/world_stage.h"

namespace golive::test {
namespace {

TEST_CASE("an outcome is posted once, for the effect that was asked for, as canonical JSON") {
  Stage stage;
  stage.perform(EffectKind::exec, sh("echo hello"), "2/1.4");
  stage.loop.run_until([&] { return !stage.inbox.posts.empty(); });
  REQUIRE(stage.inbox.posts.size() == 1);
  const auto& post = stage.inbox.posts[0];
  CHECK(post.run == "run-1");
  CHECK(post.finish.id == AttemptId{});
  CHECK(post.finish.key == "2/1.4");
  CHECK(post.finish.outcome.starts_with(R"({"code":0,"err":"","ms":)"));
  CHECK(post.finish.outcome.ends_with(R"(,"out":"hello\n","sha256":{"out":")" + sha256("hello\n") +
                                      R"("},"truncated":false})"));
  CHECK(stage.kept("go-live.migrate.run.1.2.1.4.out") == "hello\n");
}

TEST_CASE("a secret reaches the environment and standard input, and nothing that is kept") {
  Stage stage;
  auto request = sh("cat; echo \" $PASSWORD\"; tr '\\0' ' ' < /proc/$$/cmdline");
  request["env"] = {{"PASSWORD", password}};
  request["stdin"] = {{"$secret", "password"}, {"prefix", "in: "}};
  const auto outcome = stage.outcome_of(EffectKind::exec, request);
  CHECK(outcome["out"].get<std::string>().starts_with("in: [redacted] [redacted]\nsh -c cat"));
  CHECK(stage.kept("go-live.migrate.run.1.1.out").find("correct") == std::string::npos);
  const auto proof = sh("test \"$PASSWORD\" = 'correct horse'");
  request["argv"] = proof["argv"];
  CHECK(stage.outcome_of(EffectKind::exec, request)["code"] == 0);
}

TEST_CASE("what a process happens to say of a secret is redacted, though it was given none") {
  Stage stage;
  CHECK(stage.outcome_of(EffectKind::exec, sh("cat password"))["out"] == "[redacted]\n");
}

TEST_CASE("a secret in argv, or one that cannot be read, starts nothing") {
  Stage stage;
  auto request = sh("touch started");
  request["argv"].push_back(password);
  CHECK(stage.outcome_of(EffectKind::exec, request)["error"] ==
        "a secret in argv would show in the process list");
  request = sh("touch started");
  request["env"] = {{"X", {{"$secret", "lost"}}}};
  CHECK(stage.outcome_of(EffectKind::exec, request)["error"].get<std::string>().starts_with(
      "secret lost: "));
  CHECK_FALSE(std::filesystem::exists(stage.folder.path() / "started"));
}

TEST_CASE("a process starts in a sub-folder of the run's") {
  Stage stage;
  std::filesystem::create_directory(stage.folder.path() / "sub");
  auto request = sh("pwd");
  request["cwd"] = "sub";
  CHECK(stage.outcome_of(EffectKind::exec, request)["out"] ==
        (stage.folder.path() / "sub").string() + "\n");
}

TEST_CASE("a process without a time limit of its own has its attempt's") {
  Stage stage;
  auto plan = std::make_shared<Plan>(*stage.run.plan);
  plan->items[0].timeout = Duration(50);
  stage.run.plan = plan;
  CHECK(stage.outcome_of(EffectKind::exec, sh("exec sleep 1000"))["timeout"] == true);
}

TEST_CASE("requests of a wrong form are outcomes") {
  Stage stage;
  for (const json& request :
       {json(), json::object(), json{{"argv", "ls"}}, json{{"argv", json::array()}},
        json{{"argv", {"ls"}}, {"env", {{"A", 1}}}},
        json{{"argv", {"ls"}}, {"env", {{"A=B", "x"}}}}, json{{"argv", {std::string("l\0s", 3)}}},
        json{{"argv", {"ls"}}, {"timeout_ms", 0}}})
    CHECK(stage.outcome_of(EffectKind::exec, request).contains("error"));
  for (const json& request :
       {json::object(), json{{"url", "http://127.0.0.1:1"}, {"method", "GET /x"}},
        json{{"url", "http://127.0.0.1:1"}, {"headers", {{"x", "a\r\nHost: b"}}}},
        json{{"url", "http://127.0.0.1:1"}, {"headers", {{"x: y", "a"}}}}})
    CHECK(stage.outcome_of(EffectKind::http, request)["error"].get<std::string>().find("onnect") ==
          std::string::npos);
  CHECK(stage.outcome_of(EffectKind::poll, json::object()).contains("error"));
  CHECK(stage.outcome_of(EffectKind::poll, {{"exec", sh("true")}, {"expect", {{"stauts", 200}}}})
            .contains("error"));
}

TEST_CASE("an HTTP request carries secrets in headers and in JSON") {
  Stage stage;
  LocalServer server(stage.loop.get(), [](const std::string& request) {
    return LocalServer::ok("you said " + request);
  });
  const auto outcome = stage.outcome_of(
      EffectKind::http,
      {{"url", server.url("/login")},
       {"method", "POST"},
       {"headers", {{"Authorization", {{"$secret", "password"}, {"prefix", "Bearer "}}}}},
       {"json", {{"user", "lea"}, {"password", password}}}});
  CHECK(outcome["status"] == 200);
  const auto sent = server.requests().front();
  CHECK(sent.find("Authorization: Bearer correct horse\r\n") != std::string::npos);
  CHECK(sent.find("content-type: application/json\r\n") != std::string::npos);
  CHECK(sent.ends_with(R"({"password":"correct horse","user":"lea"})"));
  CHECK(outcome["body"].get<std::string>().find("correct") == std::string::npos);
}

TEST_CASE("a request that acts carries a key by which its receiver can tell it again") {
  Stage stage;
  LocalServer server(stage.loop.get(), [](const std::string&) { return LocalServer::ok("{}"); });
  const auto sent = [&](json request) {
    request["url"] = server.url();
    for (int times = 0; times < 2; ++times) stage.outcome_of(EffectKind::http, request);
    const auto& all = server.requests();
    CHECK(all[all.size() - 1] == all[all.size() - 2]);
    return all.back();
  };
  const std::string key = "idempotency-key: run-1/0/run/1/1\r\n";
  CHECK(sent({{"method", "POST"}}).find(key) != std::string::npos);
  CHECK(sent({{"method", "GET"}}).find("idempotency-key") == std::string::npos);
  const auto own = sent({{"method", "PUT"}, {"headers", {{"Idempotency-Key", "mine"}}}});
  CHECK(own.find("Idempotency-Key: mine\r\n") != std::string::npos);
  CHECK(own.find(key) == std::string::npos);
}

TEST_CASE("a poll waits until a service answers as expected") {
  Stage stage;
  int asked = 0;
  LocalServer server(stage.loop.get(), [&](const std::string&) {
    return ++asked < 3 ? LocalServer::status(503) : LocalServer::ok(R"({"status":"UP"})");
  });
  const auto outcome =
      stage.outcome_of(EffectKind::poll, {{"http", {{"url", server.url("/health")}}},
                                          {"expect", {{"json", {{"status", "UP"}}}}},
                                          {"consecutive", 2},
                                          {"every_ms", 5},
                                          {"within_ms", 10'000}});
  CHECK(outcome["ok"] == true);
  CHECK(outcome["polls"] == 4);
  CHECK(outcome["failures"] == 2);
  CHECK(outcome["last"]["status"] == 200);
}

TEST_CASE("a poll may ask a process") {
  Stage stage;
  const auto outcome = stage.outcome_of(
      EffectKind::poll, {{"exec", sh("echo x >> count; test $(wc -l < count) -ge 3")},
                         {"every_ms", 5},
                         {"within_ms", 10'000}});
  CHECK(outcome["ok"] == true);
  CHECK(outcome["polls"] == 3);
  CHECK(outcome["last"]["code"] == 0);
}

TEST_CASE("a cancelled effect ends, and nothing of it is posted") {
  Stage stage;
  LocalServer server(stage.loop.get(), [](const std::string&) { return std::string(); });
  const auto wait = sh("echo > ready; exec sleep 1000");
  stage.perform(EffectKind::exec, wait, "1");
  stage.perform(EffectKind::http, {{"url", server.url()}}, "2");
  stage.perform(EffectKind::poll, {{"http", {{"url", server.url()}}}}, "3");
  stage.loop.run_until([&] {
    return server.requests().size() == 2 && std::filesystem::exists(stage.folder.path() / "ready");
  });
  for (const char* key : {"1", "2", "3", "never asked for"})
    stage.world->cancel("run-1", AttemptId{}, key);
  // The same effect may be asked for again while the first is still ending.
  CHECK(stage.outcome_of(EffectKind::exec, sh("exit 7"))["code"] == 7);
  CHECK(stage.inbox.posts.size() == 1);
}

TEST_CASE("what comes after a cancelled process, like its undo, starts once that has ended") {
  Stage stage;
  const std::string last_words = "trap 'sleep 0.3; echo > ended; exit' TERM; echo > ready; ";
  stage.perform(EffectKind::exec, sh(last_words + "while :; do sleep 0.01; done"), "1");
  stage.loop.run_until([&] { return std::filesystem::exists(stage.folder.path() / "ready"); });
  stage.world->cancel("run-1", AttemptId{}, "1");
  CHECK(stage.world->busy());
  CHECK(stage.outcome_of(EffectKind::exec, sh("test -e ended"))["code"] == 0);
  CHECK_FALSE(stage.world->busy());
}

TEST_CASE("a process of an earlier engine is cancelled though it has not been taken up") {
  Stage stage;
  const KeeperLink::Place place{stage.folder.path(), GOLIVE_KEEPER};
  const auto output = stage.folder.path() / "output", sealed = stage.folder.path() / "sealed";
  const auto wait = sh("echo > ready; exec sleep 1000").dump();
  auto keeper = std::make_unique<KeeperLink>(stage.loop.get(), place, 1);
  stage.world = std::make_unique<RealWorld>(stage.loop.get(), stage.inbox, *keeper, output, sealed);
  stage.world->perform({"run-1", AttemptId{}, "1", EffectKind::exec, wait, &stage.run});
  stage.loop.run_until([&] { return std::filesystem::exists(stage.folder.path() / "ready"); });
  stage.world.reset();
  keeper.reset();
  keeper = std::make_unique<KeeperLink>(stage.loop.get(), place, 2);
  REQUIRE(keeper->find());
  stage.world = std::make_unique<RealWorld>(stage.loop.get(), stage.inbox, *keeper, output, sealed);
  CHECK(stage.world->fate("run-1", AttemptId{}, "1", EffectKind::exec) == Fate::under_way);
  stage.world->end_unclaimed();
  CHECK_FALSE(stage.world->busy());
  stage.world->cancel("run-1", AttemptId{}, "1");
  CHECK(stage.world->busy());
  stage.loop.run_until([&] { return !stage.world->busy(); });
  CHECK(stage.inbox.posts.empty());
  stage.world.reset();
}

TEST_CASE("an effect cancelled while its secrets are being read never starts") {
  Stage stage;
  auto plan = std::make_shared<Plan>(*stage.run.plan);
  plan->secrets = {{"slow", "command:sh slow.sh"}};
  stage.run.plan = plan;
  std::ofstream(stage.folder.path() / "slow.sh") << "sleep 0.1; echo correct horse\n";
  stage.perform(EffectKind::exec, sh("touch started"), "1");
  stage.perform(EffectKind::exec, sh("true"), "2");
  stage.world->cancel("run-1", AttemptId{}, "1");
  stage.loop.run_until([&] { return !stage.inbox.posts.empty(); });
  CHECK(stage.inbox.posts[0].finish.key == "2");
  CHECK_FALSE(std::filesystem::exists(stage.folder.path() / "started"));
}

TEST_CASE("a world that is gone posts nothing and holds nothing of the loop") {
  Stage stage;
  LocalServer server(stage.loop.get(), [](const std::string&) { return std::string(); });
  stage.perform(EffectKind::exec, sh("echo > ready; sleep 0.2"), "1");
  stage.perform(EffectKind::http, {{"url", server.url()}}, "2");
  stage.perform(EffectKind::poll, {{"http", {{"url", server.url()}}}}, "3");
  stage.loop.run_until([&] { return server.requests().size() == 2; });
  stage.world.reset();
  CHECK(stage.inbox.posts.empty());
}

}  // namespace
}  // namespace golive::test
