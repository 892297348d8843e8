#include "base/json_depth.h"

#include <doctest/doctest.h>

#include <string>

#include "base/limits.h"

using namespace golive;

TEST_CASE("the depth of a JSON text counts lists and objects outside strings") {
  CHECK(json_depth("") == 0);
  CHECK(json_depth("7") == 0);
  CHECK(json_depth("{}") == 1);
  CHECK(json_depth(R"([{"a":[1]},[2]])") == 3);
  CHECK(json_depth(R"(["[[[", "\"[[", "\\", []])") == 2);
  CHECK(json_depth("]]]}}[") == 1);
  CHECK(json_depth(R"(["[[)") == 1);
  CHECK(json_depth("\"\\") == 0);
}

TEST_CASE("a text is nested too deeply beyond the limit, without end or with one") {
  CHECK_FALSE(is_nested_too_deeply(std::string(limits::json_depth, '[')));
  CHECK(is_nested_too_deeply(std::string(limits::json_depth + 1, '[')));
  CHECK(is_nested_too_deeply(std::string(500'000, '[') + std::string(500'000, ']')));
}
