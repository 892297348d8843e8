#include "core/condition.h"

#include "core/moment.h"

namespace golive {

Result<Date> due_day(const std::string& due, Date j) {
  if (auto date = parse_date(due)) return *date;
  const auto moment = parse_moment(due);
  if (!moment || moment->working || moment->minute)
    return fail(ErrorKind::invalid, "\"" + due + "\" is no day", "due",
                "write J+1, or a date like 2027-01-16");
  return Date(std::chrono::sys_days(j) + std::chrono::days(moment->days));
}

}  // namespace golive
