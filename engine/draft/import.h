// Import: from a deployment plan in Markdown, French or English, to a runbook's skeleton and the
// list of what is missing. A pure function of the text. Commands of the document are taken as
// descriptions of tasks: nothing of it runs by itself.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "draft/draft.h"

namespace golive {

// Whether there is an IANA zone of that name.
using IsZone = std::function<bool(const std::string&)>;
// `file` is the plan's name, for places and comments. A time zone that the plan names is taken if
// `is_zone` knows it. Errors, with that place: not UTF-8, too large, or nothing in it that reads as
// a plan.
Result<Draft> import_plan(std::string_view text, const std::string& file, const IsZone& is_zone);
// The runbook; what is missing stands in it as comments.
std::string runbook_text(const Draft& draft, const std::string& file);

}  // namespace golive
