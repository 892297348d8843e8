#include "api/junit.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/utf8.h"

namespace golive {
namespace {

// XML has no way to write most control characters, however they are escaped.
std::string xml_text(const std::string& text) {
  std::string escaped;
  for (const char byte : to_utf8(text)) {
    if (byte == '&')
      escaped += "&amp;";
    else if (byte == '<')
      escaped += "&lt;";
    else if (byte == '>')
      escaped += "&gt;";
    else if (byte == '"')
      escaped += "&quot;";
    else if (static_cast<unsigned char>(byte) < 0x20 && byte != '\n' && byte != '\t')
      escaped += "\uFFFD";
    else
      escaped += byte;
  }
  return escaped;
}

// A line end in an attribute would be read as a space.
std::string attribute(const std::string& text) {
  std::string escaped;
  for (const char byte : xml_text(text)) escaped += byte == '\n' ? "&#10;" : std::string(1, byte);
  return escaped;
}

std::string testcase(const TestResult& result) {
  auto xml = fmt::format(R"(    <testcase classname="{}" name="{}" time="{:.3f}")",
                         attribute(result.suite), attribute(result.name), result.seconds);
  if (result.failure.empty()) return xml + "/>\n";
  return xml + fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                           attribute(result.failure), xml_text(result.details));
}

}  // namespace

std::string junit_xml(const std::vector<TestResult>& results) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (auto first = results.begin(); first != results.end();) {
    const auto last = std::find_if(
        first, results.end(), [&](const TestResult& each) { return each.suite != first->suite; });
    const auto failures =
        std::count_if(first, last, [](const TestResult& each) { return !each.failure.empty(); });
    double seconds = 0;
    std::string cases;
    for (auto each = first; each != last; ++each) {
      seconds += each->seconds;
      cases += testcase(*each);
    }
    xml += fmt::format(R"(  <testsuite name="{}" tests="{}" failures="{}" time="{:.3f}">)",
                       attribute(first->suite), last - first, failures, seconds);
    xml += "\n" + cases + "  </testsuite>\n";
    first = last;
  }
  return xml + "</testsuites>\n";
}

}  // namespace golive
