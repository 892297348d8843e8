// Written by libical: it escapes texts and folds lines as RFC 5545 has it. A module of its own,
// which ical_text() loads.
#include <libical/ical.h>

#include <memory>

#include "base/utf8.h"
#include "calendar/entry.h"

namespace golive {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

struct Freed {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
  void operator()(char* text) const { icalmemory_free_buffer(text); }
};

void add(icalcomponent* component, icalproperty* property) {
  icalcomponent_add_property(component, property);
}

// RFC 5545 knows no control characters in a text but the line break.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : to_utf8(text))
    if (c == '\n' || c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != '\x7f')) out += c;
  return out;
}

icaltimetype day(Date date) {
  icaltimetype time = icaltime_null_date();
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return time;
}

icaltimetype utc(Instant instant) {
  const auto date = std::chrono::floor<days>(instant);
  const auto second =
      static_cast<int>(std::chrono::floor<std::chrono::seconds>(instant - date).count());
  icaltimetype time = day(Date(date));
  time.is_date = 0;
  time.hour = second / 3600;
  time.minute = second / 60 % 60;
  time.second = second % 60;
  time.zone = icaltimezone_get_utc_timezone();
  return time;
}

icaldurationtype lasting(Duration duration) {
  return icaldurationtype_from_int(
      static_cast<int>(std::chrono::floor<std::chrono::seconds>(duration).count()));
}

icalcomponent* alarm_of(const Alarm& alarm) {
  icalcomponent* component = icalcomponent_new(ICAL_VALARM_COMPONENT);
  add(component, icalproperty_new_action(ICAL_ACTION_DISPLAY));
  add(component, icalproperty_new_description(plain(alarm.text).c_str()));
  icaltriggertype trigger{};
  trigger.time = icaltime_null_time();
  trigger.duration = lasting(alarm.after_start);
  add(component, icalproperty_new_trigger(trigger));
  return component;
}

void add_time(icalcomponent* event, const CalendarEntry& entry) {
  if (!entry.first_day) {
    add(event, icalproperty_new_dtstart(utc(entry.start)));
    if (entry.duration) add(event, icalproperty_new_duration(lasting(*entry.duration)));
    if (!entry.takes_time) add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    return;
  }
  add(event, icalproperty_new_dtstart(day(*entry.first_day)));
  // Exclusive: the day after the last.
  add(event, icalproperty_new_dtend(day(Date(sys_days(*entry.last_day) + days(1)))));
  // A phase of weeks takes nobody's time.
  add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
}

icalcomponent* event_of(const CalendarEntry& entry, Instant stamp) {
  icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  add(event, icalproperty_new_uid(plain(entry.uid).c_str()));
  add(event, icalproperty_new_dtstamp(utc(stamp)));
  add(event, icalproperty_new_sequence(0));
  add_time(event, entry);
  add(event, icalproperty_new_summary(plain(entry.summary).c_str()));
  if (!entry.description.empty())
    add(event, icalproperty_new_description(plain(entry.description).c_str()));
  for (const auto& alarm : entry.alarms) icalcomponent_add_component(event, alarm_of(alarm));
  return event;
}

icalproperty* named(const char* name, const std::string& value) {
  icalproperty* property = icalproperty_new_x(plain(value).c_str());
  icalproperty_set_x_name(property, name);
  return property;
}

}  // namespace

// Its name is looked up: the one that ical_text() knows.
extern "C" [[gnu::visibility("default")]] void golive_ical_text(const Calendar& calendar,
                                                                std::string& written) {
  const std::unique_ptr<icalcomponent, Freed> whole(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  add(whole.get(), icalproperty_new_version("2.0"));
  add(whole.get(), icalproperty_new_prodid("-//golive//plan//EN"));
  add(whole.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
  add(whole.get(), named("X-WR-CALNAME", calendar.name));
  for (const auto& entry : calendar.entries)
    icalcomponent_add_component(whole.get(), event_of(entry, calendar.stamp));
  const std::unique_ptr<char, Freed> text(icalcomponent_as_ical_string_r(whole.get()));
  written = text.get();
}

}  // namespace golive
