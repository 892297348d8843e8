// Entry: what a calendar shows of a plan: whole days, or a time; with alarms where people decide.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"

namespace golive {

struct Alarm {
  Duration after_start;  // negative: before
  std::string text;
};

struct CalendarEntry {
  std::string uid;  // the same for the same item, plan and J
  std::string summary, description;
  // Whole days, the last one included; else a time.
  std::optional<Date> first_day = {}, last_day = {};
  Instant start = {};
  std::optional<Duration> duration = {};
  std::vector<Alarm> alarms = {};
  bool takes_time = true;  // of who has it in their calendar; whole days never do
};

struct Calendar {
  std::string name;
  std::string language;
  Instant stamp;  // of each entry: when it was made, for who compares two calendars
  std::vector<CalendarEntry> entries;
};

}  // namespace golive
