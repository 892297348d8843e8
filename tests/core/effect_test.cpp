#include <doctest/doctest.h>

#include "core/effect.h"

using namespace golive;

TEST_CASE("what only looks may be done again, what acts may not") {
  CHECK_FALSE(is_repeatable(EffectKind::exec, R"({"argv":["true"]})"));
  CHECK(is_repeatable(EffectKind::http, R"({"method":"GET"})"));
  CHECK(is_repeatable(EffectKind::http, R"({"method":"HEAD"})"));
  CHECK(is_repeatable(EffectKind::http, R"({"url":"/"})"));
  CHECK_FALSE(is_repeatable(EffectKind::http, R"({"method":"POST"})"));
  CHECK_FALSE(is_repeatable(EffectKind::http, R"({"method":"get"})"));
  CHECK_FALSE(is_repeatable(EffectKind::http, "no json"));
  for (const auto kind : {EffectKind::poll, EffectKind::sleep, EffectKind::ask, EffectKind::log,
                          EffectKind::check, EffectKind::evidence})
    CHECK(is_repeatable(kind, "{}"));
}
