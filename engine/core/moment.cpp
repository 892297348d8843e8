#include "core/moment.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"

namespace golive {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

tl::unexpected<Error> no_moment(std::string_view text) {
  return fail(ErrorKind::invalid, fmt::format("\"{}\" is not a moment", text), {},
              "write \"J\", \"J-21\", \"J+1\", \"J-3 18:00\" or, in working days, \"J-5wd\"");
}

// The days of "J-21" after its sign, with their digits dropped from `text`.
std::optional<int> take_days(std::string_view& text) {
  const auto digits =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (digits == 0 || digits > 3) return std::nullopt;
  int days = 0;
  for (const char digit : text.substr(0, digits)) days = days * 10 + (digit - '0');
  text.remove_prefix(digits);
  return days;
}

}  // namespace

Result<int> parse_clock(std::string_view text) {
  const bool shaped = text.size() == 5 && text[2] == ':' && is_digit(text[0]) &&
                      is_digit(text[1]) && is_digit(text[3]) && is_digit(text[4]);
  if (shaped) {
    const int hour = (text[0] - '0') * 10 + (text[1] - '0');
    const int minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  return fail(ErrorKind::invalid, fmt::format("\"{}\" is not a time of day", text), {},
              "write hours and minutes, \"08:15\"");
}

Result<Moment> parse_moment(std::string_view text) {
  auto rest = text;
  if (!rest.starts_with('J')) return no_moment(text);
  rest.remove_prefix(1);
  Moment moment;
  if (rest.starts_with('+') || rest.starts_with('-')) {
    const int sign = rest[0] == '-' ? -1 : 1;
    rest.remove_prefix(1);
    const auto days = take_days(rest);
    if (!days) return no_moment(text);
    moment.days = sign * *days;
    if (rest.starts_with("wd")) {
      moment.working = true;
      rest.remove_prefix(2);
    }
    const int most = moment.working ? limits::moment_working_days : limits::moment_days;
    if (*days > most)
      return fail(ErrorKind::invalid, fmt::format("\"{}\" is more than {} {}days from J", text,
                                                  most, moment.working ? "working " : ""));
  }
  if (rest.empty()) return moment;
  if (!rest.starts_with(' ')) return no_moment(text);
  const auto minute = parse_clock(rest.substr(1));
  if (!minute) return no_moment(text);
  moment.minute = *minute;
  return moment;
}

std::string to_text(const Moment& moment) {
  std::string text = "J";
  if (moment.days != 0) text += fmt::format("{:+}{}", moment.days, moment.working ? "wd" : "");
  if (moment.minute) text += " " + clock_text(*moment.minute);
  return text;
}

std::string clock_text(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

}  // namespace golive
