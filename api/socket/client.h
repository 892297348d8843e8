// EngineClient: a connection to the engine's socket, for the CLI and the door. Blocking, with a
// deadline on every step; one thread at a time.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/instant.h"
#include "base/limits.h"

namespace golive {

class EngineClient {
 public:
  // ErrorKind::unavailable when no engine holds the data directory.
  static Result<EngineClient> connect(const std::filesystem::path& socket);

  EngineClient(EngineClient&& other) noexcept;
  EngineClient& operator=(EngineClient&& other) noexcept;
  ~EngineClient();

  // The engine's answer, or the Error in it. After ErrorKind::unavailable the connection is of no
  // use.
  Result<nlohmann::json> ask(const nlohmann::json& request,
                             Duration patience = limits::engine_answer);

 private:
  explicit EngineClient(int fd) : fd_(fd) {}
  Result<void> send_all(const std::string& bytes, Instant deadline);
  Result<std::string> read_line(Instant deadline);

  int fd_ = -1;
  std::string held_;
};

}  // namespace golive
