// Values that are taken from an answer for whoever may not read them: where they go, and where not.
#include "rim/capture.h"

#include <sys/stat.h>

#include "base/limits.h"
#include "tests/rim/world_stage.h"

namespace golive::test {
namespace {

const std::string token = "eyJ-a-token-of-some-length";
const std::string id = "0/run/1/1/token";

// A service that gives a token for a login, and says who has brought one.
struct Service {
  Stage stage;
  std::string answer = json{{"access_token", token}, {"user", "lea"}}.dump();
  int status = 200;
  LocalServer server{stage.loop.get(), [this](const std::string& request) {
                       if (request.starts_with("GET /me"))
                         return LocalServer::ok("I heard " + request);
                       return LocalServer::status(status, answer, "x-token: " + token + "\r\n");
                     }};

  json log_in(const std::string& path = "$.access_token", const EffectKey& key = "1") {
    return stage.outcome_of(
        EffectKind::http,
        {{"url", server.url("/login")}, {"method", "POST"}, {"capture", {{"token", path}}}}, key);
  }
  json ask_me() {
    const json handle{{"$secret", id}, {"prefix", "Bearer "}};
    return stage.outcome_of(EffectKind::http,
                            {{"url", server.url("/me")}, {"headers", {{"Authorization", handle}}}},
                            "2");
  }
  [[nodiscard]] std::filesystem::path sealed() const {
    return stage.folder.path() / "sealed" / "run-1";
  }
  [[nodiscard]] bool was_sent() const {
    return server.requests().back().find("Authorization: Bearer " + token + "\r\n") !=
           std::string::npos;
  }
};

bool tells(const json& outcome) { return outcome.dump().find(token) != std::string::npos; }

TEST_CASE("a captured value is masked in its own answer, and sent where its handle stands") {
  Service service;
  const auto outcome = service.log_in();
  CHECK(outcome["captured"] == json{"token"});
  CHECK(outcome["body"] == R"({"access_token":"[redacted]","user":"lea"})");
  CHECK(outcome["headers"]["x-token"] == "[redacted]");
  const auto me = service.ask_me();
  CHECK(service.was_sent());
  CHECK_FALSE(tells(me));
  CHECK(me["body"].get<std::string>().find("Authorization: Bearer [redacted]") !=
        std::string::npos);
}

TEST_CASE("a process may be given a captured value, and what it says of it is redacted") {
  Service service;
  service.log_in();
  auto request = sh("echo \"$T\"; test \"$T\" = '" + token + "'");
  request["env"] = {{"T", {{"$secret", id}}}};
  const auto outcome = service.stage.outcome_of(EffectKind::exec, request, "2");
  CHECK(outcome["code"] == 0);
  CHECK(outcome["out"] == "[redacted]\n");
  CHECK(service.stage.kept("go-live.migrate.run.1.2.out") == "[redacted]\n");
}

TEST_CASE("a process that began before is redacted in what is handed to its body") {
  Service service;
  service.stage.perform(EffectKind::exec,
                        sh("while [ ! -e go ]; do sleep 0.01; done; echo " + token), "9");
  service.log_in();
  service.stage.inbox.posts.clear();
  std::ofstream(service.stage.folder.path() / "go");
  service.stage.loop.run_until([&] { return !service.stage.inbox.posts.empty(); });
  CHECK(json::parse(service.stage.inbox.posts[0].finish.outcome)["out"] == "[redacted]\n");
}

TEST_CASE("what is sealed is its owner's alone, and goes with the run's end") {
  Service service;
  service.log_in();
  struct stat found {};
  REQUIRE(::stat(service.sealed().c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);
  REQUIRE(::stat(service.sealed().parent_path().c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0700);
  CHECK(content(service.sealed()).find(token) != std::string::npos);
  service.stage.world->end_run("run-1");
  CHECK_FALSE(std::filesystem::exists(service.sealed()));
  service.stage.world->end_run("never seen");
}

TEST_CASE("a restarted engine sends and masks what was captured before") {
  Service service;
  service.log_in();
  service.stage.begin_world();
  CHECK_FALSE(tells(service.ask_me()));
  CHECK(service.was_sent());
}

TEST_CASE("of a request that was made again the new value is sent, and both are masked") {
  Service service;
  service.log_in();
  service.answer = R"({"access_token":"another-token"})";
  service.log_in();
  service.stage.begin_world();
  service.ask_me();
  CHECK(service.server.requests().back().find("Bearer another-token\r\n") != std::string::npos);
  CHECK(service.stage.outcome_of(EffectKind::exec, sh("echo another-token " + token))["out"] ==
        "[redacted] [redacted]\n");
}

TEST_CASE("a sealed value that is gone is asked for by name, with the way out") {
  Service service;
  service.log_in();
  for (const bool is_damaged : {false, true}) {
    std::filesystem::remove(service.sealed());
    if (is_damaged) std::ofstream(service.sealed()) << R"([["0/run/1/1/to)";
    service.stage.begin_world();
    const auto error = service.ask_me()["error"].get<std::string>();
    CHECK(error.starts_with("what was captured as token is no longer in "));
    CHECK(error.ends_with(": retry the step, and a new attempt captures it anew"));
  }
}

TEST_CASE("of an answer whose token is not where it should be, nothing is kept") {
  Service service;
  const auto refusal = [&](const std::string& answer, const std::string& path = "$.access_token") {
    service.answer = answer;
    const auto outcome = service.log_in(path);
    REQUIRE(outcome.size() == 1);
    CHECK_FALSE(tells(outcome));
    CHECK_FALSE(std::filesystem::exists(service.sealed()));
    const std::string start = "the answer, with status 200, is not kept: ";
    const auto error = outcome["error"].get<std::string>();
    CHECK(error.starts_with(start));
    return error.substr(std::min(error.size(), start.size()));
  };
  const auto good = service.answer;
  CHECK(refusal(good, "$.acces_token") == "capture token: the answer has no $.acces_token");
  CHECK(refusal(good, "$[0]") == "capture token: the answer has no $[0]");
  CHECK(refusal(good, "token") == "capture token: \"token\" is no path to one value");
  CHECK(refusal("token=" + token) == "the answer is no JSON");
  CHECK(refusal(R"({"access_token":12345678901})") ==
        "capture token: $.access_token is no text but number");
  CHECK(refusal(R"({"access_token":null})") == "capture token: $.access_token is no text but null");
  CHECK(refusal(R"({"access_token":"short"})") ==
        "a secret of fewer than 8 bytes cannot be redacted safely");
  const std::string long_one(limits::captured_bytes + 1, 'x');
  CHECK(refusal(json{{"access_token", long_one}}.dump()) ==
        "capture token: $.access_token is longer than 8192 bytes");
  CHECK(refusal(std::string(100, '[')) == "the answer is nested too deeply");
}

TEST_CASE("an answer that says no is told as it is") {
  Service service;
  service.status = 401;
  service.answer = "wrong password";
  const auto outcome = service.log_in();
  CHECK(outcome["status"] == 401);
  CHECK(outcome["body"] == "wrong password");
  CHECK_FALSE(outcome.contains("captured"));
}

TEST_CASE("what cannot be sealed is no outcome that a body could use") {
  Service service;
  std::ofstream(service.stage.folder.path() / "sealed") << "a file where the folder should be";
  const auto error = service.log_in()["error"].get<std::string>();
  CHECK(error.find("what was captured cannot be sealed: ") != std::string::npos);
}

TEST_CASE("a run captures no more than its limit") {
  ScratchFolder folder;
  SealedValues sealed(folder.path() / "run-1");
  CHECK(sealed.add(SealedValues::Values(limits::captured_values, {id, token})));
  const auto refused = sealed.add({{id, token}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("has captured 1000 values already") != std::string::npos);
  CHECK(SealedValues(folder.path() / "run-1").all().size() == limits::captured_values);
}

TEST_CASE("a path leads through names and lists") {
  const auto taken = [](const char* path) {
    return captured_from(R"({"a":[{"b c":"deep value"}]})", {{"x", path}});
  };
  CHECK(taken("$.a[0]['b c']")->at("x") == "deep value");
  CHECK_FALSE(taken("$.a[1]['b c']"));
  CHECK_FALSE(taken("$.a.b"));
  CHECK_FALSE(taken("$"));
}

}  // namespace
}  // namespace golive::test
