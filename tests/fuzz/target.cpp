// Targets of HTTP requests: a path, and after a question mark its query.
#include "api/rest/target.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "reader.h"

namespace golive::fuzz {
namespace {

bool is_clean(const std::string& segment) {
  return segment != "." && segment != ".." && is_utf8(segment) &&
         segment.find_first_of(std::string_view("/\\\0\r\n", 5)) == std::string::npos;
}

bool read_path(std::string_view path) {
  rest::url_decode(path);
  if (!rest::is_canonical(path)) return false;
  const auto segments = rest::segments_of(path);
  if (!segments) return false;
  hold(!segments->empty(), "a path has parts");
  for (const auto& segment : *segments) hold(is_clean(segment), "a part of a path is just a name");
  return true;
}

bool read_query(std::string_view text) {
  std::map<std::string, std::string> raw;
  while (!text.empty()) {
    const auto [parameter, rest] = halves(text, '&');
    const auto [name, value] = halves(parameter, '=');
    raw[std::string(name)] = value;
    text = rest;
  }
  const auto query = rest::parse_query(raw, {"after", "wait", "format"});
  if (!query) return false;
  for (const auto& [name, value] : *query)
    hold(is_utf8(value) && value.find('\0') == std::string::npos, "a parameter is text");
  return rest::number_in(*query, "after", 0).has_value();
}

bool read_target(std::string_view input) {
  const auto [path, query] = halves(input, '?');
  const bool path_read = read_path(path);
  return read_query(query) && path_read;
}

}  // namespace

Reader target_reader() {
  return {"target",
          {"/", "/health/live", "/api/v1/runs/a-1/events?after=12&wait=5", "/api/v1/runs/%C3%A9t",
           "/api/v1/runs/r/reports/j1?format=%6d%64", "/a%20b/c/"},
          {"%",   "%2f", "%2E", "%5c", "%00", "%0d%0a", "%C0%AF", "%ED%A0%80", "%F4%90%80%80",
           "/",   "//",  "/.",  "/..", "\\",  "?",      "&",      "=",         "after=",
           "%zz", "%+1", "%0x", "#",   "\x7f"},
          read_target};
}

}  // namespace golive::fuzz
