// What a file is, by its content, out of a closed list. What a name says is only believed if the
// content agrees. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "rim/junit_results.h"

namespace golive {

struct Content {
  std::string media_type;
  bool is_text = false;
  TestResults results = {};  // of JUnit
};

// Refused: what is not in the list, HTML (a browser would run it), and a name that says otherwise.
Result<Content> content_of(std::string_view bytes, std::string_view name);

}  // namespace golive
