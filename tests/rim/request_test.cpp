// The quick way to read a request says what the thorough one says, or nothing.
#include "rim/request.h"

#include <doctest/doctest.h>

#include "base/limits.h"
#include "tests/rim/world_stage.h"

namespace golive {
namespace {

bool same(const HttpRequest& a, const HttpRequest& b) {
  return a.method == b.method && a.url == b.url && a.headers == b.headers && a.body == b.body &&
         a.timeout == b.timeout && a.kept_bytes == b.kept_bytes && a.certificate == b.certificate &&
         !a.capture && !b.capture;
}

Result<HttpRequest> read_thoroughly(const std::string& text) {
  test::Stage stage;
  const Secrets secrets(stage.keeper, {}, "", stage.folder.path() / "sealed");
  return http_request(nlohmann::json::parse(text, nullptr, false), secrets, limits::outcome_bytes);
}

TEST_CASE("a plain request is read the quick way as the thorough way reads it") {
  for (const std::string text :
       {R"({"method":"GET","timeout_ms":10000,"url":"http://127.0.0.1/"})", R"({"url":"x"})",
        R"({"body":"a\"b\\c\né","method":"POST","timeout_ms":1,"url":"https://h/é"})",
        R"({"headers":{"a":"1","b":""},"method":"PUT","ok":[200,404],"timeout_ms":5,"url":"u"})",
        R"({"headers":{},"interruption":"retry","method":"GET","timeout_ms":5,"url":"u"})"}) {
    CAPTURE(text);
    const auto plain = plain_http_request(text);
    const auto thorough = read_thoroughly(text);
    REQUIRE(plain);
    REQUIRE(thorough);
    CHECK(same(*plain, *thorough));
  }
}

TEST_CASE("what is more than a plain request, or wrong, is left to the thorough way") {
  for (const std::string text :
       {R"({"json":{},"method":"POST","timeout_ms":5,"url":"u"})",
        R"({"capture":{"t":"$.t"},"method":"GET","timeout_ms":5,"url":"u"})",
        R"({"headers":{"a":{"$secret":"s"}},"method":"GET","timeout_ms":5,"url":"u"})",
        R"({"body":{"$secret":"s"},"method":"POST","timeout_ms":5,"url":"u"})",
        R"({"method":"get","timeout_ms":5,"url":"u"})",
        R"({"headers":{"a":"x\r\ny: z"},"method":"GET","timeout_ms":5,"url":"u"})",
        R"({"method":"GET","timeout_ms":0,"url":"u"})",
        R"({"method":"GET","timeout_ms":-5,"url":"u"})", R"({"method":"GET"})", "{}", "", "null",
        R"({"certificate":true,"url":"u"})", R"({"url":"u"} )", R"({"url":"u","url":"v"})"})
    CHECK_MESSAGE(!plain_http_request(text), text);
}

}  // namespace
}  // namespace golive
