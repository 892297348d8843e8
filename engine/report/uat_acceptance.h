// UAT acceptance: the minutes of acceptance that people sign: what was tried, by whom, with what
// result, what stays open, and what was decided. The context of its templates.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/words.h"
#include "view/account.h"

namespace golive {

nlohmann::json uat_acceptance(const Account& account, const std::string& head, const Words& words);

}  // namespace golive
