// Timeline: what was resolved from a plan for one J: instants, zone rules, holidays. Data, kept in
// the run's first event.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "core/local_time.h"
#include "core/plan.h"

namespace golive {

struct Planned {
  std::optional<Instant> start;  // nothing starts before
  std::optional<Instant> end;    // the planned border (end of the last day), or start + estimate
  friend bool operator==(const Planned&, const Planned&) = default;
};
struct FrozenSpan {
  Instant from, to;
  std::string reason, id;
  friend bool operator==(const FrozenSpan&, const FrozenSpan&) = default;
};
struct OpenSpan {  // of a window
  Instant from, to;
  std::string id;
  friend bool operator==(const OpenSpan&, const OpenSpan&) = default;
};
struct Timeline {
  Date j{};
  ZoneRules zone;
  std::vector<Planned> items;  // parallel to Plan::items
  std::vector<FrozenSpan> freezes;
  std::vector<OpenSpan> windows = {};  // parallel to Plan::windows
  friend bool operator==(const Timeline&, const Timeline&) = default;
};

// Working days are Monday to Friday without the plan's holidays: those of its calendar ("FR": the
// legal ones of metropolitan France, Code du travail L3133-1; "" none) and its own dates.
bool is_working_day(Date date, const Plan& plan);
// The day of a moment. Working days count from J, which counts as day 0.
Date day_of(const Moment& moment, Date j, const Plan& plan);
// `zone` must cover J with a margin of a year on each side.
Result<Timeline> resolve_timeline(const Plan& plan, Date j, ZoneRules zone);

}  // namespace golive
