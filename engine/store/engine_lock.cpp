#include "store/engine_lock.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace golive {
namespace {

namespace fs = std::filesystem;

using namespace std::chrono_literals;

constexpr mode_t owner_only = 0600;
constexpr auto name_patience = 1s;  // for the holder of a lock to say who it is
constexpr auto look_again = 2ms;

tl::unexpected<Error> refusal(const char* verb, const fs::path& path) {
  return fail(ErrorKind::storage,
              std::string("cannot ") + verb + " " + path.string() + ": " + std::strerror(errno));
}

std::string first_line(const fs::path& path) {
  std::string line;
  std::ifstream file(path);
  std::getline(file, line);
  return line;
}

std::optional<std::uint64_t> number_in(const std::string& line) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (error != std::errc{} || end != line.data() + line.size()) return std::nullopt;
  return number;
}

bool names_a_process(const std::string& line) {
  const auto number = number_in(line);
  return number && (::kill(static_cast<pid_t>(*number), 0) == 0 || errno == EPERM);
}

bool write_all(int file, std::string_view text) {
  return ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

// A rename is on disk only once its folder is.
Result<void> sync_folder(const fs::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return refusal("open", folder);
  const bool synced = ::fsync(file) == 0;
  ::close(file);
  if (!synced) return refusal("sync", folder);
  return {};
}

// Either the old text or the new one is there, whenever the power fails.
Result<void> replace(const fs::path& path, const std::string& text) {
  fs::path next = path;
  next += ".next";
  const int file = ::open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_only);
  if (file < 0) return refusal("write", next);
  const bool written = write_all(file, text) && ::fsync(file) == 0;
  ::close(file);
  if (!written) return refusal("write", next);
  if (::rename(next.c_str(), path.c_str()) != 0) return refusal("replace", path);
  return sync_folder(path.parent_path());
}

Result<std::uint64_t> next_epoch(const fs::path& path) {
  const auto last = number_in(first_line(path));
  // An unreadable counter must not start again from 1: old outcomes would be taken for new ones.
  if (fs::exists(path) && !last)
    return fail(ErrorKind::storage, path.string() + " holds no number", {},
                "restore it from a backup, or write a number larger than any epoch before");
  const auto epoch = last.value_or(0) + 1;
  if (auto written = replace(path, std::to_string(epoch) + "\n"); !written)
    return tl::unexpected(written.error());
  return epoch;
}

// What is in the file right after another engine has locked it may be nothing yet, or the number of
// one that has ended.
Result<void> lock_file(int file, const fs::path& path) {
  const auto end = std::chrono::steady_clock::now() + name_patience;
  while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return refusal("lock", path);
    const auto line = first_line(path);
    if (names_a_process(line) || std::chrono::steady_clock::now() > end)
      return fail(ErrorKind::conflict,
                  "another engine (process " + line + ") works in " + path.parent_path().string(),
                  {}, "use that one, or end it first");
    std::this_thread::sleep_for(look_again);
  }
  return {};
}

}  // namespace

Result<EngineLock> EngineLock::take(const DataDir& dir) {
  const auto path = dir.lock();
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only);
  if (file < 0) return refusal("open", path);
  EngineLock lock(file, 0);
  if (auto locked = lock_file(file, path); !locked) return tl::unexpected(locked.error());
  if (::ftruncate(file, 0) != 0 || !write_all(file, std::to_string(::getpid()) + "\n"))
    return refusal("write", path);
  const auto epoch = next_epoch(dir.epoch());
  if (!epoch) return tl::unexpected(epoch.error());
  lock.epoch_ = *epoch;
  return lock;
}

EngineLock::EngineLock(EngineLock&& other) noexcept
    : file_(std::exchange(other.file_, -1)), epoch_(other.epoch_) {}

EngineLock::~EngineLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace golive
