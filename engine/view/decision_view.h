// Decision view: the decisions of a gate that count now, and what they ask for, as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/run.h"

namespace golive {

nlohmann::json conditions_json(const std::vector<Condition>& conditions);
nlohmann::json decisions_json(const Run& run, ItemIndex gate);

}  // namespace golive
