#include "base/json_path.h"

#include <doctest/doctest.h>

namespace golive {
namespace {

using std::string_literals::operator""s;

TEST_CASE("a path names one value, by names and places") {
  CHECK(*parse_json_path("$") == JsonPath{});
  CHECK(*parse_json_path("$.access_token") == JsonPath{"access_token"s});
  CHECK(*parse_json_path("$.data[0].id-2") ==
        JsonPath{"data"s, static_cast<std::size_t>(0), "id-2"s});
  CHECK(*parse_json_path("$['odd. name'][\"it's\"][12]") ==
        JsonPath{"odd. name"s, "it's"s, static_cast<std::size_t>(12)});
}

TEST_CASE("what could name several values, or none, is refused") {
  for (const char* path :
       {"", "token", ".token", "$.", "$token", "$..token", "$.*", "$[*]", "$[-1]", "$[1", "$[]",
        "$['a'", "$['a]", "$['a'x]", "$[0:2]", "$[?@.a]", "$.a b", "$[99999999999999999999]"}) {
    CAPTURE(path);
    const auto parsed = parse_json_path(path);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().what.find(path) != std::string::npos);
    CHECK(parsed.error().way_out.find("$.list[0]") != std::string::npos);
  }
}

}  // namespace
}  // namespace golive
