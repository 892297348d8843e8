#include "store/event_count.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace golive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t digits = 20;  // always as many, so that one write replaces another

const char* way_out() {
  if (errno == ENOSPC || errno == EDQUOT)
    return "free space on its file system, then start the engine again";
  if (errno == EROFS || errno == EACCES || errno == EPERM)
    return "see who owns it, and whether its file system is mounted read-only";
  return "see the system's log for failures of the disk, then start the engine again";
}

Error failure(const char* verb, const fs::path& file) {
  const char* what_to_do = way_out();
  return {ErrorKind::storage,
          std::string("cannot ") + verb + " " + file.string() + ": " + std::strerror(errno),
          {},
          what_to_do};
}

// Nothing has been counted in a file that was just made.
std::optional<std::uint64_t> read_count(int descriptor) {
  std::array<char, digits + 1> text{};
  const auto size = ::pread(descriptor, text.data(), text.size(), 0);
  if (size == 0) return 0;
  std::uint64_t count = 0;
  const char* end = text.data() + digits;
  if (size != static_cast<ssize_t>(text.size())) return std::nullopt;
  const auto read = std::from_chars(text.data(), end, count);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return count;
}

fs::path file_beside(fs::path database) { return database += "-count"; }

Error no_number(const fs::path& file) {
  return {ErrorKind::storage,
          file.string() + " holds no number",
          {},
          "remove it: it is written anew from what is in the database"};
}

tl::unexpected<Error> loss(const fs::path& file, const std::string& what) {
  return fail(ErrorKind::storage, what, {},
              "restore the newest copy; or, if they are lost for good, remove " + file.string() +
                  ": what the runs did since is then unknown, and may be done again");
}

}  // namespace

EventCount::EventCount(fs::path file, int descriptor, std::uint64_t count)
    : file_(std::move(file)), descriptor_(descriptor), count_(count) {}

EventCount::EventCount(EventCount&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      count_(other.count_) {}

EventCount::~EventCount() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::uint64_t> EventCount::counted(const fs::path& database) {
  const auto file = file_beside(database);
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return 0;
  if (descriptor < 0) return tl::unexpected(failure("open", file));
  const EventCount closing(file, descriptor, 0);
  if (const auto known = read_count(descriptor)) return *known;
  return tl::unexpected(no_number(file));
}

Result<EventCount> EventCount::open(const fs::path& database) {
  const auto file = file_beside(database);
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return tl::unexpected(failure("open", file));
  EventCount count(file, descriptor, 0);
  const auto known = read_count(descriptor);
  if (!known) return tl::unexpected(no_number(file));
  count.count_ = *known;
  std::error_code none;
  const auto size = fs::file_size(database, none);
  if (*known > 0 && (none || size == 0))
    return loss(file, database.string() + (none ? " is gone" : " is empty") + ": it held " +
                          std::to_string(*known) + " events");
  return count;
}

Result<void> EventCount::check(std::uint64_t found) {
  if (found < count_)
    return loss(file_, "the logs have lost events: " + std::to_string(count_) +
                           " were written, and only the first " + std::to_string(found) +
                           " are there");
  count_ = found;
  return write();
}

Result<void> EventCount::add(std::uint64_t events) {
  count_ += events;
  return write();
}

Result<void> EventCount::write() {
  std::string text = std::to_string(count_);
  text.insert(0, digits - text.size(), '0');
  text += '\n';
  if (::pwrite(descriptor_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()))
    return {};
  return tl::unexpected(failure("write", file_));
}

}  // namespace golive
