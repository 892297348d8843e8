// Rehearsal comparison: a run held against the rehearsals of its plan. The context of its
// templates.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/words.h"
#include "view/account.h"
#include "view/comparison.h"

namespace golive {

nlohmann::json rehearsal_comparison(const Account& account, const Measured& actual,
                                    const std::vector<Measured>& rehearsals,
                                    const std::string& head, const Words& words);

}  // namespace golive
