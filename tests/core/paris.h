// Europe/Paris around 2026, as the system's zone files have it.
#pragma once

#include "core/local_time.h"

namespace golive {

inline ZoneRules paris() {
  const auto at = [](const char* text) { return parse_instant(text).value(); };
  return {"Europe/Paris",
          {{at("2025-10-26T01:00:00Z"), 60, "CET"},
           {at("2026-03-29T01:00:00Z"), 120, "CEST"},
           {at("2026-10-25T01:00:00Z"), 60, "CET"},
           {at("2027-03-28T01:00:00Z"), 120, "CEST"}}};
}

inline Date date(const char* text) { return parse_date(text).value(); }

}  // namespace golive
