// Run head: what every document about a run begins and ends with: of what plan, run and day J, how
// it stands, and the last link of the log that it was made from.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/phrase.h"
#include "view/account.h"

namespace golive {

nlohmann::json run_head(const Account& account, const std::string& head, const Phrase& phrase);

}  // namespace golive
