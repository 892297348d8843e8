#include "rim/zone.h"

#include <date/tz.h>

#include <algorithm>
#include <exception>
#include <vector>

#include "base/utf8.h"

namespace golive {
namespace {

// J may be moved by limits::move_days, and a plan may name moments a year from it.
constexpr std::chrono::days margin{700};

const date::time_zone* find_zone(const date::tzdb& known, const std::string& iana) {
  const auto found = std::find_if(known.zones.begin(), known.zones.end(),
                                  [&](const auto& zone) { return zone.name() == iana; });
  return found == known.zones.end() ? nullptr : &*found;
}

Error unknown_zone(const date::tzdb& known, const std::string& iana) {
  std::vector<std::string_view> names;
  for (const auto& zone : known.zones) names.push_back(zone.name());
  const auto near = closest(iana, names);
  return {ErrorKind::unloadable, "there is no time zone \"" + iana + "\"", "timezone",
          near.empty() ? std::string("name one as in the IANA database: \"Europe/Paris\"")
                       : "did you mean \"" + std::string(near) + "\"?"};
}

ZoneRules read_rules(const date::time_zone& zone, Date around) {
  const auto from = std::chrono::sys_days(around) - margin;
  const auto until = std::chrono::sys_days(around) + margin;
  ZoneRules rules{zone.name(), {}};
  for (std::chrono::sys_seconds at = from; at < until;) {
    const auto info = zone.get_info(at);
    const auto offset = std::chrono::floor<std::chrono::minutes>(info.offset);
    rules.transitions.push_back({at, static_cast<int>(offset.count()), info.abbrev});
    at = info.end;
  }
  return rules;
}

}  // namespace

Result<ZoneRules> zone_rules(const std::string& iana, Date around) {
  // The library throws when the zone files are missing or broken.
  try {
    const auto& known = date::get_tzdb();
    const auto* zone = find_zone(known, iana);
    if (zone == nullptr) return tl::unexpected(unknown_zone(known, iana));
    return read_rules(*zone, around);
  } catch (const std::exception& broken) {
    return fail(ErrorKind::unavailable, std::string("cannot read the time zones: ") + broken.what(),
                {}, "install the package tzdata");
  }
}

}  // namespace golive
