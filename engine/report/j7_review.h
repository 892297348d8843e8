// J+7 review: the plan's targets against what was measured, what the watches have seen,
// reservations and incidents. The context of its templates.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "report/words.h"
#include "view/account.h"
#include "view/service_level.h"

namespace golive {

nlohmann::json j7_review(const Account& account, const std::vector<WatchLevel>& watches,
                         const std::string& head, const Words& words);

}  // namespace golive
