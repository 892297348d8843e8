#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "store/engine_lock.h"
#include "tests/fakes/scratch_folder.h"

namespace golive {
namespace {

TEST_CASE("each engine that takes a data directory has a higher epoch") {
  ScratchFolder scratch;
  const auto dir = DataDir::create(scratch.path()).value();
  for (std::uint64_t epoch = 1; epoch <= 3; ++epoch) CHECK(EngineLock::take(dir)->epoch() == epoch);
}

TEST_CASE("a second engine is refused, and told who holds the directory") {
  ScratchFolder scratch;
  const auto dir = DataDir::create(scratch.path()).value();
  const auto lock = EngineLock::take(dir);
  const auto second = EngineLock::take(dir);
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::conflict);
  CHECK(second.error().what.find("process " + std::to_string(::getpid())) != std::string::npos);
}

TEST_CASE("who is refused while the other has not yet said who it is, waits for that") {
  ScratchFolder scratch;
  const auto dir = DataDir::create(scratch.path()).value();
  auto lock = EngineLock::take(dir);
  std::ofstream(dir.lock()) << "";  // just locked; before, it named one that has ended
  std::string said;
  std::jthread rival([&] { said = EngineLock::take(dir).error().what; });
  std::ofstream(dir.lock()) << ::getpid() << "\n";
  rival.join();
  CHECK(said.find("process " + std::to_string(::getpid())) != std::string::npos);
}

TEST_CASE("an engine that was killed leaves the directory to the next one") {
  ScratchFolder scratch;
  const auto dir = DataDir::create(scratch.path()).value();
  int held[2];
  REQUIRE(::pipe(held) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto lock = EngineLock::take(dir);
    static_cast<void>(::write(held[1], "x", 1));
    ::pause();
    ::_exit(0);
  }
  char byte = 0;
  REQUIRE(::read(held[0], &byte, 1) == 1);
  const auto refused = EngineLock::take(dir);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("process " + std::to_string(child)) != std::string::npos);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(held[0]);
  ::close(held[1]);
  CHECK(EngineLock::take(dir)->epoch() == 2);
}

TEST_CASE("an epoch that cannot be read is not started anew") {
  ScratchFolder scratch;
  const auto dir = DataDir::create(scratch.path()).value();
  std::ofstream(dir.epoch()) << "seven\n";
  const auto lock = EngineLock::take(dir);
  REQUIRE_FALSE(lock);
  CHECK(lock.error().kind == ErrorKind::storage);
}

}  // namespace
}  // namespace golive
