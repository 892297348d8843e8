// Amendments of a run: those that there are, what another would change, and a new one.
#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "api/rest/endpoints.h"
#include "api/rest/engine_link.h"
#include "api/rest/once.h"
#include "api/rest/run_folds.h"
#include "api/rest/target.h"
#include "view/amendment_view.h"

namespace golive::rest {
namespace {

// The engine loads it, and so it says what is wrong with it.
Result<HttpResponse> ask_with_runbook(const Call& call, const std::string& op,
                                      const std::string& fields) {
  auto body = parse_json_object(call.request.body);
  if (!body) return tl::unexpected<Error>(body.error());
  for (const auto* reserved : {"op", "token", "from", "once", "run"})
    if (body->contains(reserved))
      return fail(ErrorKind::invalid, "there is no such field", reserved, fields);
  const auto once = once_key(call.request);
  if (!once) return tl::unexpected<Error>(once.error());
  // A comparison changes nothing: whoever repeats it is told what there is now.
  if (op == "amend_run") (*body)["once"] = *once;
  body->update({{"run", call.parameters.at("run")},
                {"op", op},
                {"token", call.token},
                {"from", "rest " + call.request.client}});
  auto answer = call.engine.ask(*body);
  if (!answer) return tl::unexpected<Error>(answer.error());
  answer->erase("ok");
  return HttpResponse{200, answer->dump() + "\n"};
}

}  // namespace

Result<HttpResponse> list_amendments(const Call& call) {
  if (const auto query = parse_query(call.request.query, {}); !query)
    return tl::unexpected<Error>(query.error());
  nlohmann::json view;
  const auto shown = call.folds.show(call.parameters.at("run"),
                                     [&](const Run& run) { view = amendments_view(run); });
  if (!shown) return tl::unexpected<Error>(shown.error());
  return HttpResponse{200, nlohmann::json{{"amendments", std::move(view)}}.dump() + "\n"};
}

Result<HttpResponse> compare_run(const Call& call) {
  return ask_with_runbook(call, "compare_run", "send runbook, or files");
}

Result<HttpResponse> amend_run(const Call& call) {
  return ask_with_runbook(call, "amend_run", "send runbook, or files, and reason");
}

}  // namespace golive::rest
