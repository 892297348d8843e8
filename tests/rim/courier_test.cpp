#include "rim/courier.h"

#include <doctest/doctest.h>

#include <memory>
#include <optional>

#include "base/limits.h"
#include "tests/rim/local_server.h"
#include "tests/uv/test_loop.h"

using namespace golive;

namespace {

struct Stand {
  TestLoop loop;
  std::vector<std::string> answers{LocalServer::ok("fine")};
  LocalServer server{loop.get(), [this](const std::string&) {
                       auto answer = answers.front();
                       if (answers.size() > 1) answers.erase(answers.begin());
                       return answer;
                     }};
  Courier courier{loop.get()};

  Delivery deliver(const std::string& url) {
    std::optional<Delivery> got;
    courier.send({.url = url, .headers = {"Golive-Notice: x"}, .body = "{}"},
                 [&](Delivery delivery) { got = std::move(delivery); });
    loop.run_until([&] { return got.has_value(); });
    return *got;
  }
  Delivery deliver_after(const std::string& answer) {
    answers = {answer};
    return deliver(server.url());
  }
};

}  // namespace

TEST_CASE("what is answered with 2xx was sent, and nothing else") {
  Stand stand;
  CHECK(stand.deliver(stand.server.url("/hook")).sent);
  CHECK(stand.server.requests().back().find("POST /hook") == 0);
  CHECK(stand.server.requests().back().find("Golive-Notice: x") != std::string::npos);
  for (const int status : {408, 425, 429, 500, 503}) {
    const auto delivery = stand.deliver_after(LocalServer::status(status));
    CHECK_FALSE(delivery.sent);
    CHECK_FALSE(delivery.permanent);
    CHECK(delivery.why == "answered " + std::to_string(status));
  }
  for (const int status : {400, 401, 404, 410}) {
    const auto delivery = stand.deliver_after(LocalServer::status(status));
    CHECK(delivery.permanent);
    CHECK_FALSE(delivery.sent);
  }
}

TEST_CASE("no redirect is followed") {
  Stand stand;
  const auto delivery = stand.deliver_after(
      LocalServer::status(302, "", "Location: " + stand.server.url("/elsewhere") + "\r\n"));
  CHECK(delivery.permanent);
  CHECK(stand.server.requests().size() == 1);
}

TEST_CASE("however much a target says, what it took was sent") {
  Stand stand;
  CHECK(stand.deliver_after(LocalServer::ok(std::string(1 << 20, 'x'))).sent);
}

TEST_CASE("a forbidden network is told as such, by whatever name") {
  Stand stand;
  for (const char* url :
       {"http://169.254.169.254/latest", "http://0xA9FEA9FE/", "http://2852039166/",
        "http://[fe80::1]/", "http://[::ffff:169.254.169.254]/", "http://0.0.0.0/",
        "https://[fd00:ec2::254]/"}) {
    const auto delivery = stand.deliver(url);
    CHECK(delivery.permanent);
    CHECK_MESSAGE(delivery.why.find("a forbidden network") == 0, url, ": ", delivery.why);
  }
}

TEST_CASE("what is no URL of the web is refused for good") {
  Stand stand;
  for (const char* url : {"", "file:///etc/passwd", "gopher://127.0.0.1/", "#project", "http://"}) {
    const auto delivery = stand.deliver(url);
    CHECK_MESSAGE(delivery.permanent, url, ": ", delivery.why);
    CHECK_FALSE(delivery.sent);
  }
}

TEST_CASE("an answer in another protocol may come right: the server was mistaken for another") {
  Stand stand;
  const auto delivery = stand.deliver_after("SSH-2.0-OpenSSH_9.2p1\r\n\r\n");
  CHECK_FALSE(delivery.sent);
  CHECK_FALSE(delivery.permanent);
  CHECK(delivery.why == "what answers there does not speak HTTP");
}

TEST_CASE("a refused connection may come right") {
  Stand stand;
  const auto delivery = stand.deliver("http://127.0.0.1:1/");
  CHECK_FALSE(delivery.sent);
  CHECK_FALSE(delivery.permanent);
}

TEST_CASE("a silent target holds up no other, nor the end") {
  auto stand = std::make_unique<Stand>();
  stand->answers = {"", LocalServer::ok("fine")};
  bool silent_ended = false;
  stand->courier.send({.url = stand->server.url("/silent")},
                      [&](const Delivery&) { silent_ended = true; });
  stand->loop.run_until([&] { return !stand->server.requests().empty(); });
  CHECK(stand->deliver(stand->server.url("/good")).sent);
  CHECK_FALSE(silent_ended);
  stand.reset();  // at once
  CHECK_FALSE(silent_ended);
}
