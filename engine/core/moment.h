// A moment relative to J: "J-21", "J-3 18:00", "J+1", "J-5wd" (working days). Text in a runbook; an
// Instant only once a J, a zone and a calendar are known (core/timeline.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace golive {

struct Moment {
  int days = 0;                    // before (negative) or after J
  bool working = false;            // counted in working days
  std::optional<int> minute = {};  // of the local day, 0..1439; none: the day as such
  friend bool operator==(const Moment&, const Moment&) = default;
};

Result<Moment> parse_moment(std::string_view text);
// "08:15" -> 495.
Result<int> parse_clock(std::string_view text);
std::string to_text(const Moment& moment);
std::string clock_text(int minute);

}  // namespace golive
