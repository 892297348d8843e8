#include "rim/component_health.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/limits.h"

namespace golive {
namespace {

using nlohmann::json;

std::string told(const char* text) {
  const auto health = told_health(json::parse(text));
  std::string line(text_of(health.health));
  for (const auto& [name, each] : health.components)
    line += " " + name + "=" + std::string(text_of(each));
  return line;
}

TEST_CASE("Spring Boot's actuator, Nest's terminus and plain JSON are read") {
  CHECK(told(R"({"status":"UP","components":{"db":{"status":"UP","details":{"x":1}}}})") ==
        "ok db=ok");
  CHECK(told(R"({"status":"UP","components":{"db":{"status":"UP","details":{"database":"x","y":{}}},
    "all":{"status":"UP","components":{"a":{"status":"DOWN"},"b":{"status":"UP"}}}}})") ==
        "degraded all=degraded db=ok");
  CHECK(told(R"({"status":"DOWN","components":{"db":{"status":"DOWN"},"mq":{"status":"UP"}}})") ==
        "down db=down mq=ok");
  CHECK(told(R"({"status":"ok","info":{},"error":{},"details":{"db":{"status":"up"}}})") ==
        "ok db=ok");
  CHECK(told(R"({"status":"error","details":{"db":{"status":"down"}}})") == "down db=down");
  CHECK(told(R"({"status":"ok","components":{"db":"up","mq":false}})") == "degraded db=ok mq=down");
  CHECK(told(R"({"components":{"a":"down","b":"up"}})") == "degraded a=down b=ok");
  CHECK(told(R"({"status":"warn"})") == "degraded");
  CHECK(told(R"({"status":"UP","checks":[{"name":"db","status":"DOWN"},{"status":"UP"}]})") ==
        "degraded 1=down 2=ok");
  CHECK(told(R"({"status":"UP","components":{"db":"UP","gone":null}})") == "ok db=ok");
  CHECK(told(R"({"components":[1]})") == "down 1=down");
  CHECK(told(R"({"status":"pass","checks":{"db:time":[{"status":"pass"},{"status":"warn"}],
    "mq":[{"status":"fail"}],"up":["pass"],"none":[]}})") ==
        "degraded db:time=degraded mq=down none=down up=ok");
}

TEST_CASE("what nobody knows, or nothing at all, is down") {
  for (const char* text : {"{}", "[]", "\"UP\"", "1", R"({"status":"??"})", R"({"status":1})",
                           R"({"components":{}})", R"({"status":[]})"})
    CHECK(told(text) == "down");
}

TEST_CASE("a name that would mean something to a terminal is escaped") {
  CHECK(told(R"({"status":"UP","components":{"\u001b[31m\n\u202e":"UP","é":"UP"}})") ==
        R"(ok "\u001b[31m\n\u202e"=ok é=ok)");
}

TEST_CASE("more components than anybody reads are not all kept, and names are short") {
  json document{{"status", "UP"}};
  for (std::size_t i = 0; i < 10 * limits::watch_components; ++i)
    document["components"]["part" + std::to_string(i)] = "UP";
  document["components"][std::string(5'000, 'x')] = "UP";
  document["components"][""] = "UP";
  const auto health = told_health(document);
  CHECK(health.health == Health::ok);
  CHECK(health.components.size() == limits::watch_components);
  for (const auto& [name, each] : health.components)
    CHECK((!name.empty() && name.size() <= limits::component_name_bytes));
}

}  // namespace
}  // namespace golive
