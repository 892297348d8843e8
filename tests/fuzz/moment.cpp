// Texts of time. Each input goes to all that read one.
#include "core/moment.h"

#include "base/instant.h"
#include "base/limits.h"
#include "reader.h"

namespace golive::fuzz {
namespace {

// Reads; what is accepted must come back from the text that it is shown as.
template <class T>
bool is_read(std::string_view input, Result<T> (*parse)(std::string_view)) {
  const auto value = parse(input);
  if (!value) return false;
  const auto text = to_text(*value);
  const auto again = parse(text);
  hold(again.has_value(), "what is shown is read again");
  hold(to_text(*again) == text, "what is read again is shown the same");
  return true;
}

bool is_clock(std::string_view input) {
  const auto minute = parse_clock(input);
  if (!minute) return false;
  hold(*minute >= 0 && *minute < 24 * 60, "a time of day lies in a day");
  hold(clock_text(*minute) == input, "a time of day is shown as it was written");
  return true;
}

bool read_time(std::string_view input) {
  const auto duration = parse_duration(input);
  hold(!duration || duration->count() >= 0, "a duration is never negative");
  const auto moment = parse_moment(input);
  hold(!moment || std::abs(moment->days) <= limits::moment_days, "a moment is near J");
  const bool accepted[] = {is_clock(input), is_read(input, parse_duration),
                           is_read(input, parse_moment), is_read(input, parse_instant),
                           is_read(input, parse_date)};
  return std::any_of(std::begin(accepted), std::end(accepted), [](bool one) { return one; });
}

}  // namespace

Reader moment_reader() {
  return {"moment",
          {"J", "J-21", "J+1", "J-3 18:00", "J-5wd", "J+240wd 23:59", "08:15", "90s", "1h30m",
           "7d12h5m3s250ms", "2026-11-20", "2024-02-29", "2026-11-20T08:00:00.000Z",
           "2026-11-20T08:00:00Z", "3650d"},
          {"J", "wd", "+", "-", " ", ":", "d", "h", "m", "s", "ms", "T", "Z", ".000", "0000",
           "9999", "24:00", "-0", "02-30"},
          read_time};
}

}  // namespace golive::fuzz
