// exec_1, exec_8: processes that do nothing, started by ctx:exec in the real world.
#include <spawn.h>
#include <sys/wait.h>

#include "figures.h"
#include "ground.h"
#include "runbook.h"
#include "sample.h"
#include "stage.h"

extern char** environ;

namespace golive::bench {
namespace {

constexpr int turns_taken = 5, processes = 800;

void spawn() {
  static char program[] = "/bin/true";
  char* arguments[] = {program, nullptr};
  if (posix_spawn(nullptr, program, nullptr, nullptr, arguments, environ) != 0)
    throw std::runtime_error("/bin/true cannot be started");
}

double spawned_a_second(int at_once) {
  const Stopwatch watch;
  for (int i = 0; i < at_once; ++i) spawn();
  for (int ended = 0; ended < processes; ++ended) {
    ::wait(nullptr);
    if (ended + at_once < processes) spawn();
  }
  return processes / watch.seconds();
}

double executed_a_second(int runs) {
  const auto stage = Stage::real(Ground::fresh());
  const auto run = stage->prepare(runbook_of_body("for _ = 1, " + std::to_string(processes / runs) +
                                                  " do ctx:exec { \"/bin/true\" } end"));
  std::vector<RunId> ids;
  for (int i = 0; i < runs; ++i) ids.push_back(stage->begin(run));
  const Stopwatch watch;
  for (const auto& id : ids) stage->until_ended(id);
  return processes / watch.seconds();
}

std::vector<Measured> measure(int at_once) {
  return {by_turns(
      turns_taken, [&] { return spawned_a_second(at_once); },
      [&] { return executed_a_second(at_once); })};
}

}  // namespace

std::vector<Measured> measure_exec_1() { return measure(1); }
std::vector<Measured> measure_exec_8() { return measure(8); }

}  // namespace golive::bench
