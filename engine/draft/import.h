// Import: from a deployment plan in Markdown, French or English, to a runbook's skeleton and the
// list of what is missing. A pure function of the text. Commands of the document are taken as
// descriptions of tasks: nothing of it runs by itself.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "draft/draft.h"

namespace golive {

// `file` is the plan's name, for places and comments. Errors, with that place: not UTF-8, too
// large, or nothing in it that reads as a plan.
Result<Draft> import_plan(std::string_view text, const std::string& file);
// The runbook; what is missing stands in it as comments.
std::string runbook_text(const Draft& draft, const std::string& file);

}  // namespace golive
