#include <doctest/doctest.h>

#include "core/effect.h"

using namespace golive;

TEST_CASE("what only looks may be done again, what acts may not") {
  CHECK(may_repeat(EffectKind::http, R"({"method":"GET"})") == true);
  CHECK(may_repeat(EffectKind::http, R"({"method":"HEAD"})") == true);
  CHECK(may_repeat(EffectKind::http, R"({"url":"/"})") == true);
  for (const auto kind : {EffectKind::poll, EffectKind::sleep, EffectKind::ask, EffectKind::log,
                          EffectKind::check, EffectKind::evidence})
    CHECK(may_repeat(kind, "{}") == true);
}

TEST_CASE("what acts may be done again if its step says so") {
  CHECK_FALSE(may_repeat(EffectKind::exec, R"({"argv":["true"]})"));
  CHECK_FALSE(may_repeat(EffectKind::http, R"({"method":"POST"})"));
  CHECK_FALSE(may_repeat(EffectKind::http, R"({"method":"get"})"));
  CHECK_FALSE(may_repeat(EffectKind::http, "no json"));
}

TEST_CASE("what a request says of itself goes before its kind and its step") {
  CHECK(may_repeat(EffectKind::exec, R"({"interruption":"retry"})") == true);
  CHECK(may_repeat(EffectKind::exec, R"({"interruption":"ask"})") == false);
  CHECK(may_repeat(EffectKind::http, R"({"interruption":"retry","method":"PUT"})") == true);
  CHECK(may_repeat(EffectKind::http, R"({"interruption":"ask","method":"GET"})") == false);
}
