// Move view: every date that another J would change, before and after, for people and machines.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/move.h"

namespace golive {

// {"before", "j", "items": [{"item", "title", "before": {"start", "end"}, "after": {...}}],
//  "freezes": [{"freeze", "before", "after"}], "windows": [{"window", "before", "after"}],
//  "asked_again": ["go-live/go"], "overdue": [...]}; what stays is left out.
nlohmann::json move_view(const Run& run, const Move& move);
// What changes, line by line; then what starts at once, and the gates that are asked again.
std::string move_text(const Run& run, const Move& move);

}  // namespace golive
