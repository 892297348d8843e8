// Axis: a span of time across a picture's width, in percent; the pictures stretch with the page.
#pragma once

#include <string>

#include "base/instant.h"

namespace golive {

struct Axis {
  Instant from, to;  // `to` after `from`
  // 0 to 100; what lies outside is at the border.
  [[nodiscard]] double percent(Instant instant) const;
};

// "12.5": one decimal, and the same bytes everywhere.
std::string decimal(double percent);

}  // namespace golive
