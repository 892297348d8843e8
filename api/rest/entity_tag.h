// Entity tags: how a client says what it has seen. Pure.
#pragma once

#include <string>

#include "api/rest/exchange.h"
#include "base/error.h"
#include "core/run.h"

namespace golive::rest {

// Of a run's view: the same as long as nothing has happened; while it goes on, for a minute at
// most, since its forecast moves with the time.
std::string run_tag(const Run& run, Instant now);
// Whether If-None-Match has it: the client needs no further copy.
bool has_seen(const HttpRequest& request, const std::string& tag);
HttpResponse not_modified(const std::string& tag);
// What If-Match says that a decision rests on; empty if it says nothing ("*": whatever there is).
Result<std::string> seen_subject(const HttpRequest& request);

}  // namespace golive::rest
