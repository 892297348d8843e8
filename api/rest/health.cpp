#include <nlohmann/json.hpp>

#include "api/rest/endpoints.h"
#include "api/rest/engine_link.h"

namespace golive::rest {

HttpResponse live() { return {200, "{\"status\":\"live\"}\n"}; }

Result<HttpResponse> health_live(const Call&) { return live(); }

Result<HttpResponse> health_ready(const Call& call) {
  const auto engine = call.engine.ask({{"op", "ping"}});
  if (!engine) return tl::unexpected<Error>(engine.error());
  if (engine->contains("storage"))
    return fail(ErrorKind::storage, "the engine has stopped acting: its disk says no", {},
                "see `golive status` on the engine's machine");
  const nlohmann::json ready{{"status", "ready"},
                             {"version", engine->at("version")},
                             {"door_restarts", engine->at("door_restarts")}};
  return HttpResponse{200, ready.dump() + "\n"};
}

}  // namespace golive::rest
