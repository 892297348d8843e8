#include "core/holiday_calendar.h"

#include <doctest/doctest.h>

using namespace golive;

namespace {

std::string calendar(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Jours fériés\r\n" + events +
         "END:VCALENDAR\r\n";
}

std::string event(const std::string& lines) {
  return "BEGIN:VEVENT\r\nSUMMARY:off\r\n" + lines + "\r\nEND:VEVENT\r\n";
}

std::string days_of(const std::string& text) {
  const auto dates = parse_holiday_calendar(text, "office.ics");
  if (!dates) return to_line(dates.error());
  std::string all;
  for (const Date day : *dates) all += (all.empty() ? "" : " ") + to_text(day);
  return all;
}

}  // namespace

TEST_CASE("each whole day of a calendar's events is a holiday, each once and in order") {
  CHECK(days_of(calendar(event("DTSTART;VALUE=DATE:20271224\r\nDTEND;VALUE=DATE:20271227") +
                         event("DTSTART;VALUE=DATE:20270507") + event("DTSTART:20271225"))) ==
        "2027-05-07 2027-12-24 2027-12-25 2027-12-26");
  CHECK(days_of(calendar(event("DTSTART:20270507\r\nDTEND:20270507"))) == "2027-05-07");
  CHECK(days_of(calendar(event("DTSTART:20270507\r\nSTATUS:CANCELLED"))).empty());
}

TEST_CASE("what others write around the days does not matter") {
  CHECK(
      days_of("\xEF\xBB\xBF"
              "begin:vcalendar\nBEGIN:VTIMEZONE\nBEGIN:STANDARD\n"
              "DTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
              "END:VTIMEZONE\n"
              "begin:vevent\nSUMMARY;X-A=\"a:b\":a long\n  line\nDTSTART;VALUE=DATE\n :2027\n\t0507"
              "\nBEGIN:VALARM\nTRIGGER:-PT1H\nDURATION:PT5M\nEND:VALARM\nend:vevent\n"
              "END:VCALENDAR") == "2027-05-07");
}

TEST_CASE("a plain yearly repetition is a holiday each year") {
  const auto yearly = [](const std::string& start, const std::string& rule) {
    return days_of(calendar(event("DTSTART;VALUE=DATE:" + start + "\r\nRRULE:" + rule)));
  };
  CHECK(yearly("20270501", "FREQ=YEARLY;COUNT=3") == "2027-05-01 2028-05-01 2029-05-01");
  CHECK(yearly("20270501", "FREQ=YEARLY;UNTIL=20280501;INTERVAL=1") == "2027-05-01 2028-05-01");
  CHECK(yearly("20480229", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29") == "2048-02-29");
  // Begun long ago: from the first year that a plan could be about, to the last.
  const auto all = parse_holiday_calendar(calendar(event("DTSTART:19700101\r\nRRULE:FREQ=YEARLY")),
                                          "office.ics");
  REQUIRE(all);
  CHECK(all->size() == last_repeated_year - first_repeated_year + 1);
  CHECK(to_text(all->front()) == "2020-01-01");
}

TEST_CASE("what cannot be read as whole days is refused, with its line and a way out") {
  const auto told = [](const std::string& lines, const std::string& part) {
    const auto said = days_of(calendar(event(lines)));
    CHECK_MESSAGE(said.find(part) != std::string::npos, said);
  };
  told("DTSTART:20270507T090000Z",
       "office.ics:6: DTSTART is \"20270507T090000Z\", and no whole day (a holiday is a whole day");
  told("DTSTART:20270230", "office.ics:6: DTSTART is \"20270230\", and no whole day");
  told("DTSTART:20270507\r\nDTEND:20270506", "office.ics:4: the event ends before it begins");
  told("DTSTART:20270507\r\nRRULE:FREQ=WEEKLY",
       "office.ics:7: RRULE is \"FREQ=WEEKLY\", and no plain");
  told("DTSTART:20270507\r\nRRULE:FREQ=YEARLY;BYDAY=1MO;BYMONTH=5", "no plain yearly repetition");
  told("DTSTART:20270507\r\nRRULE:FREQ=YEARLY;BYMONTH=6", "no plain yearly repetition");
  told("DTSTART:20270507\r\nRRULE:FREQ=YEARLY;INTERVAL=2", "no plain yearly repetition");
  told("DTSTART:20270507\r\nRRULE:FREQ=YEARLY;COUNT=0", "no plain yearly repetition");
  told("DTSTART:20270507\r\nEXDATE:20280507", "office.ics:7: EXDATE is not read");
  told("DTSTART:20270507\r\nDURATION:P2D", "DURATION is not read");
  told("DTSTART:20270101\r\nDTEND:20310101", "there are more than 1000 holidays");
  told("DESCRIPTION:when?", "office.ics:4: the event has no DTSTART");
}

TEST_CASE("what is no calendar, or not all of one, is refused") {
  CHECK(days_of("2027-05-07\n").starts_with("office.ics:1: it is no calendar"));
  CHECK(days_of("").starts_with("office.ics:1: it is no calendar"));
  CHECK(days_of("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270507\n")
            .starts_with("office.ics:3: it is cut off: END:VEVENT is missing"));
  CHECK(days_of("BEGIN:VCALENDAR\nEND:VEVENT\n").starts_with("office.ics:2: END:VEVENT ends what"));
  CHECK(days_of(calendar("") + "DTSTART:20270507\n")
            .starts_with("office.ics:5: this stands in no calendar"));
  CHECK(days_of(calendar("")).starts_with("office.ics:1: the calendar has no event"));
}
