#include "view/shown_time.h"

#include <nlohmann/json.hpp>

namespace golive {

nlohmann::json shown_time(const Timeline& timeline, const std::optional<Instant>& instant) {
  if (!instant) return nullptr;
  return {{"utc", to_text(*instant)}, {"local", local_text(timeline.zone, *instant)}};
}

std::string day_and_clock(const Timeline& timeline, Instant instant) {
  const auto local = to_local(timeline.zone, instant);
  const auto days = std::chrono::sys_days(local.date) - std::chrono::sys_days(timeline.j);
  const auto clock = local_clock_text(timeline.zone, instant);
  if (days.count() == 0) return clock;
  return to_text(Moment{static_cast<int>(days.count()), false, {}}) + " " + clock;
}

}  // namespace golive
