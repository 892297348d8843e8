#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "api/rest/endpoints.h"
#include "api/rest/engine_link.h"
#include "api/rest/run_folds.h"
#include "api/rest/target.h"
#include "base/limits.h"
#include "core/codec.h"
#include "rim/system_clock.h"
#include "view/move_view.h"
#include "view/run_view.h"

namespace golive::rest {
namespace {

Instant now() { return SystemClock().now(); }

HttpResponse json_response(const nlohmann::json& json, int status = 200) {
  return {status, json.dump() + "\n"};
}

}  // namespace

Result<HttpResponse> list_runs(const Call& call) {
  if (const auto query = parse_query(call.request.query, {}); !query)
    return tl::unexpected<Error>(query.error());
  auto runs = nlohmann::json::array();
  const auto shown =
      call.folds.show_all([&](const Run& run) { runs.push_back(run_summary(run, now())); });
  if (!shown) return tl::unexpected<Error>(shown.error());
  return json_response({{"runs", std::move(runs)}});
}

Result<HttpResponse> create_run(const Call& call) {
  auto body = parse_json_object(call.request.body);
  if (!body) return tl::unexpected<Error>(body.error());
  // The envelope is the door's own; a client does not speak in another's name.
  for (const auto* reserved : {"op", "token", "from"})
    if (body->contains(reserved))
      return fail(ErrorKind::invalid, "there is no such field", reserved,
                  "send runbook, j, environment, mode, parameters, fail, absent and late");
  (*body)["op"] = "create_run";
  (*body)["token"] = call.token;
  (*body)["from"] = "rest " + call.request.client;
  const auto created = call.engine.ask(*body);
  if (!created) return tl::unexpected<Error>(created.error());
  const auto run = created->at("run").get<std::string>();
  auto response = json_response({{"run", run}, {"seq", created->at("seq")}}, 201);
  response.headers.emplace_back("Location", "/api/v1/runs/" + run);
  return response;
}

Result<HttpResponse> show_run(const Call& call) {
  const auto query = parse_query(call.request.query, {"wait_seq"});
  if (!query) return tl::unexpected<Error>(query.error());
  const auto seq = number_in(*query, "wait_seq", 0);
  if (!seq) return tl::unexpected<Error>(seq.error());
  const auto& id = call.parameters.at("run");
  const auto measured = call.folds.measurements(id);
  nlohmann::json view;
  const auto shown = call.folds.show_from(
      id, *seq, [&](const Run& run) { view = run_view(run, now(), measured); });
  if (!shown) return tl::unexpected<Error>(shown.error());
  return json_response(view);
}

Result<HttpResponse> preview_move(const Call& call) {
  const auto query = parse_query(call.request.query, {"j"});
  if (!query) return tl::unexpected<Error>(query.error());
  const auto j = parse_date(query->contains("j") ? query->at("j") : "");
  if (!j) return fail(ErrorKind::invalid, j.error().what, "j", "ask with ?j=YYYY-MM-DD");
  Result<nlohmann::json> view;
  const auto shown = call.folds.show(call.parameters.at("run"), [&](const Run& run) {
    const auto move = move_of(run, *j, run_time(run, now()));
    if (move)
      view = move_view(run, *move);
    else
      view = tl::unexpected(move.error());
  });
  if (!shown) return tl::unexpected<Error>(shown.error());
  if (!view) return tl::unexpected<Error>(view.error());
  return json_response(*view);
}

Result<HttpResponse> list_events(const Call& call) {
  const auto query = parse_query(call.request.query, {"after", "limit"});
  if (!query) return tl::unexpected<Error>(query.error());
  const auto after = number_in(*query, "after", 0);
  const auto limit = number_in(*query, "limit", 100);
  if (!after || !limit) return tl::unexpected<Error>((after ? limit : after).error());
  if (*limit < 1 || *limit > limits::events_page)
    return fail(ErrorKind::invalid, "a page has from 1 to 1000 events", "limit",
                "read on with after=" + std::to_string(*after) + " and so forth");
  std::shared_ptr<const Plan> plan;
  const auto& run = call.parameters.at("run");
  const auto shown = call.folds.show(run, [&](const Run& folded) { plan = folded.plan; });
  if (!shown) return tl::unexpected<Error>(shown.error());
  const auto page = call.folds.records(run, *after, *limit);
  if (!page) return tl::unexpected<Error>(page.error());
  std::string events;
  std::uint64_t last = *after;
  for (const auto& record : *page) {
    const auto event = event_from_record(record);
    if (!event) return tl::unexpected<Error>(event.error());
    const auto text = event_to_api_json(*plan, *event).dump();
    if (!events.empty() && events.size() + text.size() > limits::response_bytes / 2) break;
    (events += events.empty() ? "" : ",\n") += text;
    last = record.seq;
  }
  return HttpResponse{200, fmt::format("{{\"events\":[{}],\"last\":{}}}\n", events, last)};
}

}  // namespace golive::rest
