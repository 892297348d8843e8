#include "api/socket/request.h"

#include <doctest/doctest.h>

#include <string>

using namespace golive;

namespace {

std::string refusal(std::string_view line) {
  const auto request = parse_request(line);
  REQUIRE_FALSE(request);
  return to_line(request.error());
}

}  // namespace

TEST_CASE("a request for a run is read with its defaults") {
  const auto request = parse_request(R"({"op":"create_run","runbook":"/r","j":"2027-01-15",)"
                                     R"("parameters":{"word":"x"},"from":"rest ::1"})");
  REQUIRE(request);
  CHECK(request->from == "rest ::1");
  CHECK(request->token.empty());
  const auto& create = std::get<request::CreateRun>(request->body);
  CHECK(create.runbook == "/r");
  CHECK(to_text(create.j) == "2027-01-15");
  CHECK(create.mode == Mode::rehearsal);
  CHECK(create.environment.empty());
  CHECK(create.parameters.at("word") == "x");
}

TEST_CASE("a command keeps its fields as JSON") {
  const auto request = parse_request(R"({"op":"command","run":"r","name":"decide","token":"a.b",)"
                                     R"("fields":{"verdict":"go","gate":"g"}})");
  REQUIRE(request);
  CHECK(request->token == "a.b");
  const auto& command = std::get<request::SendCommand>(request->body);
  CHECK(command.name == "decide");
  CHECK(command.fields == R"({"gate":"g","verdict":"go"})");
}

TEST_CASE("garbage on the socket is refused, saying where") {
  CHECK(refusal("") == "the text is not JSON (send one JSON object in UTF-8)");
  CHECK(refusal("\x01\x02\xff") == refusal(""));
  CHECK(refusal("{\"op\":\"ping\"") == refusal(""));
  CHECK(refusal("[1]") == "the JSON is no object (send one JSON object)");
  CHECK(refusal("{}").starts_with("op: "));
  CHECK(refusal(R"({"op":"obey"})").find("use create_run") != std::string::npos);
  CHECK(refusal(R"({"op":7})").starts_with("op: "));
  CHECK(refusal(R"({"op":"ping","token":null})").starts_with("token: "));
  CHECK(refusal(R"({"op":"ping","extra":1})").find("extra") != std::string::npos);
  CHECK(refusal(R"({"op":"create_run","runbook":"/r"})").find("j") != std::string::npos);
  CHECK(refusal(R"({"op":"create_run","runbook":"/r","j":"2027-13-01"})").starts_with("j: "));
}

TEST_CASE("a name that stands there twice is refused: its readers need not take the same one") {
  CHECK(refusal(R"({"op":"ping","op":"pong"})").starts_with("op: stands there twice"));
  CHECK(refusal(R"({"op":"command","run":"r","name":"n","fields":{"verdict":"go","reason":"x",)"
                R"("verdict":"no-go"}})")
            .starts_with("verdict: stands there twice"));
  CHECK(
      parse_request(R"({"op":"command","run":"r","name":"n","fields":{"op":1,"run":{"run":2}}})"));
}

TEST_CASE("JSON nested to the sky is refused without descending into it") {
  const std::string deep = R"({"op":"command","run":"r","name":"n","fields":)" +
                           std::string(400'000, '[') + std::string(400'000, ']') + "}";
  CHECK(refusal(deep).find("nested too deeply") != std::string::npos);
  CHECK(parse_request(R"({"op":"command","run":"[[[[\"[[[","name":"n","fields":{}})"));
}
