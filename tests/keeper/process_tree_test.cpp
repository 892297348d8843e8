#include "keeper/process_tree.h"

#include <doctest/doctest.h>
#include <signal.h>

#include "keeper/children.h"
#include "tests/uv/test_loop.h"

namespace golive {
namespace {

TEST_CASE("a tree is found while processes come and go") {
  TestLoop loop;
  Children children(loop.get());
  const auto awake = open_handle(uv_timer_init, loop.get(), static_cast<void*>(nullptr));
  uv_timer_start(
      awake.get(), [](uv_timer_t*) {}, 10, 10);
  int ended = 0;
  const auto begin = [&](const char* script, const char* mark) {
    return children
        .spawn({{"sh", "-c", script}, {"PATH=/usr/bin:/bin", mark}, "/"}, [&](Exit) { ++ended; })
        .value();
  };
  const pid_t busy = begin("while :; do /bin/true; done", "GOLIVE_PROCESS=busy");
  const pid_t quiet = begin("exec sleep 1000", "GOLIVE_PROCESS=quiet");
  for (int look = 0; look < 300; ++look) {
    REQUIRE_FALSE(process_tree(busy, "busy").value().empty());
    REQUIRE(process_tree(quiet, "quiet") == std::vector<pid_t>{quiet});
  }
  for (const pid_t child : {busy, quiet}) ::kill(-child, SIGKILL);
  loop.run_until([&] { return ended == 2; });
  CHECK(process_tree(quiet, "quiet").value().empty());
}

}  // namespace
}  // namespace golive
