// JUnit XML: test results as CI systems read them. Pure.
#pragma once

#include <string>
#include <vector>

namespace golive {

struct TestResult {
  std::string suite, name;  // the file, the test's sentence
  double seconds = 0;
  std::string failure = {};  // in one line; empty: it passed
  std::string details = {};
};

// Whatever the texts hold, the result is well-formed.
std::string junit_xml(const std::vector<TestResult>& results);

}  // namespace golive
