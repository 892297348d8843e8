#include "report/axis.h"

#include <algorithm>
#include <cmath>

namespace golive {

double Axis::percent(Instant instant) const {
  const auto inside = std::clamp(instant, from, to) - from;
  return 100.0 * static_cast<double>(inside.count()) / static_cast<double>((to - from).count());
}

std::string decimal(double percent) {
  const auto tenths = std::lround(percent * 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace golive
