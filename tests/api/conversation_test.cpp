#include "api/cli/conversation.h"

#include <doctest/doctest.h>

using namespace golive::cli;

namespace {

const Question gate{"gate g",
                    "Gate g waits.",
                    {{"go", "decide", R"({"gate":"g","verdict":"go"})", {{"reason"}}},
                     {"reservations",
                      "decide",
                      R"({"gate":"g","verdict":"reservations"})",
                      {{"reason"}, {"conditions"}}},
                     {"no-go", "decide", R"({"gate":"g","verdict":"no-go"})", {{"reason"}}}}};
const Question task{"start t", "Task t is yours.", {{"start", "start-task", R"({"item":"t"})"}}};

}  // namespace

TEST_CASE("a decision is asked for until it is complete") {
  Conversation conversation;
  CHECK(conversation.follow({gate}) == "\nGate g waits.\ngo, reservations, no-go, later? ");
  CHECK(conversation.follow({gate}).empty());
  CHECK_FALSE(conversation.take("maybe"));
  CHECK(conversation.prompt() ==
        "Type one of these words, or how it begins.\ngo, reservations, no-go, later? ");
  CHECK_FALSE(conversation.take("res"));
  CHECK(conversation.prompt() == "reason: ");
  CHECK_FALSE(conversation.take(""));
  CHECK(conversation.prompt() == "This cannot be left empty.\nreason: ");
  CHECK_FALSE(conversation.take("tests pass"));
  CHECK_FALSE(conversation.take(""));
  const auto order = conversation.take("watch the queue");
  REQUIRE(order);
  CHECK(order->command == "decide");
  CHECK(order->fields == R"({"conditions":["watch the queue"],"gate":"g","reason":"tests pass",)"
                         R"("verdict":"reservations"})");
}

TEST_CASE("a choice without texts is an order at once") {
  Conversation conversation;
  conversation.follow({task});
  const auto order = conversation.take("s");
  REQUIRE(order);
  CHECK(order->command == "start-task");
  CHECK(order->fields == R"({"item":"t"})");
}

TEST_CASE("what is put off is not asked again while it waits") {
  Conversation conversation;
  conversation.follow({gate, task});
  CHECK_FALSE(conversation.take("later"));
  CHECK(conversation.follow({gate, task}).starts_with("\nTask t is yours."));
  conversation.take("later");
  CHECK(conversation.follow({gate, task}).empty());
  CHECK(conversation.follow({task}).empty());
  CHECK(conversation.follow({gate, task}).starts_with("\nGate g waits."));
}

TEST_CASE("a question that somebody else settled is dropped") {
  Conversation conversation;
  conversation.follow({gate});
  conversation.take("go");
  CHECK(conversation.follow({}) == "Settled without you: there is nothing to answer any more.\n");
  CHECK_FALSE(conversation.take("because"));
  CHECK(conversation.prompt().empty());
}

TEST_CASE("a question whose answer was refused is asked again") {
  Conversation conversation;
  conversation.follow({task});
  REQUIRE(conversation.take("start"));
  CHECK(conversation.follow({task}).empty());
  conversation.refused();
  CHECK(conversation.follow({task}).starts_with("\nTask t is yours."));
}

TEST_CASE("an outcome is JSON, and its prompt shows an example") {
  Conversation conversation;
  conversation.follow({{"doubt d",
                        "In doubt: d.",
                        {{"done", "answer-doubt", "{}", {{"outcome", false, "such as {}"}}}}}});
  CHECK_FALSE(conversation.take("done"));
  CHECK(conversation.prompt() == "outcome (such as {}): ");
  CHECK_FALSE(conversation.take("it went well"));
  CHECK(conversation.prompt() == "This is not JSON.\noutcome (such as {}): ");
  const auto order = conversation.take(R"({"code": 0})");
  REQUIRE(order);
  CHECK(order->fields == R"({"outcome":{"code":0}})");
}
