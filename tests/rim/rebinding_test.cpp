// A name that means another address than the last time: what counts is the address that is really
// connected to. The resolver of this program answers for two names of its own.
#include <dlfcn.h>
#include <doctest/doctest.h>
#include <netdb.h>

#include <atomic>
#include <optional>
#include <string>
#include <string_view>

#include "rim/courier.h"
#include "tests/rim/local_server.h"
#include "tests/uv/test_loop.h"

using namespace golive;

namespace {

constexpr const char* here = "127.0.0.1";
constexpr const char* metadata = "169.254.169.254";
std::atomic<bool> rebound = false;

int resolve(const char* node, const char* service, const addrinfo* hints, addrinfo** found) {
  static const auto real =
      reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(node, service, hints, found);
}

Delivery deliver(TestLoop& loop, const std::string& url) {
  Courier courier(loop.get());
  std::optional<Delivery> got;
  courier.send({.url = url, .headers = {}, .body = "{}"},
               [&](Delivery delivery) { got = std::move(delivery); });
  loop.run_until([&] { return got.has_value(); });
  return *got;
}

std::string at_name(std::string url, const std::string& name) {
  return url.replace(url.find(here), std::string_view(here).size(), name);
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* node,
                                                                  const char* service,
                                                                  const addrinfo* hints,
                                                                  addrinfo** found) {
  const std::string_view name = node == nullptr ? "" : node;
  if (name == "rebinds.test") return resolve(rebound ? metadata : here, service, hints, found);
  if (name != "both.test") return resolve(node, service, hints, found);
  if (const int failed = resolve(here, service, hints, found); failed != 0) return failed;
  addrinfo* last = *found;
  while (last->ai_next != nullptr) last = last->ai_next;
  return resolve(metadata, service, hints, &last->ai_next);
}

TEST_CASE("a name that comes to mean a forbidden address is forbidden from then on") {
  TestLoop loop;
  LocalServer server{loop.get(), [](const std::string&) { return LocalServer::ok("fine"); }};
  const auto url = at_name(server.url("/hook"), "rebinds.test");
  rebound = false;
  CHECK(deliver(loop, url).sent);
  rebound = true;
  const auto second = deliver(loop, url);
  CHECK(second.permanent);
  CHECK(second.why.find("a forbidden network") == 0);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("a forbidden address behind an allowed one that does not answer is not connected to") {
  TestLoop loop;
  const auto delivery = deliver(loop, "http://both.test:1/hook");  // nobody listens on port 1
  CHECK_FALSE(delivery.sent);
  CHECK(delivery.permanent);
  CHECK_MESSAGE(delivery.why.find("a forbidden network") == 0, delivery.why);
}
