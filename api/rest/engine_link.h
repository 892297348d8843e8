// EngineLink: a door thread's connection to the engine, made when first needed and again after it
// broke. A request is never sent twice: whether the first was heard cannot be known.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "api/socket/client.h"

namespace golive::rest {

class EngineLink {
 public:
  explicit EngineLink(std::filesystem::path socket) : socket_(std::move(socket)) {}
  Result<nlohmann::json> ask(const nlohmann::json& request);

 private:
  std::filesystem::path socket_;
  std::optional<EngineClient> client_;
};

}  // namespace golive::rest
