// Catalog: the kinds of reports, and the one function that makes any of them. A report is a pure
// function of a log, a template and a language: made twice, the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/event.h"
#include "report/rendering.h"
#include "view/measured.h"
#include "view/service_level.h"

namespace golive {

std::vector<std::string_view> report_kinds();
// Whether a report of this kind looks at the rehearsals of its run's plan.
bool looks_at_rehearsals(std::string_view kind);
// Whether it looks at what the run's watches have seen.
bool looks_at_samples(std::string_view kind);
// Whether it has a table of its own: --format csv.
bool has_table(std::string_view kind);
// Whether one of people's own files is such as reports can be made with: one by the name of no kind
// ("j1-acount.html.mustache") is not. Errors have the file's place.
Result<void> check_own_template(const Templates& templates, const std::string& name);
// `head` is the hash of the log's last record: it stands in the report. `rehearsals`: of the same
// plan, from before the run, oldest first; `watches`: of the run itself; both for the kinds that
// look at them. Errors: an unknown kind or language, a format or a day that the kind has not, a log
// that cannot be folded, a template that is broken (place "j1-account.html.mustache:12").
Result<std::string> make_report(const ReportWish& wish, const std::vector<Event>& events,
                                const std::string& head,
                                const std::vector<Measured>& rehearsals = {},
                                const std::vector<WatchLevel>& watches = {});

}  // namespace golive
