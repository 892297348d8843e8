#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "api/rest/endpoints.h"
#include "api/rest/engine_link.h"
#include "api/rest/entity_tag.h"
#include "api/rest/once.h"
#include "api/rest/target.h"

namespace golive::rest {
namespace {

// What the decision rests on goes with it: the engine compares it with what there is now.
Result<void> add_seen(const HttpRequest& request, const std::string& name, nlohmann::json& fields) {
  const auto seen = seen_subject(request);
  if (!seen) return tl::unexpected<Error>(seen.error());
  if (seen->empty()) return {};
  if (name != "decide" && name != "decide-amendment")
    return fail(ErrorKind::invalid, "only a decision rests on what was seen", "If-Match",
                "leave the header out");
  fields["seen"] = *seen;
  return {};
}

}  // namespace

Result<HttpResponse> send_command(const Call& call) {
  auto fields = parse_json_object(call.request.body);
  if (!fields) return tl::unexpected<Error>(fields.error());
  const auto name = segments_of(call.request.path)->back();
  if (const auto added = add_seen(call.request, name, *fields); !added)
    return tl::unexpected<Error>(added.error());
  const auto once = once_key(call.request);
  if (!once) return tl::unexpected<Error>(once.error());
  const auto answer = call.engine.ask({{"op", "command"},
                                       {"run", call.parameters.at("run")},
                                       {"name", name},
                                       {"fields", std::move(*fields)},
                                       {"token", call.token},
                                       {"once", *once},
                                       {"from", "rest " + call.request.client}});
  if (!answer) return tl::unexpected<Error>(answer.error());
  const nlohmann::json done{{"seq", answer->at("seq")}};
  return HttpResponse{200, done.dump() + "\n"};
}

}  // namespace golive::rest
