#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/limits.h"
#include "rim/http_client.h"
#include "tests/rim/local_server.h"
#include "tests/uv/test_loop.h"

namespace golive {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

// A client and a server on one loop.
struct Wire {
  explicit Wire(LocalServer::Answer answer) : server(loop.get(), std::move(answer)) {}

  TestLoop loop;
  Redactor redactor;
  LocalServer server;
  HttpClient client{loop.get()};

  HttpRequest get(const std::string& path) const {
    return {{"GET", server.url(path), {}, {}, 5s}, limits::outcome_bytes};
  }
  json run(const HttpRequest& request) {
    std::optional<json> outcome;
    const auto errand = client.send(request, redactor, [&](const HttpAnswer& end) {
      outcome = to_json(end);
      CHECK(canonical(end) == canonical(*outcome));
    });
    loop.run_until([&] { return outcome.has_value(); });
    return *outcome;
  }
};

TEST_CASE("a request's status, headers and body are its outcome") {
  Wire wire([](const std::string&) {
    return LocalServer::status(503, "later", "X-Reason: Backup\r\nx-twice: a\r\nX-Twice: b\r\n");
  });
  const auto outcome = wire.run(wire.get("/health?deep=1"));
  CHECK(outcome["status"] == 503);
  CHECK(outcome["body"] == "later");
  CHECK(outcome["headers"]["x-reason"] == "Backup");
  CHECK(outcome["headers"]["x-twice"] == "a, b");
  CHECK(outcome["ms"].is_number_integer());
  CHECK_FALSE(outcome.contains("truncated"));
  CHECK(wire.server.requests().front().starts_with("GET /health?deep=1 HTTP/1.1\r\n"));
}

TEST_CASE("method, headers and body arrive as given") {
  Wire wire([](const std::string&) { return LocalServer::ok(""); });
  auto request = wire.get("/orders");
  request.method = "PUT";
  request.headers = {{"content-type", "application/json"}, {"x-empty", ""}};
  request.body = "{\"a\":1}";
  wire.run(request);
  const auto sent = wire.server.requests().front();
  CHECK(sent.starts_with("PUT /orders HTTP/1.1\r\n"));
  CHECK(sent.find("content-type: application/json\r\n") != std::string::npos);
  CHECK(sent.find("x-empty:\r\n") != std::string::npos);
  CHECK(sent.find("x-www-form-urlencoded") == std::string::npos);
  CHECK(sent.ends_with("\r\n\r\n{\"a\":1}"));
}

TEST_CASE("HEAD has no body, and POST without a body is a POST") {
  Wire wire([](const std::string& request) {
    return request.starts_with("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"
                                       : LocalServer::ok("posted");
  });
  auto request = wire.get("/");
  request.method = "HEAD";
  CHECK(wire.run(request)["body"] == "");
  request.method = "POST";
  CHECK(wire.run(request)["body"] == "posted");
  CHECK(wire.server.requests().back().starts_with("POST / "));
}

TEST_CASE("GETs share a connection; a POST has its own, so that curl never sends it twice") {
  Wire wire([](const std::string&) { return LocalServer::ok("x"); });
  for (int i = 0; i < 3; ++i) wire.run(wire.get("/"));
  CHECK(wire.server.connections() == 1);
  auto post = wire.get("/");
  post.method = "POST";
  wire.run(post);
  CHECK(wire.server.connections() == 2);
  CHECK(wire.server.requests().size() == 4);
}

TEST_CASE("a redirect is an answer, and is not followed") {
  Wire wire([](const std::string&) { return LocalServer::status(302, "", "Location: /b\r\n"); });
  const auto outcome = wire.run(wire.get("/a"));
  CHECK(outcome["status"] == 302);
  CHECK(outcome["headers"]["location"] == "/b");
  CHECK(wire.server.requests().size() == 1);
}

TEST_CASE("no answer in time is an error") {
  Wire wire([](const std::string&) { return std::string(); });
  auto request = wire.get("/slow");
  request.timeout = 100ms;
  const auto outcome = wire.run(request);
  CHECK(outcome["error"] == "GET " + request.url + ": no answer within 100ms");
  CHECK_FALSE(outcome.contains("status"));
}

TEST_CASE("nobody there, half an answer and other protocols are errors") {
  Wire wire([](const std::string&) {
    return std::string("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf");
  });
  auto request = wire.get("/half");
  request.timeout = 200ms;
  CHECK(wire.run(request).contains("error"));
  request.url = "http://127.0.0.1:1/";
  CHECK(wire.run(request)["error"].get<std::string>().starts_with("GET http://127.0.0.1:1/: "));
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "http://", "http://a b/"}) {
    request.url = url;
    CHECK(wire.run(request).contains("error"));
  }
}

TEST_CASE("a proxy from the environment is not used for this machine") {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  Wire wire([](const std::string&) { return LocalServer::ok("direct"); });
  CHECK(wire.run(wire.get("/"))["body"] == "direct");
  ::unsetenv("http_proxy");
}

TEST_CASE("an answer is cut to what the outcome may hold, and refused beyond what is read") {
  std::size_t size = 100'000;
  Wire wire([&](const std::string&) { return LocalServer::ok(std::string(size, 'x')); });
  const auto cut = wire.run(wire.get("/"));
  CHECK(cut["body"].get<std::string>().size() == limits::outcome_bytes);
  CHECK(cut["truncated"] == true);
  size = limits::http_body_bytes + 1;
  CHECK(wire.run(wire.get("/"))["error"].get<std::string>().find("larger than 1048576 bytes") !=
        std::string::npos);
}

TEST_CASE(
    "secrets are redacted in the body, in headers and in errors; bytes that are no text show") {
  Wire wire([](const std::string&) {
    return LocalServer::ok("token=correct horse \xff", "X-Token: correct horse\r\n");
  });
  REQUIRE(wire.redactor.add("correct horse"));
  const auto outcome = wire.run(wire.get("/"));
  CHECK(outcome["body"] == "token=[redacted] \xEF\xBF\xBD");
  CHECK(outcome["headers"]["x-token"] == "[redacted]");
  auto request = wire.get("/");
  request.url = "http://127.0.0.1:1/?token=correct%20horse";
  CHECK(wire.run(request)["error"].get<std::string>().find("correct") == std::string::npos);
}

TEST_CASE("many requests run side by side") {
  Wire wire([](const std::string& request) { return LocalServer::ok(request.substr(0, 8)); });
  std::vector<std::unique_ptr<Errand>> errands;
  int answered = 0;
  for (int i = 0; i < 50; ++i)
    errands.push_back(
        wire.client.send(wire.get("/" + std::to_string(10 + i)), wire.redactor,
                         [&answered](const HttpAnswer& end) { answered += end.status == 200; }));
  wire.loop.run_until([&] { return answered == 50; });
}

TEST_CASE("an ended request says so at once, a forgotten one says nothing") {
  Wire wire([](const std::string&) { return std::string(); });
  int ends = 0;
  auto ended = wire.client.send(wire.get("/"), wire.redactor,
                                [&](const HttpAnswer& end) { ends += !end.error.empty(); });
  auto forgotten =
      wire.client.send(wire.get("/"), wire.redactor, [&](const HttpAnswer&) { ends += 10; });
  wire.loop.run_until([&] { return wire.server.requests().size() == 2; });
  ended->end();
  CHECK(ends == 1);
  forgotten.reset();
  wire.loop.run_until([] { return true; });
  CHECK(ends == 1);
}

TEST_CASE("a request is ended from within another's answer, and a client with some under way") {
  Wire wire([](const std::string& request) {
    return request.starts_with("GET /never") ? std::string() : LocalServer::ok("x");
  });
  int ends = 0;
  auto never =
      wire.client.send(wire.get("/never"), wire.redactor, [&](const HttpAnswer&) { ++ends; });
  auto asked = wire.client.send(wire.get("/"), wire.redactor, [&](const HttpAnswer& end) {
    CHECK(end.status == 200);
    never->end();
  });
  wire.loop.run_until([&] { return ends == 1; });
  asked = wire.client.send(wire.get("/never"), wire.redactor, [&](const HttpAnswer&) { ++ends; });
  never = wire.client.send(wire.get("/"), wire.redactor, [&](const HttpAnswer&) { ++ends; });
  asked.reset();
  never.reset();
  CHECK(ends == 1);
}

TEST_CASE("thousands of requests are begun, ended and forgotten, in any order") {
  Wire wire([](const std::string&) { return LocalServer::ok("x"); });
  std::vector<std::unique_ptr<Errand>> errands;
  int told = 0, forgotten = 0;
  for (int i = 1; i <= 2'000; ++i) {
    const int told_before = told;
    errands.push_back(
        wire.client.send(wire.get("/"), wire.redactor, [&](const HttpAnswer&) { ++told; }));
    if (i % 3 == 0) errands.back()->end();
    if (i % 3 == 1) errands.back().reset(), ++forgotten;
    CHECK(told == told_before + (i % 3 == 0));
    if (i % 50 == 0) wire.loop.run_until([&] { return told + forgotten == i; });
  }
  errands.clear();
  wire.loop.run_until([] { return true; });
}

}  // namespace
}  // namespace golive
