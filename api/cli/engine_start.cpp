#include "api/cli/engine_start.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace golive::cli {
namespace {

constexpr Duration start_patience = std::chrono::seconds(10);
constexpr Duration look_again = std::chrono::milliseconds(20);

// Without REST, so that it takes no port from anybody; who wants a door starts `golive serve`.
Result<pid_t> spawn_engine(const DataDir& dir) {
  const auto log = (dir.path() / "engine.log").string();
  std::array<std::string, 6> words{"golive",    "serve",           "--data", dir.path().string(),
                                   "--no-door", "--exit-when-idle"};
  std::array<char*, 7> argv{};
  for (std::size_t i = 0; i < words.size(); ++i) argv[i] = words[i].data();
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);  // Ctrl-C here does not reach it
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  pid_t process = 0;
  const int error =
      posix_spawn(&process, "/proc/self/exe", &files, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  if (error == 0) return process;
  return fail(ErrorKind::unavailable,
              std::string("the engine cannot be started: ") + std::strerror(error));
}

// What an engine said on its way out, behind the first `from` bytes of its log: its last line.
std::string last_words(const std::filesystem::path& log, std::uintmax_t from) {
  std::ifstream file(log, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(from));
  std::string last;
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) last = line;
  constexpr std::string_view prefix = "golive: ";
  return last.starts_with(prefix) ? last.substr(prefix.size()) : std::string();
}

}  // namespace

Result<EngineClient> connect_or_start(const DataDir& dir) {
  auto client = EngineClient::connect(dir.socket());
  if (client || client.error().kind != ErrorKind::unavailable) return client;
  const auto log = dir.path() / "engine.log";
  std::error_code no_log;
  const auto size = std::filesystem::file_size(log, no_log);
  const auto process = spawn_engine(dir);
  if (!process) return tl::unexpected<Error>(process.error());
  for (auto waited = Duration(0); waited < start_patience; waited += look_again) {
    client = EngineClient::connect(dir.socket());
    // Also an engine that somebody else has started meanwhile: ours then found the lock taken.
    if (client) return client;
    std::this_thread::sleep_for(look_again);
  }
  const bool has_ended = waitpid(*process, nullptr, WNOHANG) == *process;
  if (const auto why = has_ended ? last_words(log, no_log ? 0 : size) : ""; !why.empty())
    return fail(ErrorKind::unavailable, "the engine could not start: " + why);
  return fail(ErrorKind::unavailable,
              has_ended ? "the engine ended as soon as it was started"
                        : "the engine was started, and does not answer",
              dir.path().string(), "see engine.log there");
}

}  // namespace golive::cli
