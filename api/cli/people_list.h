// Who there is, with default roles and tokens, read from the site log. A token is told by its id;
// the token itself is kept nowhere.
#pragma once

#include "api/cli/families.h"
#include "core/site.h"
#include "port/store.h"

namespace golive::cli {

// The fold of the site log as it is on disk.
Result<Site> site_of(LogReader& reader);
int list_people(const Invocation& invocation, bool as_json);

}  // namespace golive::cli
