// Instants and durations. An Instant is UTC to the millisecond; nothing in the pure rooms reads a
// clock.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace golive {

using Duration = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Duration>;
using Date = std::chrono::year_month_day;

// "2026-11-20T08:00:00.000Z"; always three decimals, always Z.
std::string to_text(Instant instant);
Result<Instant> parse_instant(std::string_view text);

// "2026-11-20"; read from 1970 to 2999.
std::string to_text(Date date);
Result<Date> parse_date(std::string_view text);

// A whole number and a unit, or several: "90s", "15m", "1h30m", "7d", "250ms". Never negative,
// never more than limits::duration_max.
Result<Duration> parse_duration(std::string_view text);
// As golive writes them itself: of any length, for a rehearsal's clock may jump to J in a far year.
Result<Duration> parse_logged_duration(std::string_view text);
// The shortest such text: 90 s is "1m30s".
std::string to_text(Duration duration);

}  // namespace golive
