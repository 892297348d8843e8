#include "keeper/process_tree.h"

#include <doctest/doctest.h>
#include <signal.h>

#include <nlohmann/json.hpp>

#include "keeper/children.h"
#include "keeper/process.h"
#include "tests/fakes/file_content.h"
#include "tests/fakes/scratch_folder.h"
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

// Ends `script`, which has started the program with threads left: whether none is left after it.
bool ends_with_threads_left(const std::string& script) {
  TestLoop loop;
  Children children(loop.get());
  ScratchFolder folder;
  const Redactor redactor;
  bool is_over = false;
  const std::string program = GOLIVE_THREADS_LEFT;
  auto process = Process::start(loop.get(), children,
                                {"p-1",
                                 {"sh", "-c", script, program, program},
                                 {{"PATH", "/usr/bin:/bin"}, {"PLACE", folder.path().string()}},
                                 folder.path().string(),
                                 {},
                                 std::chrono::seconds(20),
                                 {}},
                                redactor, [&](const nlohmann::json&) { is_over = true; });
  loop.run_until([&] { return content(folder.path() / "left").ends_with("\n"); });
  const std::vector<std::string> marks{"GOLIVE_PROCESS=p-1", "PLACE=" + folder.path().string()};
  CHECK_FALSE(processes_with(marks).value().empty());
  (*process)->end();
  loop.run_until([&] { return is_over; });
  return processes_with(marks).value().empty();
}

TEST_CASE("a process whose main thread has ended is alive as long as another of it is") {
  CHECK(ends_with_threads_left("exec \"$1\" left"));
  CHECK(ends_with_threads_left("\"$1\" left & exec sleep 1000"));
  CHECK(ends_with_threads_left("(\"$1\" left &); exec sleep 1000"));
}

}  // namespace
}  // namespace golive
