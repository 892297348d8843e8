#include <nlohmann/json.hpp>

#include "attempts.h"
#include "base/canonical_json.h"

namespace golive::test {
namespace {

using nlohmann::json;

// What a body gets of an answer with this text as its body, read as JSON.
std::string read(const std::string& text) {
  const json outcome{{"status", 200}, {"headers", json::object()}, {"body", text}, {"ms", 7}};
  return after("return ctx:http('http://127.0.0.1').json", {canonical(outcome)});
}

}  // namespace

TEST_CASE("JSON is read into Lua as the library reads it, the common and the rare") {
  for (const std::string text :
       {R"({"a":1,"b":[true,false,"x"],"c":{"d":{"e":"f"}}})", " [ 1 ,\n\t2 , -3 ] ", "\"\"", "0",
        "-7", R"("\" \\ \/ \b \f \n \r \t")", R"("a\u00e9\ud83d\ude00b")", "\"\u00e9\"", "1.5",
        "-0.25", "1e3", "123456789012345678", "1234567890123456789", "[[[[1]]]]",
        R"({"twice":1,"twice":2})", R"(["plain","with \"quotes\"","\\"])"}) {
    CAPTURE(text);
    CHECK(read(text) == "ended " + canonical(json::parse(text)));
  }
  CHECK(read("18446744073709551615") == "ended 1.8446744073709552e+19");
  CHECK(read(std::string(20, '[') + "1" + std::string(20, ']')) ==
        "ended " + std::string(20, '[') + "1" + std::string(20, ']'));
  CHECK(read(R"({"gone":null,"here":1})") == R"(ended {"here":1})");
}

TEST_CASE("an object of any size is read whole, and the last of equal names counts") {
  for (const int members : {15, 16, 17, 200}) {
    auto object = json::object();
    for (int i = 0; i < members; ++i) object["name " + std::to_string(i)] = json{{"i", i}};
    const auto text = canonical(object);
    CHECK(read(text) == "ended " + text);
    const auto twice = text.substr(0, text.size() - 1) + R"(,"name 0":"last"})";
    CHECK(read(twice) == "ended " + canonical(json::parse(twice)));
  }
}

TEST_CASE("what is no JSON is nothing") {
  for (const std::string text :
       {"",         " ",      "{",       "[1,]",   "[1 2]", R"({"a"})", R"({"a":1,})",
        R"({a:1})", "01",     "-",       "+1",     "1.",    "tru",      "nulls",
        "\"",       "\"\\\"", "\"\\x\"", "\"\n\"", "{} {}", "]",        R"({"a":1]})"}) {
    CAPTURE(text);
    CHECK(read(text) == "ended null");
  }
}

}  // namespace golive::test
