// Cookies of a request. A session, or a link, stands in one of them; never in an address.
#pragma once

#include <string>
#include <string_view>

#include "api/rest/exchange.h"

namespace golive::rest {

constexpr std::string_view session_cookie = "golive_session";
constexpr std::string_view link_cookie = "golive_link";

// Its value; empty if it is not there, or there twice.
std::string cookie(const HttpRequest& request, std::string_view name);
// The token of the session, else of the link; empty without either.
std::string cookie_token(const HttpRequest& request);

}  // namespace golive::rest
