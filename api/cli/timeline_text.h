// The resolved timeline of a plan, for people and for machines. Pure.
#pragma once

#include <string>

#include "core/timeline.h"

namespace golive::cli {

std::string timeline_text(const Plan& plan, const Timeline& timeline);
// {"plan","title","hash","timezone","j","items":[{"path","kind","title","owner","start","end"}],
//  "freezes":[{"from","to","reason"}]}; instants are {"utc","local"} or null.
std::string timeline_json(const Plan& plan, const Timeline& timeline);

}  // namespace golive::cli
