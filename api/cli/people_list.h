// Who there is, with default roles and tokens, read from the site log. A token is told by its id;
// the token itself is kept nowhere.
#pragma once

#include "api/cli/families.h"

namespace golive::cli {

int list_people(const Invocation& invocation, bool as_json);

}  // namespace golive::cli
