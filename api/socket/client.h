// EngineClient: a connection to the engine's socket, for the CLI and the door. Blocking, with a
// deadline on every step; one thread at a time.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/limits.h"

namespace golive {

class EngineClient {
 public:
  // Of errors that say that the engine went, or fell silent, before it had answered.
  static constexpr std::string_view place = "engine.sock";

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
