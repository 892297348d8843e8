#include "api/rest/gate.h"

#include <doctest/doctest.h>

#include "base/limits.h"

using namespace golive;
using namespace golive::rest;

namespace {

HttpRequest request(const char* method, const char* path) {
  HttpRequest made;
  made.method = method;
  made.path = path;
  return made;
}

int status_at_once(const HttpRequest& request) {
  const auto response = answer_at_once(request);
  return response ? response->status : 0;
}

// No engine and no log: what can be said without them.
int status(const HttpRequest& request) {
  EngineLink engine("/nonexistent/engine.sock");
  Door door("/nonexistent/golive.db", "/nonexistent/engine.sock");
  return answer(request, engine, door).status;
}

}  // namespace

TEST_CASE("the watcher's question is answered without asking anybody") {
  CHECK(status_at_once(request("GET", "/health/live")) == 200);
  CHECK(status_at_once(request("GET", "/health/ready")) == 0);
}

TEST_CASE("a request of the wrong form is refused before anything else") {
  CHECK(status_at_once(request("GET", "/../health/live")) == 400);
  auto odd = request("GET", "/health/live");
  odd.headers = {{"Content-Length ", "1"}};
  CHECK(status_at_once(odd) == 400);
  odd.headers = {{"Content-Length", "1x"}};
  CHECK(status_at_once(odd) == 400);
  odd.headers = {{"Content-Length", "1"}, {"Transfer-Encoding", "chunked"}};
  CHECK(status_at_once(odd) == 400);
  auto large = request("POST", "/api/v1/runs");
  large.body.assign(limits::command_bytes + 1, ' ');
  CHECK(status_at_once(large) == 413);
}

TEST_CASE("a stranger is not told what exists") {
  CHECK(status(request("GET", "/api/v1/runs")) == 401);
  CHECK(status(request("GET", "/api/v1/nothing")) == 401);
  CHECK(status(request("DELETE", "/api/v1/runs")) == 401);
  auto basic = request("GET", "/api/v1/runs");
  basic.headers = {{"Authorization", "Basic eDp5"}};
  CHECK(status(basic) == 401);
}

TEST_CASE("without an engine nobody is known, and it is said so") {
  auto known = request("GET", "/api/v1/runs");
  known.headers = {{"Authorization", "Bearer a.b"}};
  CHECK(status(known) == 503);
  CHECK(status(request("GET", "/health/ready")) == 503);
}
