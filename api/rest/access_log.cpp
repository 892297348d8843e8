#include "api/rest/access_log.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>

#include "base/limits.h"

namespace golive::rest {
namespace {

constexpr std::size_t told_path_bytes = 200;

struct Opened {
  FileHandle file;
  struct stat status {};
};

Opened open_log(const std::filesystem::path& path) {
  Opened opened{FileHandle(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600))};
  if (opened.file) fstat(opened.file.get(), &opened.status);
  return opened;
}

// What a stranger sends is to make no line of its own.
std::string plain(std::string text) {
  text.resize(std::min(text.size(), told_path_bytes));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c <= ' ' || c > '~'; }, '?');
  return text.empty() ? "-" : text;
}

}  // namespace

AccessLog::AccessLog(const std::filesystem::path& file) {
  auto first = open_log(file);
  auto second = open_log(file.string() + ".1");
  current_ = second.status.st_mtime > first.status.st_mtime ? 1 : 0;
  bytes_ = static_cast<std::size_t>((current_ == 1 ? second : first).status.st_size);
  files_ = {std::move(first.file), std::move(second.file)};
}

void AccessLog::add(const HttpRequest& request, const HttpResponse& response, Duration took,
                    Instant now) {
  const std::lock_guard lock(mutex_);
  ++by_status_[response.status];
  // The watcher's, twice a second.
  if (request.path == "/health/live" && response.status == 200) return;
  if (response.actor.empty() && !tells_of_strangers(now)) return;
  write(fmt::format("{} {} {} {} {} {} {}ms {}\n", to_text(now), plain(request.client),
                    plain(response.actor), plain(request.method), plain(request.path),
                    response.status, took.count(), plain(request.id)));
}

bool AccessLog::tells_of_strangers(Instant now) {
  if (now - second_ >= std::chrono::seconds(1) || now < second_) {
    if (untold_ > 0) write(fmt::format("{} {} more of strangers\n", to_text(now), untold_));
    second_ = now;
    told_ = untold_ = 0;
  }
  const bool tells = told_ < limits::access_log_strangers;
  ++(tells ? told_ : untold_);
  return tells;
}

void AccessLog::write(const std::string& line) {
  if (bytes_ + line.size() > limits::access_log_bytes) {
    current_ = 1 - current_;
    bytes_ = 0;
    if (files_[current_] && ftruncate(files_[current_].get(), 0) != 0) return;
  }
  if (!files_[current_]) return;
  const auto written = ::write(files_[current_].get(), line.data(), line.size());
  if (written > 0) bytes_ += static_cast<std::size_t>(written);
}

std::map<int, std::uint64_t> AccessLog::by_status() const {
  const std::lock_guard lock(mutex_);
  return by_status_;
}

}  // namespace golive::rest
