// Origin: where a request comes from, as far as it can be believed. Headers of a front are believed
// from this machine alone. Pure.
#pragma once

#include <string>

#include "api/rest/exchange.h"

namespace golive::board {

// The client's address, behind a front too.
std::string source_of(const rest::HttpRequest& request);
// Whether the browser speaks TLS, with a front that says so.
bool is_https(const rest::HttpRequest& request);
// False: a browser says that another site sends it.
bool is_same_site(const rest::HttpRequest& request);

}  // namespace golive::board
