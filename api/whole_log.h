// A log read whole, for what looks at all of it: audits and reports.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "api/told_once.h"
#include "port/store.h"
#include "report/catalog.h"

namespace golive {

// Empty if there is no such log.
Result<std::vector<Record>> read_whole_log(LogReader& reader, const std::string& log);

// A report about a run, as it was after the wish's event. ErrorKind::not_found if there is no such
// run, event or report. `output`: where the samples of watches lie, for the kinds that look at
// them.
Result<std::string> report_on(LogReader& reader, const std::string& run, const ReportWish& wish,
                              const std::filesystem::path& output);

// The same for who must have it, where people's own templates prove too much for what they are
// given: by the built-in ones; it is told why.
Result<std::string> report_in_any_case(LogReader& reader, const std::string& run, ReportWish wish,
                                       const std::filesystem::path& output, ToldOnce& told);

}  // namespace golive
