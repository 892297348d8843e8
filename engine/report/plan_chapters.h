// Plan chapters: the parts of the deployment plan, each from a Plan and its Timeline to JSON for
// its template.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/timeline.h"
#include "report/plan_phrase.h"

namespace golive {

// A plan as a document says it. All must outlive it.
struct PlanText {
  const Plan& plan;
  const Timeline& timeline;
  const PlanPhrase& phrase;
};

// Every phase with every item in it.
nlohmann::json planned_phases(const PlanText& text);
// What is prepared for what may go wrong.
nlohmann::json planned_contingencies(const PlanText& text);

// The phases over the days, and day J over its hours, each as an SVG's coordinates; null where
// nothing has a time.
nlohmann::json picture_of_phases(const PlanText& text);
nlohmann::json picture_of_day_j(const PlanText& text);

}  // namespace golive
