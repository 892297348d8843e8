// A process that has confined itself tries to do what it may not. In a child: there is no way back.
#include "api/rest/confinement.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <functional>

#include "tests/fakes/scratch_folder.h"

using namespace golive;
using namespace golive::rest;

namespace {

bool in_child(const std::function<bool()>& is_so) {
  const pid_t child = fork();
  if (child == 0) _exit(is_so() ? 0 : 1);
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool is_refused(long result) { return result < 0 && (errno == EACCES || errno == EXDEV); }

}  // namespace

TEST_CASE("who is confined reads everything, and makes, changes and removes nothing") {
  ScratchFolder folder;
  const auto kept = (folder.path() / "kept").string(), made = (folder.path() / "made").string();
  const auto open_before = (folder.path() / "open").string();
  const auto shared = (folder.path() / "shared").string();
  for (const auto& file : {kept, shared}) close(open(file.c_str(), O_WRONLY | O_CREAT, 0600));
  const int log = open(open_before.c_str(), O_WRONLY | O_CREAT, 0600);
  if (!in_child([] { return confine({}).has_value(); })) {
    MESSAGE("this kernel has no Landlock");
    return;
  }
  const auto tries = [&] {
    if (!confine({shared, made})) return false;
    return open(kept.c_str(), O_RDONLY) >= 0 && is_refused(open(kept.c_str(), O_WRONLY)) &&
           is_refused(open(kept.c_str(), O_RDWR | O_APPEND)) &&
           is_refused(open(made.c_str(), O_WRONLY | O_CREAT, 0600)) &&
           is_refused(unlink(kept.c_str())) && is_refused(rename(kept.c_str(), made.c_str())) &&
           is_refused(link(kept.c_str(), made.c_str())) && is_refused(mkdir(made.c_str(), 0700)) &&
           is_refused(symlink(kept.c_str(), made.c_str())) && open(shared.c_str(), O_RDWR) >= 0 &&
           write(log, "x", 1) == 1;
  };
  CHECK(in_child(tries));
  CHECK_FALSE(std::filesystem::exists(made));
  CHECK(std::filesystem::exists(kept));
  CHECK(std::filesystem::file_size(open_before) == 1);
  close(log);
}
