// Shown time: instants as people read them, always local and UTC.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "core/timeline.h"

namespace golive {

// {"utc": "2027-01-15T07:15:00.000Z", "local": "2027-01-15 08:15"}; null if there is none.
nlohmann::json shown_time(const Timeline& timeline, const std::optional<Instant>& instant);
// For a line in a terminal: "08:15" on the day J, else "J-3 18:00".
std::string day_and_clock(const Timeline& timeline, Instant instant);

}  // namespace golive
