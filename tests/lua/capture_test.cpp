// What a body takes from an answer and may use, but never sees.
#include <doctest/doctest.h>

#include "attempts.h"

using namespace golive;
using namespace golive::test;

namespace {

constexpr const char* login =
    "local login = ctx:http { url = 'http://x/login', method = 'POST', capture = { token = "
    "'$.access_token' } }\n";
constexpr const char* logged_in =
    R"({"status":200,"body":"{\"access_token\":\"[redacted]\"}","captured":["token"]})";
// The id is that of the effect that has captured it, and its name.
constexpr const char* use = R"(ctx:http { url = "http://x/me",
    headers = { Authorization = login.captured.token:prefix "Bearer " } })";
constexpr const char* used =
    R"(2 http {"headers":{"Authorization":{"$secret":"1/run/1/1/token","prefix":"Bearer "}},)"
    R"("method":"GET","timeout_ms":30000,"url":"http://x/me"})";

}  // namespace

TEST_CASE("a captured value is a handle that goes where secrets go") {
  CHECK(after(login) ==
        R"(1 http {"capture":{"token":"$.access_token"},"method":"POST","timeout_ms":30000,)"
        R"("url":"http://x/login"})");
  CHECK(after(std::string(login) + use, {logged_in}) == used);
  CHECK(contains(after(std::string(login) + "ctx:exec { 'a', env = { T = login.captured.token } }",
                       {logged_in}),
                 R"("env":{"T":{"$secret":"1/run/1/1/token"}})"));
}

TEST_CASE("a body that runs again gets the same handle") {
  auto attempts = Attempts::of_run(std::string(login) + use);
  attempts.start();
  attempts.deliver("1", logged_in);
  CHECK(attempts.posted().back() == used);
  attempts.restart({{"1", logged_in}});
  attempts.forget();
  attempts.start();
  CHECK(attempts.posted().empty());
  attempts.deliver("2", R"({"status":200})");
  CHECK(attempts.last() == "ended null");
}

TEST_CASE("a branch's handle is that of its own effect") {
  auto attempts = Attempts::of_run("ctx:parallel { function() ctx:sleep '1s' end, function(ctx)\n" +
                                   std::string(login) + use + "\nend }");
  attempts.start();
  attempts.deliver("1/2.1", logged_in);
  CHECK(contains(attempts.last(), R"({"$secret":"1/run/1/1/2.1/token","prefix":"Bearer "})"));
}

TEST_CASE("a captured value is never a text, a result or evidence") {
  for (const char* misuse : {"return 'x' .. login.captured.token", "return #login.captured.token"})
    CHECK(contains(after(std::string(login) + misuse, {logged_in}), "a secret is no text"));
  for (const char* misuse : {"return login", "return login.captured", "ctx:evidence('e', login)"})
    CHECK(contains(after(std::string(login) + misuse, {logged_in}), "contains a secret"));
  CHECK(contains(after(std::string(login) + "ctx:exec { 'a', login.captured.token }", {logged_in}),
                 "contains a secret"));
  CHECK(after(std::string(login) + "return login.body", {logged_in}) ==
        R"(ended "{\"access_token\":\"[redacted]\"}")");
}

TEST_CASE("what was not captured is an error, not a request without its token") {
  const std::string body = login + std::string("return login.captured.tokne == nil");
  CHECK(contains(after(body, {logged_in}),
                 "nothing is captured as \"tokne\" (did you mean \"token\"?)"));
  CHECK(contains(after(login, {R"({"status":200,"body":"{}"})"}),
                 "POST http://x/login: nothing was captured as \"token\" (a person's word cannot"));
  CHECK(contains(after(login, {R"({"status":200,"captured":"token"})"}), "nothing was captured"));
  CHECK(contains(after(login, {R"({"status":401,"body":"who are you"})"}), "status 401: who are"));
  CHECK(after("return ctx:http('http://x').captured == nil", {logged_in}) == "ended true");
}

TEST_CASE("a capture that can name nothing is refused before anything is asked") {
  const auto asked = [](const std::string& capture) {
    return after("ctx:http { url = 'http://x', capture = " + capture + " }");
  };
  CHECK(contains(asked("'$.a'"), "capture must be a table of names and paths (write capture = {"));
  CHECK(contains(asked("{}"), "capture names nothing"));
  CHECK(contains(asked("{ '$.a' }"), "a name is letters, digits and _"));
  CHECK(contains(asked("{ ['a/b'] = '$.a' }"), "a name is letters, digits and _"));
  CHECK(contains(asked("{ a = 5 }"), "capture.a is no path"));
  CHECK(contains(asked("{ a = 'token' }"), "capture.a: \"token\" is no path to one value (write"));
  CHECK(contains(asked("{ a = '$..b' }"), "is no path to one value"));
  CHECK(contains(after("ctx:http { url = 'http://x', captrue = { a = '$.a' } }"),
                 "did you mean \"capture\"?"));
  CHECK(contains(after("ctx:exec { 'a', capture = { a = '$.a' } }"), "there is no field"));
  CHECK(contains(after("ctx:poll { url = 'http://x', capture = { a = '$.a' } }"),
                 "there is no field"));
}
