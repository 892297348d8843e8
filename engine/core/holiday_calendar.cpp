#include "core/holiday_calendar.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/limits.h"

namespace golive {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

struct ContentLine {
  int line = 0;
  std::string name, parameters, value;
};

struct WholeDays {  // an event of the calendar, as far as it is read
  int line = 0;
  std::optional<Date> first, after;  // `after`: the day after the last
  int every_year_line = 0;           // 0: it is not repeated
  std::optional<Date> until;
  std::optional<int> times;
  bool cancelled = false;
};

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

// A long line goes on after a line break and a blank.
std::vector<ContentLine> content_lines(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::pair<int, std::string>> lines;
  for (int line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    auto written = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (written.ends_with('\r')) written.remove_suffix(1);
    const bool goes_on = written.starts_with(' ') || written.starts_with('\t');
    if (goes_on && !lines.empty())
      lines.back().second += written.substr(1);
    else if (!written.empty())
      lines.emplace_back(line, written);
  }
  std::vector<ContentLine> all;
  for (const auto& [line, written] : lines) {
    std::size_t colon = 0;
    for (bool quoted = false; colon < written.size(); ++colon) {
      if (written[colon] == '"') quoted = !quoted;
      if (written[colon] == ':' && !quoted) break;
    }
    const auto name_end = std::min(written.find_first_of(";:"), written.size());
    all.push_back(
        {line, upper(std::string_view(written).substr(0, name_end)),
         upper(std::string_view(written).substr(name_end, std::max(colon, name_end) - name_end)),
         colon < written.size() ? written.substr(colon + 1) : std::string()});
  }
  return all;
}

// 20270507; of a time, its day does not count.
std::optional<Date> whole_day(std::string_view value) {
  if (value.size() != 8) return std::nullopt;
  const std::string text(value);
  const auto date = parse_date(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6));
  return date ? std::optional(*date) : std::nullopt;
}

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1) return std::nullopt;
  return number;
}

class CalendarReader {
 public:
  explicit CalendarReader(const std::string& file) : file_(file) {}
  Result<std::vector<Date>> read(const std::vector<ContentLine>& lines);

 private:
  Result<void> take(const ContentLine& line);
  Result<void> take_of_event(const ContentLine& line);
  Result<void> take_rule(const ContentLine& line);
  Result<void> take_day(const ContentLine& line, std::optional<Date>& day) const;
  Result<void> finish(const WholeDays& event);
  Result<void> add(const WholeDays& event, Date first, std::int64_t length);
  [[nodiscard]] tl::unexpected<Error> refuse(int line, const std::string& what,
                                             const std::string& way_out) const {
    return fail(ErrorKind::unloadable, what, file_ + ":" + std::to_string(line), way_out);
  }

  const std::string& file_;
  std::vector<std::string> within_;  // the components that have begun
  WholeDays event_;
  std::vector<Date> dates_;
};

constexpr const char* day_by_day = "write one event for each day, as DTSTART;VALUE=DATE:20270507";

Result<void> CalendarReader::take_day(const ContentLine& line, std::optional<Date>& day) const {
  day = whole_day(line.value);
  if (day) return {};
  return refuse(line.line, line.name + " is \"" + line.value.substr(0, 40) + "\", and no whole day",
                "a holiday is a whole day: " + line.name + ";VALUE=DATE:20270507");
}

// FREQ=YEARLY, and at most how often or until when, and what DTSTART says already.
Result<void> CalendarReader::take_rule(const ContentLine& line) {
  event_.every_year_line = line.line;
  bool yearly = false, plain = true;
  std::string_view rest = line.value;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    const auto part = upper(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto equals = std::min(part.find('='), part.size());
    const auto name = part.substr(0, equals);
    const auto value = equals < part.size() ? part.substr(equals + 1) : std::string();
    if (name == "FREQ")
      yearly = value == "YEARLY";
    else if (name == "COUNT")
      plain = plain && (event_.times = number_of(value));
    else if (name == "UNTIL")
      plain = plain && (event_.until = whole_day(value.substr(0, value.find('T'))));
    else if (name == "BYMONTH" || name == "BYMONTHDAY") {
      const auto number = number_of(value);
      const bool same = event_.first && number &&
                        (name == "BYMONTH" ? static_cast<unsigned>(event_.first->month())
                                           : static_cast<unsigned>(event_.first->day())) ==
                            static_cast<unsigned>(*number);
      plain = plain && same;
    } else if (name != "WKST")
      plain = plain && name == "INTERVAL" && value == "1";
  }
  if (yearly && plain) return {};
  return refuse(line.line,
                "RRULE is \"" + line.value.substr(0, 80) + "\", and no plain yearly repetition",
                std::string("only FREQ=YEARLY is read, with COUNT or UNTIL, after DTSTART; else ") +
                    day_by_day);
}

Result<void> CalendarReader::take_of_event(const ContentLine& line) {
  if (line.name == "DTSTART") return take_day(line, event_.first);
  if (line.name == "DTEND") return take_day(line, event_.after);
  if (line.name == "RRULE") return take_rule(line);
  if (line.name == "STATUS") event_.cancelled = upper(line.value) == "CANCELLED";
  for (const char* unread : {"DURATION", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"})
    if (line.name == unread)
      return refuse(line.line, line.name + " is not read in a calendar of holidays", day_by_day);
  return {};
}

Result<void> CalendarReader::add(const WholeDays& event, Date first, std::int64_t length) {
  for (std::int64_t day = 0; day < length; ++day) {
    if (dates_.size() == limits::holiday_dates)
      return refuse(event.line,
                    "there are more than " + std::to_string(limits::holiday_dates) + " holidays",
                    "keep those of the years that matter");
    dates_.emplace_back(sys_days(first) + days(day));
  }
  return {};
}

Result<void> CalendarReader::finish(const WholeDays& event) {
  if (!event.first)
    return refuse(event.line, "the event has no DTSTART", "write DTSTART;VALUE=DATE:20270507");
  const auto length =
      event.after ? (sys_days(*event.after) - sys_days(*event.first)).count() : std::int64_t{1};
  if (length < 1 && event.after != event.first)
    return refuse(event.line, "the event ends before it begins", "DTEND is the day after its last");
  if (event.cancelled) return {};
  const auto lasts = std::max<std::int64_t>(length, 1);
  if (event.every_year_line == 0) return add(event, *event.first, lasts);
  int time = 0;
  for (int year = static_cast<int>(event.first->year()); year <= last_repeated_year; ++year) {
    const Date day = std::chrono::year(year) / event.first->month() / event.first->day();
    if (!day.ok()) continue;  // 29 February
    if (event.times && ++time > *event.times) break;
    if (event.until && day > *event.until) break;
    if (year < first_repeated_year) continue;
    if (auto added = add(event, day, lasts); !added) return added;
  }
  return {};
}

Result<void> CalendarReader::take(const ContentLine& line) {
  if (line.name == "BEGIN") {
    within_.push_back(upper(line.value));
    if (within_.back() == "VEVENT") event_ = {line.line, {}, {}, 0, {}, {}, false};
    return {};
  }
  if (line.name != "END") return within_.back() == "VEVENT" ? take_of_event(line) : Result<void>{};
  const auto ended = upper(line.value);
  if (ended != within_.back())
    return refuse(line.line, "END:" + ended.substr(0, 40) + " ends what has not begun",
                  "export the calendar again");
  within_.pop_back();
  return ended == "VEVENT" ? finish(event_) : Result<void>{};
}

Result<std::vector<Date>> CalendarReader::read(const std::vector<ContentLine>& lines) {
  if (lines.empty() || lines[0].name != "BEGIN" || upper(lines[0].value) != "VCALENDAR")
    return refuse(lines.empty() ? 1 : lines[0].line,
                  "it is no calendar: BEGIN:VCALENDAR is missing",
                  "export it as iCalendar (.ics), or keep a .txt of one date a line");
  bool has_event = false;
  for (const auto& line : lines) {
    if (within_.empty() && line.name != "BEGIN")
      return refuse(line.line, "this stands in no calendar", "export the calendar again");
    if (auto taken = take(line); !taken) return tl::unexpected<Error>(taken.error());
    has_event = has_event || (!within_.empty() && within_.back() == "VEVENT");
  }
  if (!within_.empty())
    return refuse(lines.back().line, "it is cut off: END:" + within_.back() + " is missing",
                  "export the calendar again");
  if (!has_event)
    return refuse(lines[0].line, "the calendar has no event", "is it the calendar of holidays?");
  std::sort(dates_.begin(), dates_.end());
  dates_.erase(std::unique(dates_.begin(), dates_.end()), dates_.end());
  return dates_;
}

}  // namespace

Result<std::vector<Date>> parse_holiday_calendar(std::string_view text, const std::string& file) {
  return CalendarReader(file).read(content_lines(text));
}

}  // namespace golive
