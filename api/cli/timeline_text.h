// The resolved timeline of a plan, for people at a terminal of 100 columns and for machines. Pure.
#pragma once

#include <string>

#include "core/timeline.h"

namespace golive::cli {

// Every time as J-offset, local and UTC; who owns and decides; what is prepared for failures.
std::string timeline_text(const Plan& plan, const Timeline& timeline);
// {"plan","title","hash","timezone","j",
//  "items":[{"path","kind","title","owner","start","end","estimate","does"}],
//  "holidays":{"calendar","files","dates"}, "freezes":[{"from","to","reason"}],
//  "windows":[{"id","title","from","to","reason"}]}; instants are {"utc","local"} or null. Gates
//  and
// contingencies have "decided_by" (roles) and "within", contingencies "risk" and "rollback_to".
std::string timeline_json(const Plan& plan, const Timeline& timeline);

}  // namespace golive::cli
