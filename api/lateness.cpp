#include "api/lateness.h"

namespace golive {

Result<void> add_lateness(Scenario& scenario, const std::string& word) {
  const auto equals = word.rfind('=');
  const auto by = parse_duration(word.substr(equals == std::string::npos ? 0 : equals + 1));
  if (!by)
    return fail(ErrorKind::invalid, "--late " + word + ": " + by.error().what, "--late",
                "write --late 20m, or --late ITEM=20m");
  if (equals == std::string::npos)
    scenario.late += *by;
  else
    scenario.lateness.push_back({word.substr(0, equals), *by, "--late"});
  return {};
}

}  // namespace golive
