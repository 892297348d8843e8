// A writer killed with SIGKILL in the middle of its appends: nothing acknowledged is lost, and the
// chain holds.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/sqlite_store.h"
#include "tests/fakes/chained_records.h"
#include "tests/fakes/scratch_folder.h"

namespace golive {
namespace {

// Appends three records at a time without end, and says after each append how far it has come.
[[noreturn]] void append_for_ever(const std::filesystem::path& file, int acknowledged) {
  const auto opened = SqliteStore::open(file);
  if (!opened) ::_exit(1);
  Store& store = **opened;
  auto last = store.last("run-1").value_or(std::nullopt);
  for (;;) {
    const auto next = chained_records("run-1", 3, last ? &*last : nullptr);
    last = next.back();
    if (!store.append({{"run-1", next}})) ::_exit(1);
    if (::write(acknowledged, &last->seq, sizeof last->seq) < 0) ::_exit(0);
  }
}

// The last number heard of before the writer was killed, after `appends` of its appends.
std::uint64_t kill_a_writer(const std::filesystem::path& file, int appends) {
  int pipe[2];
  REQUIRE(::pipe(pipe) == 0);
  const pid_t child = ::fork();
  if (child == 0) append_for_ever(file, pipe[1]);
  ::close(pipe[1]);
  std::uint64_t seq = 0, acknowledged = 0;
  for (int i = 0; ::read(pipe[0], &seq, sizeof seq) == sizeof seq; ++i) {
    acknowledged = seq;
    if (i == appends) ::kill(child, SIGKILL);
  }
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  return acknowledged;
}

TEST_CASE("a writer killed again and again loses nothing that it acknowledged") {
  ScratchFolder scratch;
  const auto file = scratch.path() / "golive.db";
  for (const int appends : {0, 1, 2, 17, 200, 700}) {
    const auto acknowledged = kill_a_writer(file, appends);
    const auto reader = SqliteReader::open(file).value();  // before any writer has tidied up
    const auto records = reader->read("run-1", 0, SIZE_MAX).value();
    CHECK(records.size() >= acknowledged);
    CHECK(records.size() % 3 == 0);
    CHECK(verify_chain("run-1", records));
  }
}

}  // namespace
}  // namespace golive
