// Rights: which role entitles an actor to what, in one run. Deny by default; each refusal says
// which role would be needed.
#pragma once

#include <string>

#include "core/command.h"
#include "core/run.h"

namespace golive {

// The actor as this run knows them at `now` (engine's clock): a role that is bound to people is
// theirs alone, a deputy has the role of whom they stand in for, and who is away by a drill has
// none.
Actor entitled(const Run& run, Actor actor, Instant now);
// Whether the actor holds a role, and is not only somebody's deputy in it.
bool holds_role(const Actor& actor, const std::string& role);
// The role under which `actor` may decide this gate or contingency: `wanted` if given, else the one
// role of the rule that the actor has and has not used yet.
Result<std::string> deciding_role(const Run& run, ItemIndex item, const Actor& actor,
                                  const std::string& wanted);
// Tasks, retry, skip, mark done, doubts: the owner's role, or a lead (Plan::approved_by).
Result<std::string> acting_role(const Run& run, ItemIndex item, const Actor& actor);
// Pause, resume, abort, move J, lift a freeze: a lead, or whoever started the run.
Result<std::string> leading_role(const Run& run, const Actor& actor);

// As a lead, and not for having started the run; `deed` completes "may not ...".
Result<std::string> lead_role(const Run& run, const Actor& actor, const std::string& deed);

enum class Quorum { open, reached, refused };
// What the decisions made so far amount to.
Quorum quorum(const Rule& rule, const std::vector<Decision>& decisions);

}  // namespace golive
