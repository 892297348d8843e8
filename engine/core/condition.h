// Condition: what a decision with reservations asks for, of whom, and by which day. Followed until
// it is closed.
#pragma once

#include <string>

#include "base/error.h"
#include "base/instant.h"

namespace golive {

struct Condition {
  std::string text;
  std::string owner = {};  // a role of the plan, or a person; in a log never empty
  std::string due = {};    // "J+1", which moves with J, or "2027-01-16"; in a log never empty
  friend bool operator==(const Condition&, const Condition&) = default;
};

// The day that `due` means.
Result<Date> due_day(const std::string& due, Date j);

}  // namespace golive
