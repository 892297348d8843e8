// Item facts: what stands on the page of a gate and of a contingency before somebody decides.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "api/board/telling.h"

namespace golive::board {

// Who has decided and who is missing, what it rests on, what follows on go and on no-go, how much
// time is left, and who of the visitor's roles may decide.
nlohmann::json gate_facts(const Look& look, const Forecast& forecast, ItemIndex gate);
// Its steps, what it takes back, who decides.
nlohmann::json contingency_facts(const Look& look, ItemIndex contingency);

// The files that people attached to it; of a gate, all that it rests on.
nlohmann::json file_facts(const Look& look, ItemIndex item);

// The hash of what a decision on this gate rests on as it is shown: another one, and the page is
// stale.
std::string shown_of(const Run& run, ItemIndex gate);

}  // namespace golive::board
