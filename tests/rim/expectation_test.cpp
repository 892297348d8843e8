#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "rim/expectation.h"

namespace golive {
namespace {

using nlohmann::json;

std::string why(const json& expect, const json& outcome, const json& request = json::object()) {
  return mismatch(expect, request, outcome).value_or("");
}

json page(int status, const std::string& body) {
  return {{"status", status}, {"body", body}, {"ms", 12}};
}

TEST_CASE("without an expectation, the statuses and codes that are ok pass") {
  const auto nothing = json::object();
  CHECK(why(nothing, page(200, "")) == "");
  CHECK(why(nothing, page(302, "")) == "");
  CHECK(why(nothing, page(404, "")) == "status 404");
  CHECK(why(nothing, page(404, ""), {{"ok", {404}}}) == "");
  CHECK(why(nothing, {{"code", 0}, {"out", ""}}) == "");
  CHECK(why(nothing, {{"code", 3}, {"out", ""}}) == "exit code 3");
  CHECK(why(nothing, {{"code", 3}, {"out", ""}}, {{"ok", {0, 3}}}) == "");
}

TEST_CASE("an expected status is a number or a list") {
  CHECK(why({{"status", 204}}, page(200, "")) == "status 200");
  CHECK(why({{"status", {200, 204}}}, page(204, "")) == "");
}

TEST_CASE("what did not come to an end never passes") {
  const auto nothing = json::object();
  CHECK(why(nothing, {{"error", "no answer within 1s"}}) == "no answer within 1s");
  CHECK(why(nothing, {{"timeout", true}, {"out", ""}}) == "did not end in time");
  CHECK(why(nothing, {{"signal", 9}, {"out", ""}}) == "ended by signal 9");
  CHECK(why(nothing, json::object()) == "no data");
}

TEST_CASE("JSON is compared by name, by dotted path, and by number in a list") {
  const auto up =
      page(200, R"({"status":"UP","db":{"pool":{"free":3}},"a.b":1,"nodes":[{"id":7}]})");
  CHECK(why({{"json", {{"status", "UP"}}}}, up) == "");
  CHECK(why({{"json", {{"db.pool.free", 3}}}}, up) == "");
  CHECK(why({{"json", {{"db.pool.free", 3.0}}}}, up) == "");
  CHECK(why({{"json", {{"a.b", 1}}}}, up) == "");
  CHECK(why({{"json", {{"nodes.0.id", 7}}}}, up) == "");
  CHECK(why({{"json", {{"status", "DOWN"}}}}, up) == "status is \"UP\", not \"DOWN\"");
  CHECK(why({{"json", {{"db.pool.used", 3}}}}, up) == "db.pool.used is missing");
  CHECK(why({{"json", {{"nodes.1.id", 7}}}}, up) == "nodes.1.id is missing");
  CHECK(why({{"json", {{"status", nullptr}}}}, up) == "status is \"UP\", not null");
}

TEST_CASE("an answer that is nested too deeply never passes, and does no harm") {
  const std::string deep = "{\"v\":" + std::string(500'000, '[') + std::string(500'000, ']') + "}";
  CHECK(why({{"json", {{"v", 1}}}}, page(200, deep)) == "the answer is nested too deeply");
  CHECK(why({{"body_contains", "[[["}}, page(200, deep)) == "");
}

TEST_CASE("no data, NaN and half a document never pass as JSON") {
  for (const char* body : {"", "NaN", "{\"v\":NaN}", "{\"v\":", "<html>", "[]", "null"})
    CHECK(why({{"json", {{"v", 1}}}}, page(200, body)) != "");
}

TEST_CASE("a body must contain the text, and the answer be fast enough") {
  CHECK(why({{"body_contains", "ready"}}, page(200, "not yet")) ==
        "the body does not contain \"ready\"");
  CHECK(why({{"body_contains", "ready"}}, {{"code", 0}, {"out", "ready"}, {"ms", 1}}) == "");
  CHECK(why({{"max_ms", 12}}, page(200, "")) == "");
  CHECK(why({{"max_ms", 11}}, page(200, "")) == "took 12 ms, more than 11 ms");
}

TEST_CASE("an expectation that is not understood is refused, not taken as met") {
  CHECK(check_expectation({{"status", 200}, {"json", {{"a", 1}}}, {"max_ms", 1}}));
  CHECK_FALSE(check_expectation({{"stauts", 200}}));
  CHECK_FALSE(check_expectation({{"status", "200"}}));
  CHECK_FALSE(check_expectation({{"json", "UP"}}));
  CHECK_FALSE(check_expectation({{"max_ms", nullptr}}));
  CHECK_FALSE(check_expectation("UP"));
}

}  // namespace
}  // namespace golive
