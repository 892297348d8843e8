#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "core/codec.h"

using namespace golive;
using nlohmann::json;

namespace {

std::string refusal(std::string_view name, const std::string& fields) {
  const auto read = command_from_json(name, json::parse(fields));
  return read ? std::string("accepted") : to_line(read.error());
}

template <class C>
C accepted(std::string_view name, const std::string& fields) {
  const auto read = command_from_json(name, json::parse(fields));
  REQUIRE_MESSAGE(read, to_line(read.error()));
  CHECK(name_of(*read) == name);
  return std::get<C>(*read);
}

}  // namespace

TEST_CASE("commands are read by the words of the API") {
  accepted<command::StartTask>("start-task", R"({"item": "jdk"})");
  accepted<command::RetryItem>("retry", R"({"item": "migrate", "reason": "disk freed"})");
  accepted<command::SkipItem>("skip", R"({"item": "migrate", "reason": "no old system"})");
  accepted<command::MarkDone>("mark-done", R"({"item": "migrate", "reason": "by hand"})");
  accepted<command::Pause>("pause", "{}");
  accepted<command::Resume>("resume", R"({"reason": "back"})");
  accepted<command::Activate>("activate", R"({"contingency": "region", "reason": "lost"})");
  accepted<command::Decline>("decline", R"({"contingency": "region", "reason": "came back"})");
  accepted<command::AnswerQuestion>("answer", R"({"item": "migrate", "answer": "yes"})");
  CHECK(accepted<command::Abort>("abort", R"({"reason": "fire", "rollback": true})").rollback);
  CHECK(accepted<command::EndTask>("end-task", R"({"item": "a", "result": "not-applicable"})")
            .result == TaskResult::not_applicable);
}

TEST_CASE("a decision is read with its conditions") {
  const auto decide = accepted<command::Decide>("decide", R"({"gate": "go", "verdict":
      "reservations", "reason": "slow", "role": "dba", "conditions": ["index by J+1"]})");
  CHECK(decide.verdict == Verdict::reservations);
  CHECK(decide.conditions.at(0) == Condition{"index by J+1"});
}

TEST_CASE("a condition has an owner and a day, if it says so") {
  const auto decide = accepted<command::Decide>("decide", R"({"gate": "go", "verdict":
      "reservations", "reason": "slow", "seen": "0123456789ab",
      "conditions": [{"text": "index", "owner": "dba", "due": "J+1"}]})");
  CHECK(decide.conditions.at(0) == Condition{"index", "dba", "J+1"});
  CHECK(decide.seen == "0123456789ab");
}

TEST_CASE("a reason holds no control characters, and nothing that turns its direction") {
  for (const char* reason : {"a\\u0007b", "a\\u001b[2Jb", "a\\u0000b", "a\\u202eb", "a\\u0085b"}) {
    const auto fields = nlohmann::json::parse(
        std::string(R"({"gate": "go", "verdict": "go", "reason": ")") + reason + "\"}");
    const auto refused = command_from_json("decide", fields);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::invalid);
    CHECK(refused.error().place == "reason");
  }
  CHECK(accepted<command::Decide>("decide", R"({"gate": "go", "verdict": "go",
      "reason": "<b>très</b>\nbien\t– d’accord"})")
            .reason.starts_with("<b>"));
}

TEST_CASE("a reason of a megabyte is too large") {
  const nlohmann::json fields{
      {"gate", "go"}, {"verdict", "go"}, {"reason", std::string(1 << 20, 'x')}};
  const auto refused = command_from_json("decide", fields);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::too_large);
}

TEST_CASE("the outcome of an answered doubt is any JSON, kept as canonical text") {
  const auto answer = accepted<command::AnswerDoubt>("answer-doubt", R"({"item": "migrate",
      "answer": "done", "outcome": {"out": "", "code": 0}, "reason": "looked"})");
  CHECK(answer.outcome == R"({"code":0,"out":""})");
}

TEST_CASE("a command that is not right says what would be") {
  CHECK(refusal("decied", "{}") == "\"decied\" is no command (did you mean \"decide\"?)");
  CHECK(refusal("tick", "{}").find("\"tick\" is no command") == 0);
  CHECK(refusal("skip", R"({"item": "a"})") == "reason: is missing");
  CHECK(refusal("skip", R"({"item": "a", "reason": " "})") ==
        "reason: must not be empty (say why: it stands in the log and in the reports)");
  CHECK(refusal("skip", R"({"item": "a", "raison": "x", "reason": "y"})") ==
        "raison: is no known field (did you mean \"reason\"?)");
  CHECK(refusal("decide", R"({"gate": "go", "verdict": "Go", "reason": "y"})") ==
        "verdict: must be one of go, reservations, no-go, not \"Go\"");
  CHECK(refusal("abort", R"({"reason": "fire"})") == "rollback: is missing");
  CHECK(refusal("skip", R"("text")") == "must be an object, not \"text\"");
}

TEST_CASE("a reason has a limit") {
  json fields{{"item", "a"}, {"reason", std::string(limits::reason_bytes, 'x')}};
  CHECK(command_from_json("skip", fields));
  fields["reason"] = std::string(limits::reason_bytes + 1, 'x');
  const auto read = command_from_json("skip", fields);
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == ErrorKind::too_large);
}

TEST_CASE("a text in a command must be UTF-8") {
  CHECK(command_from_json("pause", json{{"reason", "a\xff"}}).error().what == "must be UTF-8");
}
