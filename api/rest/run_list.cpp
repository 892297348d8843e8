#include <nlohmann/json.hpp>

#include "api/rest/endpoints.h"
#include "api/rest/page.h"
#include "api/rest/run_folds.h"
#include "base/limits.h"
#include "core/run.h"
#include "rim/system_clock.h"
#include "view/run_view.h"

namespace golive::rest {
namespace {

constexpr std::size_t usual_runs = 100;

// Which runs a client asks for.
struct Wanted {
  std::optional<RunState> state;
  std::string plan;  // its id; empty for any
};

Result<Wanted> wanted_of(const Query& query) {
  Wanted wanted;
  if (const auto plan = query.find("plan"); plan != query.end()) wanted.plan = plan->second;
  const auto state = query.find("state");
  if (state == query.end()) return wanted;
  wanted.state = parse_enum<RunState>(state->second);
  if (!wanted.state)
    return fail(ErrorKind::invalid, "there is no state \"" + state->second + "\"", "state",
                "use planned, running, paused, held, completed, rolled_back or aborted");
  return wanted;
}

bool fits(const Wanted& wanted, const Run& run) {
  return (!wanted.state || state_of(run) == *wanted.state) &&
         (wanted.plan.empty() || run.plan->id == wanted.plan);
}

}  // namespace

Result<HttpResponse> list_runs(const Call& call) {
  const auto query = parse_query(call.request.query, {"cursor", "limit", "state", "plan"});
  if (!query) return tl::unexpected<Error>(query.error());
  const auto page = page_wish(*query, usual_runs, limits::runs_page);
  if (!page) return tl::unexpected<Error>(page.error());
  const auto wanted = wanted_of(*query);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  const Instant now = SystemClock().now();
  auto runs = nlohmann::json::array();
  nlohmann::json next;
  std::uint64_t seen = 0;
  const auto shown = call.folds.show_all([&](const Run& run) {
    if (seen++ < page->after || !next.is_null() || !fits(*wanted, run)) return;
    if (runs.size() < page->limit)
      runs.push_back(run_summary(run, now));
    else
      next = cursor_after(seen - 1);
  });
  if (!shown) return tl::unexpected<Error>(shown.error());
  if (page->after > seen)
    return fail(ErrorKind::invalid, "there is no such cursor", "cursor",
                "send what an answer had as `next`, or none to begin");
  const nlohmann::json list{{"runs", std::move(runs)}, {"next", std::move(next)}};
  return HttpResponse{200, list.dump() + "\n"};
}

}  // namespace golive::rest
