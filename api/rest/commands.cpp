#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "api/rest/endpoints.h"
#include "api/rest/engine_link.h"
#include "api/rest/target.h"

namespace golive::rest {

Result<HttpResponse> send_command(const Call& call) {
  auto fields = parse_json_object(call.request.body);
  if (!fields) return tl::unexpected<Error>(fields.error());
  const auto answer = call.engine.ask({{"op", "command"},
                                       {"run", call.parameters.at("run")},
                                       {"name", segments_of(call.request.path)->back()},
                                       {"fields", std::move(*fields)},
                                       {"token", call.token},
                                       {"from", "rest " + call.request.client}});
  if (!answer) return tl::unexpected<Error>(answer.error());
  const nlohmann::json done{{"seq", answer->at("seq")}};
  return HttpResponse{200, done.dump() + "\n"};
}

}  // namespace golive::rest
