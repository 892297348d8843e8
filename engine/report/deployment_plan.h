// Deployment plan: the document of a plan, resolved for one J, for those who read rather than run
// it. A pure function of the plan, its timeline and a language: made twice, the same bytes.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/timeline.h"
#include "report/rendering.h"

namespace golive {

// The context of its templates.
nlohmann::json plan_document(const Plan& plan, const Timeline& timeline, const Words& words);
// `wish.kind` is not looked at. Errors: an unknown language, a template that is broken.
Result<std::string> deployment_plan(ReportWish wish, const Plan& plan, const Timeline& timeline);

}  // namespace golive
