#include "api/rest/routes.h"

#include <doctest/doctest.h>

using namespace golive::rest;

namespace {

std::variant<Found, NoSuchPath, NoSuchMethod> route(const char* method, const char* path) {
  HttpRequest request;
  request.method = method;
  request.path = path;
  return find_route(request);
}

}  // namespace

TEST_CASE("a route is found by method and path, with its parameters decoded") {
  const auto found = std::get<Found>(route("GET", "/api/v1/runs/my%20run/reports/j1-account"));
  CHECK(found.route->pattern == "/api/v1/runs/:run/reports/:kind");
  CHECK(found.parameters.at("run") == "my run");
  CHECK(found.parameters.at("kind") == "j1-account");
}

TEST_CASE("what is not in the table does not exist") {
  for (const auto* path : {"/", "/api", "/api/v1/runs/", "/api/v1/runs/r/decide/x", "/api/v2/runs",
                           "/health", "/xapi/v1/runs", "/api/v1/runs/r/obey"})
    CHECK_MESSAGE(std::holds_alternative<NoSuchPath>(route("POST", path)), std::string(path));
}

TEST_CASE("the wrong method is told which are right") {
  CHECK(std::get<NoSuchMethod>(route("PUT", "/api/v1/runs")).allow == "GET, POST");
  CHECK(std::get<NoSuchMethod>(route("GET", "/api/v1/runs/r/decide")).allow == "POST");
  CHECK(std::get<NoSuchMethod>(route("HEAD", "/health/live")).allow == "GET");
}

TEST_CASE("only health is told to anyone") {
  for (const auto& each : routes())
    CHECK((each.access == Access::anyone) == each.pattern.starts_with("/health/"));
}
