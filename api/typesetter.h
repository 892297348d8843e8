// Typesetter: a document in HTML as a PDF, by WeasyPrint: a process of its own, without a shell,
// that reads the HTML on its standard input and is ended when it takes too long.
#pragma once

#include <string>

#include "base/error.h"

namespace golive {

// `folder`: where what a template names beside it (a logo) is looked for; empty: nowhere. Errors:
// WeasyPrint is not installed, takes too long, or says what it does not like.
Result<std::string> typeset(const std::string& html, const std::string& folder);

}  // namespace golive
