// Go/no-go: the file and the minutes of every gate: what was asked of whom, what it rests on, who
// decided what as which role, and what became of it. The context of its templates.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/words.h"
#include "view/account.h"

namespace golive {

nlohmann::json go_no_go(const Account& account, const std::string& head, const Words& words);

}  // namespace golive
