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

TEST_CASE("a certificate must be good for some days more; none is no data") {
  auto answer = page(200, "");
  CHECK(why({{"tls_days", 14}}, answer) == "no data: there is no certificate");
  answer["tls_days"] = 14;
  CHECK(why({{"tls_days", 14}}, answer) == "");
  answer["tls_days"] = -1;
  CHECK(why({{"tls_days", 0}}, answer) == "the certificate is good for -1 days, less than 0");
}

TEST_CASE("a number has limits, also one in a text; what is no number never passes") {
  const auto told = [](const char* value) {
    return page(200, std::string(R"({"data":{"result":[{"value":[1,)") + value + "]}]}}");
  };
  const json limits{{"json", {{"data.result.0.value.1", {{"min", 0.5}, {"max", 3}}}}}};
  for (const auto* good : {"0.5", "3", "\"2.25\"", "\"3e0\""}) CHECK(why(limits, told(good)) == "");
  CHECK(why(limits, told("3.1")) == "data.result.0.value.1 is 3.1, more than 3");
  CHECK(why(limits, told("\"0.4\"")) == "data.result.0.value.1 is \"0.4\", less than 0.5");
  for (const auto* bad :
       {"\"NaN\"", "\"nan\"", "\"+Inf\"", "\"inf\"", "\"1 2\"", "\"\"", "null", "true", "[1]"})
    CHECK(why(limits, told(bad)).starts_with("no data: data.result.0.value.1 is "));
  CHECK(why(limits, page(200, R"({"data":{"result":[]}})")) ==
        "no data: data.result.0.value.1 is missing");
  CHECK(why({{"json", {{"a", {{"max", "x"}}}}}}, page(200, R"({"a":{"max":"x"}})")) == "");
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
