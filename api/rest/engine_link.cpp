#include "api/rest/engine_link.h"

#include <nlohmann/json.hpp>

namespace golive::rest {

Result<nlohmann::json> EngineLink::ask(const nlohmann::json& request) {
  if (!client_) {
    auto client = EngineClient::connect(socket_);
    if (!client) return tl::unexpected<Error>(client.error());
    client_ = std::move(*client);
  }
  auto answer = client_->ask(request);
  if (!answer && answer.error().kind == ErrorKind::unavailable) client_.reset();
  return answer;
}

}  // namespace golive::rest
