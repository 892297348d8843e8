#include "rim/media_type.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "rim/lower_case.h"

namespace golive {
namespace {

constexpr std::string_view as_text = "text/plain", as_json = "application/json",
                           as_xml = "application/xml";

struct Signature {
  std::string_view bytes, media_type;
};
constexpr std::array signatures{
    Signature{"%PDF-", "application/pdf"}, Signature{"\x89PNG\r\n\x1a\n", "image/png"},
    Signature{"\xff\xd8\xff", "image/jpeg"}, Signature{"PK\x03\x04", "application/zip"},
    Signature{"\x1f\x8b\x08", "application/gzip"}};

struct Ending {
  std::string_view name, media_type;
};
constexpr std::array endings{Ending{".pdf", "application/pdf"},
                             Ending{".png", "image/png"},
                             Ending{".jpg", "image/jpeg"},
                             Ending{".jpeg", "image/jpeg"},
                             Ending{".zip", "application/zip"},
                             Ending{".docx", "application/zip"},
                             Ending{".xlsx", "application/zip"},
                             Ending{".odt", "application/zip"},
                             Ending{".ods", "application/zip"},
                             Ending{".gz", "application/gzip"},
                             Ending{".tgz", "application/gzip"},
                             Ending{".json", as_json},
                             Ending{".xml", as_xml},
                             Ending{".txt", as_text},
                             Ending{".log", as_text},
                             Ending{".md", as_text},
                             Ending{".csv", as_text},
                             Ending{".html", "text/html"},
                             Ending{".htm", "text/html"},
                             Ending{".svg", "image/svg+xml"}};

// Bytes of a log that are no UTF-8 are shown as U+FFFD; those that no text has make it no text.
bool is_text(std::string_view bytes) {
  return is_utf8(bytes) && std::none_of(bytes.begin(), bytes.end(), [](char c) {
           return static_cast<unsigned char>(c) < ' ' &&
                  std::string_view("\n\r\t\f\x1b").find(c) == std::string_view::npos;
         });
}

std::string_view without_space(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

Result<Content> text_content(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  const auto start = without_space(bytes);
  const auto head = lower_case(start.substr(0, 14));
  if (head.starts_with("<!doctype html") || head.starts_with("<html"))
    return fail(ErrorKind::invalid, "the file is HTML, which a browser would run", "file",
                "print it to PDF, or pack it into a zip");
  Content text{std::string(as_text), true};
  if (start.starts_with("<")) {
    auto xml = read_xml(bytes);
    if (!xml)
      return start.starts_with("<?xml") ? tl::unexpected(xml.error()) : Result<Content>(text);
    text.media_type = as_xml;
    if (is_junit(*xml)) text.results = std::move(xml->results);
  } else if ((start.starts_with("{") || start.starts_with("[")) && nlohmann::json::accept(bytes)) {
    text.media_type = as_json;
  }
  return text;
}

Result<Content> detected(std::string_view bytes) {
  for (const auto& each : signatures)
    if (bytes.starts_with(each.bytes)) return Content{std::string(each.media_type)};
  if (is_text(bytes)) return text_content(bytes);
  return fail(ErrorKind::invalid, "the file is of no known type", "file",
              "send text, JSON, XML, PDF, PNG, JPEG, zip or gzip");
}

// Text that happens to be JSON is text all the same.
bool agrees(std::string_view said, const Content& content) {
  return said == content.media_type || (said == as_text && content.is_text);
}

}  // namespace

Result<Content> content_of(std::string_view bytes, std::string_view name) {
  if (bytes.empty()) return fail(ErrorKind::invalid, "the file is empty", "file");
  auto content = detected(bytes);
  if (!content) return content;
  const auto lower = lower_case(name);
  for (const auto& each : endings)
    if (lower.ends_with(each.name) && !agrees(each.media_type, *content))
      return fail(ErrorKind::invalid,
                  "the file's name says " + std::string(each.media_type) + ", its content is " +
                      content->media_type,
                  "file", "send the right file, under its right name");
  return content;
}

}  // namespace golive
