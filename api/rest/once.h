// Idempotency-Key: by it a client that does not know whether its POST was heard may send it again,
// and is given the first answer. The engine keeps the answers, together with what was done.
#pragma once

#include <string>

#include "api/rest/exchange.h"
#include "base/error.h"

namespace golive::rest {

// The request's key; empty if it has none.
Result<std::string> once_key(const HttpRequest& request);

}  // namespace golive::rest
