#include "keeper/protocol.h"

#include <doctest/doctest.h>

namespace golive {
namespace {

const std::string no_text("\xff\0\xfe", 3);

TEST_CASE("an order arrives as it was given, also with bytes that are no text") {
  const order::Start start{{"run-1/3/run/1/2",
                            {"sh", no_text},
                            {{"A", no_text}},
                            "/tmp",
                            no_text,
                            Duration(5'000),
                            "/tmp/out"},
                           true,
                           {no_text, "correct horse"}};
  const auto read = read_order(to_message(start));
  REQUIRE(read);
  const auto& same = std::get<order::Start>(*read);
  CHECK(same.process.id == start.process.id);
  CHECK(same.process.argv == start.process.argv);
  CHECK(same.process.variables == start.process.variables);
  CHECK(same.process.folder == start.process.folder);
  CHECK(same.process.input == start.process.input);
  CHECK(same.process.timeout == start.process.timeout);
  CHECK(same.process.output == start.process.output);
  CHECK(same.kept);
  CHECK(same.hidden == start.hidden);
  CHECK(std::get<order::Hello>(*read_order(to_message(order::Hello{7, 6}))).since == 7);
  CHECK(std::get<order::Gap>(*read_order(to_message(order::Gap{9}))).since == 9);
  CHECK(std::get<order::End>(*read_order(to_message(order::End{"x"}))).id == "x");
  CHECK(std::get<order::Forget>(*read_order(to_message(order::Forget{"x"}))).id == "x");
  CHECK(std::holds_alternative<order::Leave>(*read_order(to_message(order::Leave{}))));
}

TEST_CASE("a process without standard input has none when it arrives") {
  const order::Start start{{"x", {"true"}, {}, "/", {}, Duration(1), {}}, false, {}};
  CHECK_FALSE(std::get<order::Start>(*read_order(to_message(start))).process.input);
}

TEST_CASE("a report arrives as it was given") {
  const auto holds = read_report(to_message(report::Holds{protocol_version, 3, {"a", "b"}}));
  CHECK(std::get<report::Holds>(*holds).since == 3);
  CHECK(std::get<report::Holds>(*holds).ids == std::vector<std::string>{"a", "b"});
  const auto ended = read_report(to_message(report::Ended{"a", R"({"code":0})"}));
  CHECK(std::get<report::Ended>(*ended).id == "a");
  CHECK(std::get<report::Ended>(*ended).outcome == R"({"code":0})");
}

TEST_CASE("what is cut short, of an unknown kind or of a wrong type is nothing") {
  const auto message =
      to_message(order::Start{{"x", {"true"}, {}, "/", {}, Duration(1), {}}, {}, {}});
  for (std::size_t length = 0; length < message.size(); ++length)
    REQUIRE_FALSE(read_order(std::string_view(message).substr(0, length)));
  CHECK_FALSE(read_order(to_message(report::Holds{})));
  CHECK_FALSE(read_report(to_message(order::Leave{})));
  CHECK_FALSE(read_order("\xa1\x64kind\x01"));
  CHECK_FALSE(read_order(message + "x"));
}

}  // namespace
}  // namespace golive
