// Usable templates: people's own templates without those that are broken, for where a document must
// be made whatever somebody has saved: the built-in ones then stand in.
#pragma once

#include <vector>

#include "base/error.h"
#include "report/templates.h"

namespace golive {

struct UsableTemplates {
  Templates templates;
  std::vector<Error> left_out = {};  // each with its place: "brand/board-item.mustache:12"
};

// Every document, page and notice, and all words, can be begun with what is left. A template may
// still prove too long for what it is given.
UsableTemplates usable_templates(Templates own);

}  // namespace golive
