#include "store/engine_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>

namespace golive {
namespace {

namespace fs = std::filesystem;

constexpr mode_t owner_only = 0600;

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
  std::uint64_t epoch = 0;
  const auto line = first_line(path);
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), epoch);
  const bool a_number = error == std::errc{} && end == line.data() + line.size();
  // An unreadable counter must not start again from 1: old outcomes would be taken for new ones.
  if (fs::exists(path) && !a_number)
    return fail(ErrorKind::storage, path.string() + " holds no number", {},
                "restore it from a backup, or write a number larger than any epoch before");
  ++epoch;
  if (auto written = replace(path, std::to_string(epoch) + "\n"); !written)
    return tl::unexpected(written.error());
  return epoch;
}

}  // namespace

Result<EngineLock> EngineLock::take(const DataDir& dir) {
  const auto path = dir.lock();
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only);
  if (file < 0) return refusal("open", path);
  EngineLock lock(file, 0);
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return refusal("lock", path);
    return fail(ErrorKind::conflict,
                "another engine (process " + first_line(path) + ") works in " + dir.path().string(),
                {}, "use that one, or end it first");
  }
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
