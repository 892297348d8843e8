// Template folder: people's own templates and words, read from a folder.
#pragma once

#include <string>

#include "base/error.h"
#include "report/templates.h"
#include "report/usable_templates.h"

namespace golive {

// Every *.mustache and words.*.json in it. Refused: no such folder, one without any, a file that is
// too long, no UTF-8 text, or named after no report. Errors have the file's place.
Result<Templates> read_templates(const std::string& folder);
// The same without what is refused, and what is broken.
UsableTemplates read_usable_templates(const std::string& folder);

}  // namespace golive
