#include "api/rehearsals.h"

#include <nlohmann/json.hpp>

#include "api/rest/endpoints.h"
#include "api/rest/run_folds.h"
#include "api/rest/target.h"
#include "view/comparison.h"

namespace golive::rest {

Result<HttpResponse> show_rehearsals(const Call& call) {
  if (const auto query = parse_query(call.request.query, {}); !query)
    return tl::unexpected<Error>(query.error());
  const auto logs = call.folds.open_logs();
  if (!logs) return tl::unexpected<Error>(logs.error());
  const auto& id = call.parameters.at("run");
  RunLog log(id);
  Meter meter;
  const auto read =
      log.read_on(**logs, [&meter](const Run& run, const Event& event) { meter.see(run, event); });
  if (!read) return tl::unexpected<Error>(read.error());
  const Plan& plan = *log.run().plan;
  const auto rehearsals = call.folds.rehearsals(log.run());
  if (!rehearsals) return tl::unexpected<Error>(rehearsals.error());
  const auto actual = meter.measured(log.run());
  return HttpResponse{200, comparison_view(plan, *rehearsals, &actual).dump() + "\n"};
}

}  // namespace golive::rest
