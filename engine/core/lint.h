// Lint: what a careful reader finds in a plan that can be loaded. Each finding has a stable code
// (docs/findings/ has a page for each), a place, a sentence and a way out; a plan may accept it
// with a reason. Pure: what is not given (J, the zone's rules, the runbook's text) is not looked
// at.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/local_time.h"
#include "core/plan.h"

namespace golive {

struct Finding {
  std::string code;
  std::string place;    // "phases/go_live.lua:12"
  std::string item;     // a path, or the id of a role, a freeze, ...; empty: the plan as a whole
  std::string what;     // a sentence
  std::string way_out;  // a sentence
  std::optional<std::string> accepted_because = {};
  friend bool operator==(const Finding&, const Finding&) = default;
};

// What is known beside the plan.
struct LintScope {
  std::optional<Date> j = {};
  const ZoneRules* zone = nullptr;                            // around `j`
  const std::map<std::string, std::string>* files = nullptr;  // the runbook's, by path
};

// Sorted by place. Of those not accepted at most limits::findings_per_code of a code; the last of
// them tells that there are more.
std::vector<Finding> lint(const Plan& plan, const LintScope& scope = {});

bool is_accepted(const Finding& finding);

struct FindingKind {
  std::string_view code, title;
};
// All there are, by topic.
std::vector<FindingKind> finding_kinds();

}  // namespace golive
