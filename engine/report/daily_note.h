// Daily note: a day of a run in the plan's zone: what was done, what went wrong, what was decided,
// what waits, what comes next; as it stood at the end of that day. The context of its templates.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "report/words.h"
#include "view/account.h"

namespace golive {

// The last day that the log tells of, in the run's clock and zone; the events have been folded
// into `run`.
Date last_day(const Run& run);
// `until_then`: the account of the events up to the end of `day`.
nlohmann::json daily_note(const Account& until_then, Date day, const std::string& head,
                          const Words& words);
// How many of the events were there at the end of a day of the run's clock.
std::size_t events_until(const std::vector<Event>& events, Date day);

}  // namespace golive
