// Local time of one zone as data: the transitions around a plan, taken once from the system's zone
// files (rim/zone) and kept in the run's first event, so that nobody needs zone files later.
#pragma once

#include <string>
#include <vector>

#include "base/instant.h"

namespace golive {

struct ZoneRules {
  struct Transition {
    Instant at;          // from then on ...
    int offset_minutes;  // ... local = UTC + this
    std::string abbreviation;
    friend bool operator==(const Transition&, const Transition&) = default;
  };
  std::string name;
  std::vector<Transition> transitions;  // ascending; the first one lies before everything asked for
  friend bool operator==(const ZoneRules&, const ZoneRules&) = default;
};

struct LocalTime {
  Date date;
  int minute = 0;  // 0..1439
};

// The instant of a local time. A time that does not exist, or exists twice (DST), is
// ErrorKind::invalid naming the possible readings.
Result<Instant> to_instant(const ZoneRules& zone, LocalTime local);
// The first instant of a local day, also where the clocks change at midnight.
Instant day_start(const ZoneRules& zone, Date date);
LocalTime to_local(const ZoneRules& zone, Instant instant);
// "2026-11-20 08:15", "08:15", "08:15:07".
std::string local_text(const ZoneRules& zone, Instant instant);
std::string local_clock_text(const ZoneRules& zone, Instant instant, bool seconds = false);

}  // namespace golive
