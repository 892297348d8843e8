#include "api/rest/target.h"

#include <doctest/doctest.h>

#include "base/limits.h"

using namespace golive;
using namespace golive::rest;

TEST_CASE("a plain path is canonical") {
  for (const auto* path :
       {"/", "/health/live", "/api/v1/runs/a-1/events", "/api/v1/runs/%C3%A9t%C3%A9"})
    CHECK_MESSAGE(is_canonical(path), std::string(path));
}

TEST_CASE("what two readers could read differently is not canonical") {
  for (const auto* path :
       {"",       "api",       "//api", "/api//runs", "/api/../etc", "/./api", "/api/.git",
        "/a\\b",  "/a b",      "/a\tb", "/\x80",      "/%2e%2e/etc", "/a%2Fb", "/a%5cb",
        "/a%00b", "/a%0d%0ab", "/a%",   "/a%4",       "/a%zz",       "/a%7f"})
    CHECK_FALSE_MESSAGE(is_canonical(path), std::string(path));
  CHECK_FALSE(is_canonical("/" + std::string(limits::target_bytes, 'a')));
}

TEST_CASE("percent-encoding is read strictly") {
  CHECK(url_decode("a%20b+c") == "a b+c");
  CHECK(url_decode("%C3%A9") == "é");
  CHECK_FALSE(url_decode("%"));
  CHECK_FALSE(url_decode("%1"));
  CHECK_FALSE(url_decode("%+1"));
  CHECK_FALSE(url_decode("%00"));
  CHECK_FALSE(url_decode(std::string_view("a\0b", 3)));
  CHECK_FALSE(url_decode("%ff"));
}

TEST_CASE("a path's parts are decoded one by one") {
  CHECK(segments_of("/api/v1") == std::vector<std::string>{"api", "v1"});
  CHECK(segments_of("/") == std::vector<std::string>{""});
  CHECK(segments_of("/a%20b/c/") == std::vector<std::string>{"a b", "c", ""});
}

TEST_CASE("a query takes known names only, and whole numbers only") {
  CHECK(parse_query({{"after", "12"}}, {"after"})->at("after") == "12");
  const auto unknown = parse_query({{"aftr", "12"}}, {"after", "limit"});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().way_out == "use after, limit");
  CHECK_FALSE(parse_query({{"after", "%zz"}}, {"after"}));
  CHECK_FALSE(parse_query({{"after", "1"}, {"%61fter", "2"}}, {"after"}));
  CHECK(number_in({{"n", "12"}}, "n", 0) == 12);
  CHECK(number_in({}, "n", 7) == 7);
  for (const auto* text : {"", "12x", "-1", "+1", " 1", "1e3", "99999999999999999999"})
    CHECK_FALSE_MESSAGE(number_in({{"n", text}}, "n", 0), std::string(text));
}
