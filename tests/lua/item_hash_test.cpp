// Which items of a runbook count as changed: what their functions reach, and nothing else.
#include "lua/item_hash.h"

#include <doctest/doctest.h>

#include "lua/bytecode.h"
#include "lua/loader.h"

namespace golive {
namespace {

using Files = std::map<std::string, std::string>;

std::string runbook(const std::string& head, const std::string& body) {
  return head + "return plan \"p\" { timezone = \"UTC\", phase \"go\" { on = \"J\", " + body +
         " } }\n";
}

Plan plan_of(const Files& files) {
  RunbookText text;
  text.files = files;
  auto loaded = LuaLoader().load(text);
  REQUIRE_MESSAGE(loaded, to_line(loaded ? Error{} : loaded.error()));
  return loaded->plan;
}

std::string code_of(const std::string& head, const std::string& body, Files files = {}) {
  files["runbook.lua"] = runbook(head, body);
  return find_item(plan_of(files), "go/a")->code;
}

}  // namespace

TEST_CASE("the same function further down, or in another place of the file, is the same") {
  const auto code = code_of("", "step \"a\" { run = function(ctx) ctx:log \"hello\" end }");
  CHECK(code.size() == item_code_digits);
  CHECK(code == code_of("\n\n-- a remark\n\n",
                        "\nstep \"b\" { run = function(ctx) end },\n"
                        "step \"a\" { title = \"A\", run = function(ctx)\n"
                        "  -- what it says\n  ctx:log \"hello\"\nend }"));
  CHECK(code != code_of("", "step \"a\" { run = function(ctx) ctx:log \"hallo\" end }"));
}

TEST_CASE("a function is another one with what it reaches: locals, tables, other functions") {
  const std::string body = "step \"a\" { run = function(ctx) say(ctx, names[1]) end }";
  const auto head = [](const std::string& name, const std::string& word) {
    return "local names = { \"" + name + "\", x = { y = 1.5, [true] = false } }\n" +
           "local function say(ctx, name) ctx:log(\"" + word + " \" .. name) end\n";
  };
  const auto code = code_of(head("lea", "hello"), body);
  CHECK(code == code_of("local unused = 7\n" + head("lea", "hello"), body));
  CHECK(code != code_of(head("bob", "hello"), body));
  CHECK(code != code_of(head("lea", "bye"), body));
}

TEST_CASE("undo, condition and probe count as the action does, and none has no hash") {
  const std::string run = "step \"a\" { run = function(ctx) end";
  const auto plain = code_of("", run + " }");
  CHECK(plain != code_of("", run + ", undo = function(ctx) end }"));
  CHECK(code_of("", run + ", undo = function(ctx) ctx:log \"1\" end }") !=
        code_of("", run + ", undo = function(ctx) ctx:log \"2\" end }"));
  CHECK(plain != code_of("", run + ", when = function(ctx) return true end }"));
  CHECK(code_of("", "task \"a\" {}").empty());
}

TEST_CASE("circles come to an end") {
  const std::string head =
      "local a, b = {}, {}\na.b, b.a, a.a = b, a, a\n"
      "local function even(n) return n == 0 or a.odd(n - 1) end\n"
      "a.odd = function(n) return n ~= 0 and even(n - 1) end\n";
  const std::string body = "step \"a\" { run = function(ctx) return even(4) end }";
  CHECK(code_of(head, body).size() == item_code_digits);
  CHECK(code_of(head, body) == code_of("\n" + head, body));
  CHECK(code_of(head, body) != code_of(head + "a.c = 1\n", body));
}

TEST_CASE("a module of the runbook's counts by what is reached of it") {
  const std::string head = "local tools = require \"tools\"\n";
  const std::string body = "step \"a\" { run = function(ctx) tools.say(ctx) end }";
  const auto with = [&](const std::string& word) {
    return code_of(head, body,
                   {{"tools.lua", "return { say = function(ctx) ctx:log \"" + word + "\" end }"}});
  };
  CHECK(with("one") == with("one"));
  CHECK(with("one") != with("two"));
}

TEST_CASE("golive's own modules, and libraries, are known by their names") {
  const std::string head = "local http = require \"golive.http\"\nlocal upper = string.upper\n";
  const std::string body =
      "step \"a\" { run = function(ctx) local f = http; return upper(tostring(f ~= nil)) end }";
  const auto code = code_of(head, body);
  CHECK(code.size() == item_code_digits);
  CHECK(code == code_of("local mysql = require \"golive.mysql\"\n" + head, body));
}

TEST_CASE("what cannot be looked into is another thing with each text") {
  const std::string head = "local odd = { [{}] = 1 }\n";
  const std::string body = "step \"a\" { run = function(ctx) return odd end }";
  const auto code = code_of(head, body);
  CHECK(code.size() == item_code_digits);
  CHECK(code == code_of(head, body));
  CHECK(code != code_of("-- a remark\n" + head, body));
}

TEST_CASE("what is no dump of a function is not read as one") {
  CHECK_FALSE(without_lines(""));
  CHECK_FALSE(without_lines("\x1bLua"));
  CHECK_FALSE(without_lines(std::string(200, '\x00')));
  CHECK_FALSE(without_lines(std::string(200, '\xff')));
}

}  // namespace golive
