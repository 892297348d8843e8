// Move view: every date that another J would change, before and after, for people and machines.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/move.h"

namespace golive {

// {"before", "j", "items": [{"item", "title", "before": {"start", "end"}, "after": {...}}],
//  "asked_again": ["go-live/go"]}; items whose times stay are left out.
nlohmann::json move_view(const Run& run, const Move& move);
// One line an item, then the gates that will be asked again.
std::string move_text(const Run& run, const Move& move);

}  // namespace golive
