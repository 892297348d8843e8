// What browsers send: forms, and forms with a file; and the XML that such a file may be.
#include "api/board/form.h"

#include <algorithm>

#include "base/limits.h"
#include "base/utf8.h"
#include "reader.h"
#include "rim/junit_results.h"

namespace golive::fuzz {
namespace {

bool hold_form(const std::optional<board::Form>& form, std::size_t bytes, bool has_file) {
  if (!form) return false;
  for (const auto& [name, value] : *form) {
    hold(is_utf8(name), "a field's name is text");
    hold(has_file || is_utf8(value), "a field's value is text");
    hold(name.size() + value.size() <= bytes, "a form holds no more than was sent");
  }
  return true;
}

// The first line is how it is encoded: "form", or a boundary.
bool read_form(std::string_view input) {
  const auto [boundary, body] = halves(input, '\n');
  if (boundary == "form") return hold_form(board::parse_form(body), body.size(), false);
  return hold_form(board::parse_multipart(body, boundary), body.size() + input.size(), true);
}

bool read_results(std::string_view input) {
  const auto xml = read_xml(input);
  if (!xml) return false;
  const auto& results = xml->results;
  hold(results.tests >= 0 && results.failed >= 0 && results.skipped >= 0, "counts are counts");
  hold(results.failed <= results.tests, "what failed was a test");
  hold(results.failing.size() <= limits::junit_failing, "so many names and no more");
  return true;
}

}  // namespace

Reader form_reader() {
  return {"form",
          {"form\na=b&c=d%20e", "form\nreason=all+is+well%0D%0Aindeed&verdict=go",
           "x\n--x\r\nContent-Disposition: form-data; name=\"item\"\r\n\r\ngo\r\n"
           "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
           "Content-Type: text/plain\r\n\r\na note\r\n--x--\r\n"},
          {"%", "%00", "%C3", "+", "&", "=", "\r\n", "--x", "--x--", "\r\n\r\n", "name=\"",
           "filename=\"", "\"", "%22", "form\n", "Content-Disposition: form-data; "},
          read_form};
}

Reader results_reader() {
  return {"results",
          {"<testsuite tests=\"2\"><testcase name=\"a\"/><testcase name=\"b\"><failure/></testcase>"
           "</testsuite>",
           "<testsuites><testsuite><testcase classname=\"c\" name=\"d\"><skipped/></testcase>"
           "</testsuite></testsuites>",
           "<?xml version=\"1.0\" encoding=\"UTF-8\"?><other/>"},
          {"<", ">", "/>", "</testsuite>", "<testcase name=\"", "<failure>", "<error/>",
           "<!DOCTYPE a>", "<!ENTITY a \"b\">", "&a;", "&#0;", "]]>", "<![CDATA[", "<?xml"},
          read_results};
}

}  // namespace golive::fuzz
