// Amendments: how the plan of a run was changed on the way: what each one proposed, item by item,
// who decided what, and what became of it. The context of its templates.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/words.h"
#include "view/account.h"

namespace golive {

nlohmann::json amendments_report(const Account& account, const std::string& head,
                                 const Words& words);

}  // namespace golive
