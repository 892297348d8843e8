#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "api/rest/endpoints.h"
#include "api/rest/engine_link.h"
#include "api/rest/entity_tag.h"
#include "api/rest/once.h"
#include "api/rest/page.h"
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

// From a number, or from a cursor.
Result<PageWish> events_wish(const Call& call) {
  const auto query = parse_query(call.request.query, {"after", "cursor", "limit"});
  if (!query) return tl::unexpected<Error>(query.error());
  constexpr std::size_t usual_events = 100;
  auto wish = page_wish(*query, usual_events, limits::events_page);
  if (!wish || !query->contains("after")) return wish;
  if (query->contains("cursor"))
    return fail(ErrorKind::invalid, "after and cursor both say where to begin", "after",
                "send one of them");
  const auto after = number_in(*query, "after", 0);
  if (!after) return tl::unexpected<Error>(after.error());
  wish->after = *after;
  return wish;
}

}  // namespace

Result<HttpResponse> create_run(const Call& call) {
  auto body = parse_json_object(call.request.body);
  if (!body) return tl::unexpected<Error>(body.error());
  // The envelope is the door's own; a client does not speak in another's name.
  for (const auto* reserved : {"op", "token", "from", "once"})
    if (body->contains(reserved))
      return fail(ErrorKind::invalid, "there is no such field", reserved,
                  "send runbook, j, environment, mode, parameters, fail, absent and late");
  const auto once = once_key(call.request);
  if (!once) return tl::unexpected<Error>(once.error());
  (*body)["once"] = *once;
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
  std::string tag;
  const auto shown = call.folds.show_from(id, *seq, [&](const Run& run) {
    const Instant at = now();
    tag = run_tag(run, at);
    if (!has_seen(call.request, tag)) view = run_view(run, at, measured);
  });
  if (!shown) return tl::unexpected<Error>(shown.error());
  if (view.is_null()) return not_modified(tag);
  auto response = json_response(view);
  response.headers.emplace_back("ETag", tag);
  return response;
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
  const auto wish = events_wish(call);
  if (!wish) return tl::unexpected<Error>(wish.error());
  std::shared_ptr<const Plan> plan;
  std::uint64_t head = 0;
  const auto& run = call.parameters.at("run");
  const auto shown = call.folds.show(run, [&](const Run& folded) {
    plan = folded.plan;
    head = folded.seq;
  });
  if (!shown) return tl::unexpected<Error>(shown.error());
  const auto page = call.folds.records(run, wish->after, wish->limit);
  if (!page) return tl::unexpected<Error>(page.error());
  std::string events;
  std::uint64_t last = wish->after;
  for (const auto& record : *page) {
    const auto event = event_from_record(record);
    if (!event) return tl::unexpected<Error>(event.error());
    const auto text = event_to_api_json(*plan, *event).dump();
    if (!events.empty() && events.size() + text.size() > limits::response_bytes / 2) break;
    (events += events.empty() ? "" : ",\n") += text;
    last = record.seq;
  }
  const auto next = last < head && !page->empty() ? '"' + cursor_after(last) + '"' : "null";
  return HttpResponse{
      200, fmt::format("{{\"events\":[{}],\"last\":{},\"next\":{}}}\n", events, last, next)};
}

}  // namespace golive::rest
