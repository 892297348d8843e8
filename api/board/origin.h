// Origin: whether a form comes from the board's own pages, by what the browser says. Pure.
#pragma once

#include "api/rest/exchange.h"

namespace golive::board {

// False: a browser says that another site sends it.
bool is_same_site(const rest::HttpRequest& request);

}  // namespace golive::board
