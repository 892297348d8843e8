#include "rim/junit_results.h"

#include <expat.h>

#include <memory>

#include "base/limits.h"
#include "base/utf8.h"

namespace golive {
namespace {

struct XmlReading {
  XML_Parser parser = nullptr;
  XmlContent content = {};
  std::size_t depth = 0;
  std::string refusal = {};
  std::string test = {};  // the one that is open
  bool in_test = false, failed = false, skipped = false;

  void refuse(const char* why) {
    refusal = why;
    XML_StopParser(parser, XML_FALSE);
  }
};

XmlReading& reading_of(void* user) { return *static_cast<XmlReading*>(user); }

std::string attribute(const XML_Char** attributes, std::string_view name) {
  for (; attributes[0] != nullptr; attributes += 2)
    if (attributes[0] == name) return attributes[1];
  return {};
}

void open_element(void* user, const XML_Char* raw_name, const XML_Char** attributes) {
  auto& reading = reading_of(user);
  const std::string_view name = raw_name;
  if (++reading.depth > limits::junit_depth) return reading.refuse("is nested too deeply");
  if (reading.depth == 1) reading.content.root = name;
  if (name == "testcase" && !reading.in_test) {
    const auto group = attribute(attributes, "classname");
    reading.test = group + (group.empty() ? "" : ".") + attribute(attributes, "name");
    reading.in_test = true;
    reading.failed = reading.skipped = false;
  }
  if (!reading.in_test) return;
  reading.failed = reading.failed || name == "failure" || name == "error";
  reading.skipped = reading.skipped || name == "skipped";
}

void close_element(void* user, const XML_Char* name) {
  auto& reading = reading_of(user);
  --reading.depth;
  if (!reading.in_test || std::string_view(name) != "testcase") return;
  reading.in_test = false;
  auto& results = reading.content.results;
  ++results.tests;
  if (reading.failed)
    ++results.failed;
  else if (reading.skipped)
    ++results.skipped;
  if (reading.failed && results.failing.size() < limits::junit_failing)
    results.failing.emplace_back(cut_utf8(reading.test, limits::junit_name_bytes));
}

void refuse_document_type(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  reading_of(user).refuse("has a document type: it could define entities");
}

}  // namespace

bool is_junit(const XmlContent& xml) { return xml.root == "testsuites" || xml.root == "testsuite"; }

Result<XmlContent> read_xml(std::string_view text) {
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr),
                                                                       XML_ParserFree);
  if (!parser) return fail(ErrorKind::unavailable, "no memory is left to read XML");
  XmlReading reading{parser.get()};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), open_element, close_element);
  XML_SetStartDoctypeDeclHandler(parser.get(), refuse_document_type);
  const auto status = XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), XML_TRUE);
  if (status == XML_STATUS_OK) return std::move(reading.content);
  const auto place = "line " + std::to_string(XML_GetCurrentLineNumber(parser.get()));
  const std::string wrong =
      reading.refusal.empty()
          ? std::string("is not well formed: ") + XML_ErrorString(XML_GetErrorCode(parser.get()))
          : reading.refusal;
  return fail(ErrorKind::invalid, "the XML " + wrong, place,
              "send the file as the test tool wrote it, in UTF-8 and without a document type");
}

}  // namespace golive
