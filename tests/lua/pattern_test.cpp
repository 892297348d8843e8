// Patterns: what string.find, match, gmatch and gsub answer is what Lua's own answer, case by case.
#include "lua/pattern.h"

#include <doctest/doctest.h>

#include <lua.hpp>
#include <string>
#include <vector>

#include "lua/sandbox.h"

namespace {

// What a chunk returns, or that it failed, as one text.
std::string run(lua_State* lua, const std::string& code) {
  if (luaL_loadstring(lua, code.c_str()) != LUA_OK) return "does not compile";
  if (lua_pcall(lua, 0, LUA_MULTRET, 0) != LUA_OK) {
    lua_settop(lua, 0);
    return "error";
  }
  std::string text;
  for (int index = 1; index <= lua_gettop(lua); ++index) {
    text += std::string(luaL_tolstring(lua, index, nullptr)) + "|";
    lua_pop(lua, 1);
  }
  lua_settop(lua, 0);
  return text;
}

std::string quoted(const std::string& text) {
  std::string literal = "\"";
  for (const unsigned char byte : text) {
    char code[5];
    std::snprintf(code, sizeof code, "\\%03u", byte);
    literal += code;
  }
  return literal + "\"";
}

// Lua's own string functions beside the sandbox's.
struct Both {
  lua_State* own = luaL_newstate();
  golive::Sandbox sandbox;
  Both() { luaL_openlibs(own); }
  Both(const Both&) = delete;
  Both& operator=(const Both&) = delete;
  ~Both() { lua_close(own); }

  void check(const std::string& code) {
    CHECK_MESSAGE(run(own, code) == run(sandbox.lua(), code), code);
  }
  void check_all_functions(const std::string& subject, const std::string& pattern) {
    const std::string arguments = "(" + quoted(subject) + ", " + quoted(pattern);
    check("return string.find" + arguments + ")");
    check("return string.find" + arguments + ", 2)");
    check("return string.find" + arguments + ", -3)");
    check("return string.find" + arguments + ", 1, true)");
    check("return string.match" + arguments + ")");
    check("return string.gsub" + arguments + ", '<%0>')");
    check("return string.gsub" + arguments + ", '%1', 2)");
    check("return string.gsub" + arguments + ", { a = 'A', b = false, [1] = 'one' })");
    check("return string.gsub" + arguments +
          ", function(...) return select('#', ...) > 1 and '-' or nil end)");
    check("local s = '' for a, b in string.gmatch" + arguments +
          ") do s = s .. tostring(a) .. ':' .. tostring(b) .. ';' end return s");
  }
};

const std::vector<std::string> subjects{
    "",
    "a",
    "abc",
    "aaab",
    "hello world",
    "key = value",
    "(a(b)c)d",
    "f(x) [y] {z}",
    "2026-11-20",
    "  trim me  ",
    "THE (quick) fox",
    "a.b.c",
    "x\n\ty",
    std::string("a\0b", 3),
    "caf\xc3\xa9",
    "aXbXc",
    "%d+",
    "[]]",
    "a-b-c",
    "^$",
    "abab",
    "\"q\" 'r'",
    "0x1F",
    "__index",
    "a,b,,c",
};

const std::vector<std::string> patterns{
    "",
    "a",
    "b",
    "abc",
    ".",
    ".*",
    ".+",
    ".-",
    ".?",
    "a*",
    "a+",
    "a-",
    "a?",
    "a-b",
    "^a",
    "^",
    "$",
    "a$",
    "^a*$",
    "a$b",
    "a^b",
    "^^",
    "$$",
    "%a",
    "%a+",
    "%A+",
    "%d+",
    "%D",
    "%s*",
    "%S+",
    "%w+",
    "%W",
    "%x+",
    "%X",
    "%l+",
    "%u+",
    "%L",
    "%U",
    "%p",
    "%P+",
    "%c",
    "%C",
    "%g+",
    "%G",
    "%z",
    "[abc]",
    "[^abc]",
    "[a-c]+",
    "[^a-c]+",
    "[]]",
    "[^]]",
    "[]-a]",
    "[a-]",
    "[-a]",
    "[%a_]+",
    "[%w%-]+",
    "[^%s]+",
    "[%]]",
    "[a%-c]",
    "[+--]",
    "[a-%z]",
    "[%d-z]",
    "%(",
    "%)",
    "%.",
    "%%",
    "%[",
    "%-",
    "(a)(b)",
    "()",
    "()a()",
    "(a*(.)%w(%s*))",
    "(.)%1",
    "(a)%1",
    "(%w+) = (%w+)",
    "%b()",
    "%b[]",
    "%bxx",
    "%b\"\"",
    "%f[%a]%a+",
    "%f[%A]",
    "%f[a]",
    "%f[%z]",
    "%f[^%z]",
    "(%d+)-(%d+)-(%d+)",
    "^%s*(.-)%s*$",
    "(.-),",
    "([^,]*)",
    "[^\n]+",
    "((a)(b))",
    "(((a)))",
    "()%f[%w]%w+()",
    ".-$",
    "a.-c",
    "a.*c",
    "(a?)(b?)(c?)",
    "[%a][%a]?",
    "%1",
    "(a",
    "a)",
    "(()",
    "%",
    "[",
    "[a",
    "[%",
    "[]",
    "[^]",
    "%b",
    "%bx",
    "%f",
    "%fa",
    "(a)%2",
    "%0",
    "[a-",
    "[z-a]",
    "[\xc3-\xc4]",
    "\xc3\xa9",
    "a*a*a*b",
    "(.*)(.*)",
    "(.-)(.-)$",
    "x*",
    "-",
    "*",
    "+",
    "?",
    "a**",
    "a+-",
    "(a)*",
    "(a)-",
    "%d*%.?%d*",
    "[%p%c]",
    "[^%p]*",
};

}  // namespace

TEST_CASE("every pattern gives on every subject what it gives in Lua") {
  Both both;
  // Lua finds a malformed pattern only when the match gets there; here it is found at once.
  const auto well_formed = [](const std::string& pattern) {
    try {
      const golive::Pattern read(pattern.substr(pattern.starts_with("^") ? 1 : 0));
      return true;
    } catch (const golive::MalformedPattern&) {
      return false;
    }
  };
  for (const auto& pattern : patterns)
    for (const auto& subject : subjects)
      if (well_formed(pattern)) both.check_all_functions(subject, pattern);
}

TEST_CASE("malformed patterns are refused in Lua's words") {
  const std::vector<std::pair<std::string, std::string>> refused{
      {"(a", "unfinished capture"},
      {"a)", "invalid pattern capture"},
      {"%", "malformed pattern (ends with '%')"},
      {"[", "malformed pattern (missing ']')"},
      {"[]", "malformed pattern (missing ']')"},
      {"[^]", "malformed pattern (missing ']')"},
      {"[%", "malformed pattern (missing ']')"},
      {"[a-", "malformed pattern (missing ']')"},
      {"%b", "malformed pattern (missing arguments to '%b')"},
      {"%bx", "malformed pattern (missing arguments to '%b')"},
      {"%f", "missing '[' after '%f' in pattern"},
      {"%fa", "missing '[' after '%f' in pattern"},
      {"%1", "invalid capture index %1 in pattern"},
      {"(%1)", "invalid capture index %1 in pattern"},
      {"%0", "invalid capture index %0 in pattern"},
      {"()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()", "too many captures"},
  };
  for (const auto& [pattern, what] : refused)
    CHECK_THROWS_WITH_AS(golive::Pattern{pattern}, what.c_str(), golive::MalformedPattern);
}

TEST_CASE("replacements are refused as in Lua") {
  Both both;
  both.check("return string.gsub('a', 'a', '%2')");
  both.check("return string.gsub('a', 'a', '%x')");
  both.check("return string.gsub('a', 'a', '%')");
  both.check("return string.gsub('a', 'a', {a = {}})");
  both.check("return string.gsub('a', 'a', function() return true end)");
  both.check("return string.gsub('a', 'a')");
  both.check("return string.gsub('abc', '%w', '%%%0%1')");
  both.check("return string.gsub('abc', '', '-')");
  both.check("return string.gsub('abc', '()', '%1')");
  both.check("return string.gsub('abc', 'b', 5)");
  both.check("return string.gsub('abc', '.', '', -1)");
  both.check("return string.find('abc', 'b', 10)");
  both.check("return string.find('', '', 1)");
  both.check("return string.find('abc', '', 4)");
  both.check("return string.find('abc', '', 5)");
  both.check("return string.find('a+b', '+', 1, true)");
  both.check("local s = '' for k in string.gmatch('abc', '%w', 2) do s = s .. k end return s");
  both.check("local s = '' for k in string.gmatch('abc', '%w', -2) do s = s .. k end return s");
  both.check("local s = '' for k in string.gmatch('abc', '%w', 9) do s = s .. k end return s");
  both.check(
      "local s = '' for k in string.gmatch('abc', '') do s = s .. '[' .. k .. ']' end return s");
}

TEST_CASE("steps are counted, also where nothing is kept") {
  std::uint64_t steps = 1000;
  const golive::Pattern pattern("a*a*a*a*b");
  const std::string subject(100, 'a');
  golive::Matcher matcher(pattern, subject, steps);
  CHECK_THROWS_AS(matcher.match_at(0), golive::PatternStepsUsedUp);
}
