// AccessLog: a line for each request, and how many had which status. For whoever runs golive; no
// token, no query and no body is in it, and nothing of it is in a run's log. What strangers ask is
// counted, and told only so often, so that they cannot fill the disk. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>

#include "api/rest/exchange.h"
#include "base/instant.h"
#include "uv/file_handle.h"

namespace golive::rest {

class AccessLog {
 public:
  // Opens `file` and `file`.1, and writes them by turns, each up to limits::access_log_bytes. What
  // cannot be opened is done without.
  explicit AccessLog(const std::filesystem::path& file);

  void add(const HttpRequest& request, const HttpResponse& response, Duration took, Instant now);
  [[nodiscard]] std::map<int, std::uint64_t> by_status() const;

 private:
  [[nodiscard]] bool tells_of_strangers(Instant now);
  void write(const std::string& line);

  mutable std::mutex mutex_;  // guards what follows
  std::array<FileHandle, 2> files_;
  std::size_t current_ = 0;
  std::size_t bytes_ = 0;  // in the current one
  std::map<int, std::uint64_t> by_status_;
  Instant second_{};  // of which lines about strangers are counted
  std::size_t told_ = 0, untold_ = 0;
};

}  // namespace golive::rest
