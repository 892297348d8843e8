#include "api/rest/problem.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "api/socket/error_json.h"

using namespace golive;
using namespace golive::rest;

TEST_CASE("a refusal becomes a problem document that says what to do") {
  const auto response =
      problem({ErrorKind::conflict, "the gate is closed", "go-live/go", "wait until it opens"},
              "/api/v1/runs/r/decide");
  CHECK(response.status == 409);
  CHECK(response.content_type == "application/problem+json");
  const auto document = nlohmann::json::parse(response.body);
  CHECK(document.at("type") == "about:blank");
  CHECK(document.at("title") == "It makes no sense in the present state");
  CHECK(document.at("status") == 409);
  CHECK(document.at("detail") == "the gate is closed");
  CHECK(document.at("instance") == "/api/v1/runs/r/decide");
  CHECK(document.at("place") == "go-live/go");
  CHECK(document.at("way_out") == "wait until it opens");
}

TEST_CASE("a refusal without a way out of its own is given one") {
  for (const auto& [kind, text] : EnumText<ErrorKind>::table) {
    CAPTURE(text);
    const auto document = nlohmann::json::parse(problem({kind, "no"}, "/").body);
    CHECK_FALSE(document.at("way_out").get<std::string>().empty());
  }
  const auto missing = problem({ErrorKind::invalid, "is missing", "reason"}, "/");
  CHECK(nlohmann::json::parse(missing.body).at("way_out") ==
        "send reason as the API's description (openapi.yaml) says");
}

TEST_CASE("each kind of error has its status") {
  CHECK(status_of(ErrorKind::invalid) == 400);
  CHECK(status_of(ErrorKind::unauthenticated) == 401);
  CHECK(status_of(ErrorKind::forbidden) == 403);
  CHECK(status_of(ErrorKind::not_found) == 404);
  CHECK(status_of(ErrorKind::conflict) == 409);
  CHECK(status_of(ErrorKind::too_large) == 413);
  CHECK(status_of(ErrorKind::unloadable) == 422);
  CHECK(status_of(ErrorKind::storage) == 503);
  CHECK(status_of(ErrorKind::unavailable) == 503);
}

TEST_CASE("who is not known is told how to be") {
  const auto response = problem({ErrorKind::unauthenticated, "no token"}, "/api/v1/runs");
  REQUIRE(response.headers.size() == 1);
  CHECK(response.headers[0].first == "WWW-Authenticate");
  CHECK(response.headers[0].second == "Bearer");
}

TEST_CASE("bytes that are no text do not break a problem document") {
  const auto response = problem({ErrorKind::invalid, "bad \xff byte"}, "/\xfe");
  CHECK(nlohmann::json::parse(response.body).at("detail") == "bad \xEF\xBF\xBD byte");
}

TEST_CASE("an error keeps what it says on its way over the socket") {
  const Error error{ErrorKind::forbidden, "no", "gate", "ask"};
  const auto back = error_from_json(error_to_json(error));
  CHECK(back.kind == ErrorKind::forbidden);
  CHECK(back.what == "no");
  CHECK(back.place == "gate");
  CHECK(back.way_out == "ask");
  CHECK(error_from_json(nlohmann::json("what?")).kind == ErrorKind::unavailable);
  CHECK(error_from_json({{"kind", "other"}}).kind == ErrorKind::unavailable);
}
