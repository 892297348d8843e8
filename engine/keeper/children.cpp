#include "keeper/children.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <sstream>

namespace golive {
namespace {

constexpr rlim_t most_files = 65'536;

tl::unexpected<Error> cannot_start(const std::string& what, int code) {
  return fail(ErrorKind::not_found, "cannot start: " + what + ": " + uv_strerror(-code));
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  // posix_spawn does not change them.
  for (const auto& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

bool is_program(const std::filesystem::path& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

std::string path_in(const std::vector<std::string>& variables) {
  for (const auto& variable : variables)
    if (variable.starts_with("PATH=")) return variable.substr(5);
  return "/usr/local/bin:/usr/bin:/bin";
}

// As a shell finds it, but by the PATH that the child is given. Empty: there is none.
std::string program_of(const Spawn& spawn) {
  const auto& name = spawn.argv[0];
  if (name.find('/') != std::string::npos) return name;
  std::istringstream folders(path_in(spawn.variables));
  for (std::string folder; std::getline(folders, folder, ':');) {
    const auto path = std::filesystem::path(folder.empty() ? "." : folder) / name;
    if (is_program(std::filesystem::path(spawn.folder) / path)) return path.string();
  }
  return {};
}

// What the child does between its birth and its program.
class Preparation {
 public:
  explicit Preparation(const Spawn& spawn) {
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, spawn.folder.c_str());
    give(spawn.in, STDIN_FILENO, O_RDONLY);
    give(spawn.out, STDOUT_FILENO, O_WRONLY);
    give(spawn.err, STDERR_FILENO, O_WRONLY);
    // Libraries open files without O_CLOEXEC; none of them is any business of the child.
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes, &signals);
  }
  Preparation(const Preparation&) = delete;
  ~Preparation() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};

 private:
  void give(int file, int as, int flags) {
    if (file < 0)
      posix_spawn_file_actions_addopen(&actions, as, "/dev/null", flags, 0);
    else
      posix_spawn_file_actions_adddup2(&actions, file, as);
  }
};

}  // namespace

Children::Children(uv_loop_t& loop) : ended_(open_handle(uv_signal_init, loop, this)) {
  // Each child takes several files here, and is itself given the limit that this program was given.
  ::getrlimit(RLIMIT_NOFILE, &files_);
  rlimit more = files_;
  more.rlim_cur = std::min<rlim_t>(files_.rlim_max, most_files);
  ::setrlimit(RLIMIT_NOFILE, &more);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  uv_signal_start(
      ended_.get(), [](uv_signal_t* signal, int) { owner_of<Children>(signal).reap(); }, SIGCHLD);
  uv_unref(reinterpret_cast<uv_handle_t*>(ended_.get()));
}

Result<pid_t> Children::spawn(const Spawn& spawn, std::function<void(Exit)> on_exit) {
  const auto program = program_of(spawn);
  if (program.empty()) return cannot_start(spawn.argv[0], ENOENT);
  const Preparation preparation(spawn);
  pid_t child = 0;
  const int code =
      ::posix_spawn(&child, program.c_str(), &preparation.actions, &preparation.attributes,
                    pointers(spawn.argv).data(), pointers(spawn.variables).data());
  if (code != 0) return cannot_start(spawn.argv[0], code);
  ::prlimit(child, RLIMIT_NOFILE, &files_, nullptr);
  watched_[child] = std::move(on_exit);
  return child;
}

void Children::reap() {
  int status = 0;
  while (const pid_t child = ::waitpid(-1, &status, WNOHANG)) {
    if (child < 0 && errno == EINTR) continue;
    if (child < 0) return;
    const auto watched = watched_.extract(child);
    if (!watched) continue;  // an orphan
    if (WIFSIGNALED(status))
      watched.mapped()({0, WTERMSIG(status)});
    else
      watched.mapped()({WEXITSTATUS(status), 0});
  }
}

}  // namespace golive
