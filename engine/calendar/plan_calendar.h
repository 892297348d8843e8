// Plan calendar: a plan resolved for one J as an iCalendar file (RFC 5545): its phases, each item
// that has a day or a time, and alarms for gates. The same input gives the same bytes. Links
// libical, which keeps state of its own; so the room is not one of the pure ones, though it reads
// no clock.
#pragma once

#include <string>

#include "calendar/entry.h"
#include "core/timeline.h"
#include "report/words.h"

namespace golive {

// Errors: what writes it is not there.
Result<std::string> plan_calendar(const Plan& plan, const Timeline& timeline, const Words& words);

// The two halves: what stands in it, and how it is written.
Calendar calendar_of(const Plan& plan, const Timeline& timeline, const Words& words);
Result<std::string> ical_text(const Calendar& calendar);

}  // namespace golive
