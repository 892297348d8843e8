// Owner: whose an item is.
#pragma once

#include <string>
#include <vector>

#include "core/plan.h"

namespace golive {

// The role that owns an item: its own, or the one of what it is part of; empty if nobody's.
std::string owner_of(const Plan& plan, ItemIndex item);
// Who is asked to act on it: the owner, or the leads (Plan::approved_by) where there is none.
std::vector<std::string> acting_roles(const Plan& plan, ItemIndex item);
// What people call a role: its title, else its id.
std::string role_title(const Plan& plan, const std::string& role);

}  // namespace golive
