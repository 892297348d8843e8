// The people that a command names and nobody knows: neither the site nor the machine. Each with the
// role or person that may be meant, or nothing.
#pragma once

#include <map>
#include <string>

#include "core/command.h"
#include "core/plan.h"
#include "core/site.h"
#include "port/accounts.h"

namespace golive {

std::map<std::string, std::string> strangers_in(const CommandBody& command, const Plan& plan,
                                                const Site& site, Accounts& accounts);

}  // namespace golive
