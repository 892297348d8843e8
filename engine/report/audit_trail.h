// Audit trail: every event of a run's log, one line each, for auditors. The context of its
// templates.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "report/words.h"
#include "view/account.h"

namespace golive {

nlohmann::json audit_trail(const Account& account, const std::vector<Event>& events,
                           const std::string& head, const Words& words);

}  // namespace golive
