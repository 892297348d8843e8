// Drill text: what was made to go wrong in a rehearsal, in a report's language.
#pragma once

#include <string>

#include "report/phrase.h"

namespace golive {

// "go-live/migrate fails; nobody is there as DBA; answers come 20 min late"
std::string drill_text(const Drill& drill, const Phrase& phrase);

}  // namespace golive
