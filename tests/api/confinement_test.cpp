// A process that has confined itself tries to do what it may not. In a child: there is no way back.
#include "api/rest/confinement.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
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

TEST_CASE("who is confined reads and changes only what is named, and makes and removes nothing") {
  ScratchFolder folder;
  const auto kept = (folder.path() / "kept").string(), made = (folder.path() / "made").string();
  const auto open_before = (folder.path() / "open").string();
  const auto shared = (folder.path() / "shared").string();
  for (const auto& file : {kept, shared}) close(open(file.c_str(), O_WRONLY | O_CREAT, 0600));
  const int log = open(open_before.c_str(), O_WRONLY | O_CREAT, 0600);
  std::filesystem::create_directory(folder.path() / "shown");
  const auto in_shown = (folder.path() / "shown" / "log").string();
  close(open(in_shown.c_str(), O_WRONLY | O_CREAT, 0600));
  if (!in_child([] { return confine({{}}).has_value(); })) {
    MESSAGE("this kernel has no Landlock");
    return;
  }
  const auto tries = [&] {
    if (!confine({{folder.path() / "shown"}, {shared, made}})) return false;
    return open(in_shown.c_str(), O_RDONLY) >= 0 && is_refused(open(in_shown.c_str(), O_WRONLY)) &&
           is_refused(open(kept.c_str(), O_RDONLY)) && is_refused(open(kept.c_str(), O_WRONLY)) &&
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

TEST_CASE("who is confined starts no program, one in memory included") {
  const auto tries = [](bool confined) {
    const int memory = memfd_create("program", 0);
    const int program = open("/bin/true", O_RDONLY);
    std::array<char, 65536> part{};
    for (ssize_t got = 0; (got = read(program, part.data(), part.size())) > 0;)
      if (write(memory, part.data(), static_cast<std::size_t>(got)) != got) return false;
    if (confined && !confine({{"/"}})) return false;
    std::array<char, 5> name{"true"};
    std::array<char*, 2> words{name.data(), nullptr};
    execve("/bin/true", words.data(), environ);
    fexecve(memory, words.data(), environ);
    return confined;  // still here
  };
  if (!in_child([] { return confine({{}}).has_value(); })) return;
  CHECK(in_child([&] { return tries(true); }));
  CHECK(in_child([&] { return tries(false); }));  // /bin/true ends well
}
