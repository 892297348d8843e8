#include <doctest/doctest.h>

#include "api/board/form.h"
#include "api/board/origin.h"
#include "api/rest/cookie.h"

using namespace golive;
using namespace golive::board;

namespace {

rest::HttpRequest from(const std::string& client,
                       std::vector<std::pair<std::string, std::string>> headers) {
  rest::HttpRequest request;
  request.client = client;
  request.headers = std::move(headers);
  return request;
}

}  // namespace

TEST_CASE("a form is read strictly: encoded, in UTF-8, each field once") {
  const auto form = parse_form("reason=all+is%20well%0D%0Areally&gate=go&empty=");
  REQUIRE(form);
  CHECK(field(*form, "reason") == "all is well\nreally");
  CHECK(field(*form, "empty").empty());
  CHECK(field(*form, "nothing").empty());
  CHECK(parse_form("")->empty());
  for (const auto* broken : {"a=%", "a=%zz", "a=%ff", "a=%00", "a=1&a=2", "a=1&%61=2"})
    CHECK_MESSAGE(!parse_form(broken), std::string(broken));
}

TEST_CASE("a form with a file is read strictly: each part whole, each field once, texts in UTF-8") {
  const std::string part = "--b\r\nContent-Disposition: form-data; name=\"";
  const auto form =
      parse_multipart(part + "title\"\r\n\r\nPV signé\r\n" + part +
                          "file\"; filename=\"a.pdf\"\r\nX: y\r\n\r\n%PDF\xff\r\n--c\r\n--b--\r\n",
                      "b");
  REQUIRE(form);
  CHECK(field(*form, "title") == "PV signé");
  CHECK(field(*form, "file.name") == "a.pdf");
  CHECK(field(*form, "file") == "%PDF\xff\r\n--c");
  const std::string a_file = part + "file\"; filename=\"";
  const auto several = parse_multipart(
      a_file + "a.lua\"\r\n\r\n1\r\n" + a_file + "b.lua\"\r\n\r\n2\r\n--b--\r\n", "b");
  REQUIRE(several);
  CHECK(field(*several, "file") == "1");
  CHECK(field(*several, "file.2") == "2");
  CHECK(field(*several, "file.2.name") == "b.lua");
  CHECK(parse_multipart("--b--\r\n", "b")->empty());
  const std::string twice = part + "a\"\r\n\r\n1\r\n";
  for (const auto& broken :
       {std::string(), std::string("--b"), twice, twice + twice + "--b--",
        part + "a\"\r\n\r\n\xff\r\n--b--", part + "a\r\n\r\n1\r\n--b--",
        std::string("--b\r\nX: y\r\n\r\n1\r\n--b--"), std::string("--b\r\n\r\n1\r\n--b--")})
    CHECK_MESSAGE(!parse_multipart(broken, "b"), broken);
  CHECK_FALSE(parse_multipart("----\r\n", ""));
}

TEST_CASE("a form's token is of its session alone") {
  CHECK(is_form_token(form_token("one.secret"), "one.secret"));
  CHECK_FALSE(is_form_token(form_token("one.secret"), "two.secret"));
  CHECK_FALSE(is_form_token("", "one.secret"));
}

TEST_CASE("a front on this machine is believed where a request comes from, and nobody else") {
  const auto said = from("", {{"X-Real-IP", "10.0.0.7"}, {"X-Forwarded-Proto", "https"}});
  CHECK(rest::source_of(said, "127.0.0.1") == "10.0.0.7");
  CHECK(rest::is_https(said, "127.0.0.1"));
  CHECK(rest::source_of(said, "10.0.0.9") == "10.0.0.9");
  CHECK_FALSE(rest::is_https(said, "10.0.0.9"));
  CHECK_FALSE(rest::is_https(from("", {{"X-Forwarded-Proto", "http"}}), "127.0.0.1"));
}

TEST_CASE("a form that another site sends is known by what the browser says") {
  const auto same = [](const char* origin, const char* host) {
    return is_same_site(from("127.0.0.1", {{"Origin", origin}, {"Host", host}}));
  };
  CHECK(same("http://127.0.0.1:8080", "127.0.0.1:8080"));
  CHECK(same("https://golive.example:8443", "golive.example"));
  CHECK_FALSE(same("https://evil.example", "golive.example"));
  CHECK_FALSE(same("https://golive.example.evil.example", "golive.example"));
  CHECK_FALSE(same("http://127.0.0.1:9999", "127.0.0.1:8080"));
  CHECK_FALSE(same("null", "golive.example"));
  CHECK_FALSE(is_same_site(from("127.0.0.1", {{"Sec-Fetch-Site", "cross-site"}})));
  CHECK(is_same_site(from("127.0.0.1", {})));
}

TEST_CASE("a cookie that is there twice is nobody's") {
  const auto in = [](const char* line) {
    return rest::cookie(from("", {{"Cookie", line}}), "golive_session");
  };
  CHECK(in("a=b; golive_session=x.y; c=d") == "x.y");
  CHECK(in("golive_session=x.y") == "x.y");
  CHECK(in("golive_session=x; golive_session=y").empty());
  CHECK(in("not_golive_session=x").empty());
}
