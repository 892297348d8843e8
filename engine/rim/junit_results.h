// JUnit XML, as every test tool writes it, read into counts and the names of what failed. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace golive {

struct TestResults {
  int tests = 0, failed = 0, skipped = 0;  // failed: errors included
  std::vector<std::string> failing = {};   // "class.name", the first limits::junit_failing
};

struct XmlContent {
  std::string root;          // the outermost element
  TestResults results = {};  // if it is testsuites or testsuite
};

// Counts the test cases themselves: the sums that tools write disagree. A document type is refused,
// so no entity is ever defined or fetched; so is what is nested deeper than limits::junit_depth.
Result<XmlContent> read_xml(std::string_view text);
bool is_junit(const XmlContent& xml);

}  // namespace golive
