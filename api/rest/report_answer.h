// Report answer: a report as the door hands it out, to programs and on the board: with its hash,
// and so that nothing in it runs.
#pragma once

#include <string>

#include "api/rest/exchange.h"
#include "api/rest/run_folds.h"
#include "report/rendering.h"

namespace golive::rest {

Result<HttpResponse> report_answer(RunFolds& folds, const std::string& run, const ReportWish& wish);

}  // namespace golive::rest
