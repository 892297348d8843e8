#include "uv/wall_alarm.h"

#include <doctest/doctest.h>

#include "tests/uv/test_loop.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

Instant now() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

TEST_CASE("an alarm comes at its instant, never before") {
  TestLoop loop;
  int woken = 0;
  WallAlarm alarm(loop.get(), [&] { ++woken; });
  const Instant at = now() + 30ms;
  alarm.set(at);
  loop.run_until([&] { return woken > 0; });
  CHECK(now() >= at);
  CHECK(woken == 1);
}

TEST_CASE("an instant that is past is now") {
  TestLoop loop;
  int woken = 0;
  WallAlarm alarm(loop.get(), [&] { ++woken; });
  for (const Instant at : {now() - 1h, Instant(), Instant() - 1h}) {
    woken = 0;
    alarm.set(at);
    loop.run_until([&] { return woken > 0; });
  }
}

TEST_CASE("an alarm can be moved, called off, and set again for the instant it came at") {
  TestLoop loop;
  int woken = 0;
  WallAlarm alarm(loop.get(), [&] { ++woken; });
  alarm.set(now());
  alarm.set(now() + 1h);
  alarm.set(std::nullopt);
  bool is_later = false;
  WallAlarm later(loop.get(), [&] { is_later = true; });
  later.set(now() + 20ms);
  loop.run_until([&] { return is_later; });
  CHECK(woken == 0);
  const Instant at = now();
  for (int again = 1; again <= 2; ++again) {
    alarm.set(at);
    loop.run_until([&] { return woken == again; });
  }
}

}  // namespace
}  // namespace golive
