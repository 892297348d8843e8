#include "child.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>

extern char** environ;

namespace golive::bench {

namespace fs = std::filesystem;

Child::Child(const std::vector<std::string>& command, const fs::path& log) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  const int code = posix_spawnp(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (code != 0) throw std::runtime_error(command[0] + " cannot be started");
}

Child::~Child() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

namespace {

double megabytes_in_status(pid_t pid, std::string_view field) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; status >> word;)
    if (double kilobytes = 0; word == field && status >> kilobytes) return kilobytes / 1024;
  return 0;
}

}  // namespace

double Child::megabytes() const {
  if (const double now = megabytes_in_status(pid_, "VmRSS:"); now > 0) return now;
  throw std::runtime_error("the process has ended");
}

double Child::peak_megabytes() const { return megabytes_in_status(pid_, "VmHWM:"); }

double Child::cpu_seconds() const {
  double nanoseconds = 0;
  for (const auto& thread : fs::directory_iterator("/proc/" + std::to_string(pid_) + "/task")) {
    double ran = 0;
    std::ifstream(thread.path() / "schedstat") >> ran;
    nanoseconds += ran;
  }
  return nanoseconds / 1e9;
}

bool Child::lives() const {
  siginfo_t end{};
  return ::waitid(P_PID, static_cast<id_t>(pid_), &end, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         end.si_pid == 0;
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "re"), ::pclose);
  std::string output;
  char room[4096];
  while (const auto count = std::fread(room, 1, sizeof room, pipe.get()))
    output.append(room, count);
  return output;
}

}  // namespace golive::bench
