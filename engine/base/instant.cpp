#include "base/instant.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/limits.h"

namespace golive {

namespace {

using namespace std::chrono;

// Reads exactly `digits` decimal digits and drops them from `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto year_number = take_number(text, 4);
  if (!year_number || !take(text, '-')) return std::nullopt;
  const auto month_number = take_number(text, 2);
  if (!month_number || !take(text, '-')) return std::nullopt;
  const auto day_number = take_number(text, 2);
  if (!day_number) return std::nullopt;
  const Date date{year(*year_number), month(static_cast<unsigned>(*month_number)),
                  day(static_cast<unsigned>(*day_number))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<Duration> take_time(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second || *second > 59) return std::nullopt;
  int fraction_ms = 0;
  if (take(text, '.')) {
    const auto digits = take_number(text, 3);
    if (!digits) return std::nullopt;
    fraction_ms = *digits;
  }
  return hours(*hour) + minutes(*minute) + seconds(*second) + milliseconds(fraction_ms);
}

// Of dates that people write: others are slips, and calendars and time zones need not reach them.
constexpr year first_year{1970}, last_year{2999};

struct Unit {
  std::string_view name;
  std::int64_t ms;
};
constexpr std::array<Unit, 5> units{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};

// Over what stands at `place`. Every hash of a log's record has an instant in it, and by fmt that
// would take as long as the hash.
void put_number(char* place, std::size_t digits, unsigned number) {
  for (; digits > 0; number /= 10) place[--digits] = static_cast<char>('0' + number % 10);
}

tl::unexpected<Error> no_duration(std::string_view text) {
  return fail(ErrorKind::invalid, fmt::format("\"{}\" is not a duration", text), {},
              "write a whole number and a unit: 90s, 15m, 1h30m, 7d, 250ms");
}

}  // namespace

std::string to_text(Instant instant) {
  static constexpr std::string_view midnight = "T00:00:00.000Z";
  const auto day_start = floor<days>(instant);
  const hh_mm_ss time(instant - day_start);
  auto text = to_text(Date(day_start));
  text += midnight;
  char* const place = text.data() + text.size() - midnight.size();
  put_number(place + 1, 2, static_cast<unsigned>(time.hours().count()));
  put_number(place + 4, 2, static_cast<unsigned>(time.minutes().count()));
  put_number(place + 7, 2, static_cast<unsigned>(time.seconds().count()));
  put_number(place + 10, 3, static_cast<unsigned>(time.subseconds().count()));
  return text;
}

Result<Instant> parse_instant(std::string_view text) {
  auto rest = text;
  if (const auto date = take_date(rest); date && take(rest, 'T'))
    if (const auto time = take_time(rest); time && rest == "Z") return sys_days(*date) + *time;
  return fail(ErrorKind::invalid, fmt::format("\"{}\" is not an instant", text), {},
              "write it in UTC: 2026-11-20T08:00:00.000Z");
}

std::string to_text(Date date) {
  const auto year_number = static_cast<int>(date.year());
  const auto month_number = static_cast<unsigned>(date.month());
  const auto day_number = static_cast<unsigned>(date.day());
  if (year_number < 0 || year_number > 9999)
    return fmt::format("{:04}-{:02}-{:02}", year_number, month_number, day_number);
  std::string text = "0000-00-00";
  put_number(text.data(), 4, static_cast<unsigned>(year_number));
  put_number(text.data() + 5, 2, month_number);
  put_number(text.data() + 8, 2, day_number);
  return text;
}

Result<Date> parse_date(std::string_view text) {
  auto rest = text;
  if (const auto date = take_date(rest); date && rest.empty()) {
    if (date->year() >= first_year && date->year() <= last_year) return *date;
    return fail(ErrorKind::invalid, fmt::format("the year of \"{}\" is out of range", text), {},
                "write a date from 1970 to 2999");
  }
  return fail(ErrorKind::invalid, fmt::format("\"{}\" is not a date", text), {},
              "write year-month-day: 2026-11-20");
}

Result<Duration> parse_logged_duration(std::string_view text) {
  constexpr std::size_t most_digits = 9;  // no sum of such numbers overflows
  if (text.empty()) return no_duration(text);
  Duration sum{0};
  std::size_t next_unit = 0;
  for (auto rest = text; !rest.empty();) {
    const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const auto name_end = std::min(rest.find_first_of("0123456789", digits), rest.size());
    const auto name = rest.substr(digits, name_end - digits);
    // Units come largest first, each at most once: "30m1h" is a slip.
    while (next_unit < units.size() && units[next_unit].name != name) ++next_unit;
    if (digits == 0 || digits > most_digits || next_unit == units.size()) return no_duration(text);
    std::int64_t number = 0;
    std::from_chars(rest.data(), rest.data() + digits, number);
    sum += Duration(number * units[next_unit++].ms);
    rest.remove_prefix(name_end);
  }
  return sum;
}

Result<Duration> parse_duration(std::string_view text) {
  auto duration = parse_logged_duration(text);
  if (duration && *duration > limits::duration_max)
    return fail(ErrorKind::invalid, fmt::format("\"{}\" is too long a duration", text), {},
                "give at most " + to_text(limits::duration_max));
  return duration;
}

std::string to_text(Duration duration) {
  if (duration.count() == 0) return "0s";
  std::string text = duration.count() < 0 ? "-" : "";
  auto left = duration.count() < 0 ? -duration.count() : duration.count();
  for (const auto& unit : units) {
    if (left >= unit.ms) text += fmt::format("{}{}", left / unit.ms, unit.name);
    left %= unit.ms;
  }
  return text;
}

}  // namespace golive
