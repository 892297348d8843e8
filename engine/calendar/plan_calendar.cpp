#include "calendar/plan_calendar.h"

namespace golive {

Result<std::string> plan_calendar(const Plan& plan, const Timeline& timeline, const Words& words) {
  return ical_text(calendar_of(plan, timeline, words));
}

}  // namespace golive
