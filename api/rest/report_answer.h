// Report answer: a report as the door hands it out, to programs and on the board: with its hash,
// and so that nothing in it runs.
#pragma once

#include <string>

#include "api/rest/door.h"
#include "api/rest/exchange.h"
#include "report/rendering.h"

namespace golive::rest {

// By the door's templates.
Result<HttpResponse> report_answer(Door& door, const std::string& run, ReportWish wish);

}  // namespace golive::rest
