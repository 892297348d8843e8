#include <nlohmann/json.hpp>

#include "api/rest/endpoints.h"
#include "api/rest/run_folds.h"
#include "api/rest/target.h"
#include "view/item_view.h"
#include "view/waiting.h"

namespace golive::rest {
namespace {

// "go", or "go-live/go": an item's path has a border that a part of a URL cannot have.
std::string gate_of(const Call& call) {
  const auto phase = call.parameters.find("phase");
  const auto& gate = call.parameters.at("gate");
  return phase == call.parameters.end() ? gate : phase->second + "/" + gate;
}

Result<nlohmann::json> gate_view(const Run& run, const std::string& name) {
  const auto gate = resolve_item(*run.plan, name);
  if (!gate || run.plan->items[*gate].kind != ItemKind::gate)
    return fail(ErrorKind::not_found, "the plan has no gate \"" + name + "\"", name,
                "see which there are: GET /api/v1/runs/" + run.id);
  auto view = item_view(run, *gate, nullptr);
  for (const Waiting& each : waiting_for(run))
    if (each.item == *gate && each.kind == WaitingKind::gate) view["waits"] = to_json(run, each);
  return view;
}

}  // namespace

Result<HttpResponse> show_gate(const Call& call) {
  if (const auto query = parse_query(call.request.query, {}); !query)
    return tl::unexpected<Error>(query.error());
  Result<nlohmann::json> view;
  const auto shown = call.folds.show(call.parameters.at("run"),
                                     [&](const Run& run) { view = gate_view(run, gate_of(call)); });
  if (!shown) return tl::unexpected<Error>(shown.error());
  if (!view) return tl::unexpected<Error>(view.error());
  HttpResponse response{200, view->dump() + "\n"};
  // What a decision rests on; the view may change while that stays as it is.
  if (const auto waits = view->find("waits"); waits != view->end() && waits->contains("subject"))
    response.headers.emplace_back("ETag", '"' + waits->at("subject").get<std::string>() + '"');
  return response;
}

}  // namespace golive::rest
