// Amendments of a run: those that there are, and a new one.
#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "api/rest/endpoints.h"
#include "api/rest/engine_link.h"
#include "api/rest/once.h"
#include "api/rest/run_folds.h"
#include "api/rest/target.h"
#include "view/amendment_view.h"

namespace golive::rest {

Result<HttpResponse> list_amendments(const Call& call) {
  if (const auto query = parse_query(call.request.query, {}); !query)
    return tl::unexpected<Error>(query.error());
  nlohmann::json view;
  const auto shown = call.folds.show(call.parameters.at("run"),
                                     [&](const Run& run) { view = amendments_view(run); });
  if (!shown) return tl::unexpected<Error>(shown.error());
  return HttpResponse{200, nlohmann::json{{"amendments", std::move(view)}}.dump() + "\n"};
}

Result<HttpResponse> amend_run(const Call& call) {
  auto body = parse_json_object(call.request.body);
  if (!body) return tl::unexpected<Error>(body.error());
  for (const auto* reserved : {"op", "token", "from", "once", "run"})
    if (body->contains(reserved))
      return fail(ErrorKind::invalid, "there is no such field", reserved,
                  "send runbook and reason");
  const auto once = once_key(call.request);
  if (!once) return tl::unexpected<Error>(once.error());
  (*body)["run"] = call.parameters.at("run");
  (*body)["once"] = *once;
  (*body)["op"] = "amend_run";
  (*body)["token"] = call.token;
  (*body)["from"] = "rest " + call.request.client;
  auto answer = call.engine.ask(*body);
  if (!answer) return tl::unexpected<Error>(answer.error());
  answer->erase("ok");
  return HttpResponse{200, answer->dump() + "\n"};
}

}  // namespace golive::rest
