// J+1 account: what happened in a run, for those who were not there. The context of its templates.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/words.h"
#include "view/account.h"

namespace golive {

nlohmann::json j1_account(const Account& account, const std::string& head, const Words& words);

}  // namespace golive
