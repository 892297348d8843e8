// BodyFacts: what a body may know of its run, copied when it starts, so that nothing later in the
// run shows through: a replay of the same attempt sees the same.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "port/body_host.h"

namespace golive {

struct BodyFacts {
  RunId run;
  AttemptId id;
  std::shared_ptr<const Plan> plan;        // as it was when the attempt began
  ItemIndex text_index = 0;                // of the item, in that plan's own text
  std::string item, environment, mode, j;  // as ctx shows them
  std::optional<double> window_seconds;    // of a watch
  std::map<std::string, std::string> parameters;
  std::map<ItemIndex, std::string>
      results;                         // JSON, of items that had succeeded when the attempt started
  std::optional<Effect> doubted = {};  // of a probe: what it looks for
  std::string doubted_id = {};         // the idempotency key that it was sent with
  std::uint64_t seed = 0;
  Instant started_at{};  // run's clock
};

// The plan on whose text this attempt runs.
std::shared_ptr<const Plan> plan_of(const Run& run, const AttemptId& id);
BodyFacts facts_of(const BodyStart& start);

}  // namespace golive
