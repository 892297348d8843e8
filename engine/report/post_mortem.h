// Post-mortem: what went wrong in a run, in its order and with what it cost, made from the log; the
// causes and the actions are left to people. The context of its templates.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/words.h"
#include "view/account.h"

namespace golive {

nlohmann::json post_mortem(const Account& account, const std::string& head, const Words& words);

}  // namespace golive
