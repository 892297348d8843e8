// Zone: an IANA time zone, read once from the machine's zone files and handed on as data.
#pragma once

#include <string>

#include "core/local_time.h"

namespace golive {

// The zone's transitions from 700 days before `around` to 700 days after: what a plan around that
// day can reach.
Result<ZoneRules> zone_rules(const std::string& iana, Date around);

}  // namespace golive
