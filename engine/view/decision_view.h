// Decision view: the decisions of a gate that count now, as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/run.h"

namespace golive {

nlohmann::json decisions_json(const Run& run, ItemIndex gate);

}  // namespace golive
