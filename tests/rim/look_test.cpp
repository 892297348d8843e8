#include "rim/look.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace golive {
namespace {

using nlohmann::json;

json answer(int status, const std::string& body) {
  return {{"status", status}, {"body", body}, {"ms", 12}};
}
Look health(const json& outcome, const char* worst = "ok", json more = json::object()) {
  more["health"] = worst;
  return look_at(more, json::object(), outcome);
}
constexpr const char* partly = R"({"status":"ok","details":{"db":{"status":"down"},"mq":"up"}})";

TEST_CASE("what could not be seen is no data; what was seen and is not as expected has failed") {
  const json expect{{"json", {{"x", {{"max", 1}}}}}};
  const auto seen = [&](const char* body) {
    return look_at(expect, json::object(), answer(200, body)).seen;
  };
  CHECK(seen(R"({"x":0.5})") == Seen::ok);
  CHECK(seen(R"({"x":7})") == Seen::failed);
  CHECK(seen(R"({"x":"NaN"})") == Seen::no_data);
  CHECK(seen("{}") == Seen::no_data);
  CHECK(seen("<html>") == Seen::failed);
  CHECK(look_at(expect, json::object(), {{"error", "cannot"}, {"not_started", true}}).seen ==
        Seen::no_data);
  CHECK(look_at(json::object(), json::object(), {{"error", "cannot start: ./check: no such file"}})
            .seen == Seen::no_data);
  CHECK(look_at(json::object(), json::object(), {{"error", "ended by signal 9"}}).seen ==
        Seen::failed);
}

TEST_CASE("health passes up to the worst that is borne, and tells its components") {
  CHECK(health(answer(200, R"({"status":"UP"})")).seen == Seen::ok);
  const auto borne = health(answer(200, partly), "degraded");
  CHECK(borne.seen == Seen::degraded);
  CHECK(borne.why == "db is down");
  CHECK(borne.components.at("db") == Health::down);
  CHECK(borne.passes());
  CHECK(health(answer(200, partly)).seen == Seen::failed);
}

TEST_CASE("a service that says it is well with a status that is not, is not") {
  const auto look = health(answer(500, R"({"status":"UP","components":{"db":"UP"}})"), "degraded");
  CHECK(look.seen == Seen::failed);
  CHECK(look.why == "status 500");
  CHECK(look.components.at("db") == Health::ok);
  const auto down = health(answer(503, R"({"status":"DOWN","components":{"db":"DOWN"}})"));
  CHECK(down.seen == Seen::failed);
  CHECK(down.why == "status 503: db is down");
}

TEST_CASE("what tells no health never passes") {
  for (const char* body : {"", "UP", "[]", "null", "{}", "<html>", "{\"status\":"})
    CHECK_FALSE(health(answer(200, body), "degraded").passes());
  CHECK_FALSE(health(answer(200, std::string(100'000, '[')), "degraded").passes());
  CHECK_FALSE(health({{"error", "no answer within 1s"}}, "degraded").passes());
  CHECK_FALSE(health(json::object(), "degraded").passes());
}

TEST_CASE("health and other expectations hold together") {
  CHECK(health(answer(200, R"({"status":"UP"})"), "ok", {{"max_ms", 5}}).seen == Seen::failed);
  CHECK(health(answer(418, R"({"status":"UP"})"), "ok", {{"status", 418}}).seen == Seen::ok);
}

}  // namespace
}  // namespace golive
