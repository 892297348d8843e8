#include "rim/reach.h"

#include "tests/rim/world_stage.h"

namespace golive::test {
namespace {

json look(const char* kind, const json& target) {
  return {{kind, target},
          {"every_ms", 10},
          {"within_ms", 10'000},
          {"consecutive", 1},
          {"expect", json::object()}};
}

int port_of(const LocalServer& server) {
  const auto url = server.url("");
  return std::stoi(url.substr(url.rfind(':') + 1));
}

TEST_CASE("a connection is taken where something listens, and refused elsewhere") {
  Stage stage;
  auto server = std::make_unique<LocalServer>(stage.loop.get(), [](const auto&) { return ""; });
  const int port = port_of(*server);
  for (const auto* host : {"127.0.0.1", "localhost"})
    CHECK(stage.outcome_of(EffectKind::poll,
                           look("connect", {{"host", host}, {"port", port}}))["ok"] == true);
  server.reset();
  auto refused = look("connect", {{"host", "127.0.0.1"}, {"port", port}});
  refused["within_ms"] = 50;
  const auto outcome = stage.outcome_of(EffectKind::poll, refused);
  CHECK(outcome["ok"] == false);
  CHECK(outcome["why"].get<std::string>().find("connection refused") != std::string::npos);
}

TEST_CASE("a name that is known has addresses; one that is not is told") {
  Stage stage;
  auto known = look("resolve", {{"host", "localhost"}});
  known["expect"]["body_contains"] = "1";
  CHECK(stage.outcome_of(EffectKind::poll, known)["ok"] == true);
  auto unknown = look("resolve", {{"host", "no-such-name.invalid"}});
  unknown["within_ms"] = 1;
  CHECK(stage.outcome_of(EffectKind::poll, unknown)["ok"] == false);
}

TEST_CASE("a host that is none is not looked for") {
  Stage stage;
  for (const json& target :
       {json{{"host", ""}}, json{{"host", "a b"}}, json{{"host", "a"}, {"port", 65'536}},
        json{{"host", "a"}, {"timeout_ms", 0}}, json{{"host", 7}}, json::object()}) {
    auto asked = look("connect", target);
    asked["within_ms"] = 1;
    CHECK(stage.outcome_of(EffectKind::poll, asked)["ok"] == false);
  }
}

TEST_CASE("what looks for a name may be forgotten at any time") {
  TestLoop loop;
  for (int port : {0, 1})
    reach(loop.get(), {"localhost", port, std::chrono::seconds(10)},
          [](const json&) { FAIL("forgotten"); });
  bool ended = false;
  auto errand = reach(loop.get(), {"localhost", 1, std::chrono::seconds(10)},
                      [&](const json& outcome) { ended = outcome.contains("error"); });
  errand->end();
  CHECK(ended);
}

}  // namespace
}  // namespace golive::test
