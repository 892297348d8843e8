// Problem documents (RFC 9457): the one form in which the door says no.
#pragma once

#include <string>

#include "api/rest/exchange.h"
#include "base/error.h"

namespace golive::rest {

int status_of(ErrorKind kind);
// `instance` is the request's path.
HttpResponse problem(int status, const Error& error, const std::string& instance);
HttpResponse problem(const Error& error, const std::string& instance);

}  // namespace golive::rest
