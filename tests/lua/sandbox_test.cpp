// The sandbox: what is not there, what cannot be told apart, and what ends.
#include "lua/sandbox.h"

#include <doctest/doctest.h>

#include "loading.h"

using namespace golive;
using namespace golive::test;

namespace {

// `value` as text, computed while a runbook loads; errors as such.
std::string eval(const std::string& code) {
  const auto told = refusal("error('=' .. (function() " + code + " end)(), 0)");
  const auto at = told.find(": =");
  return at == std::string::npos ? told : told.substr(at + 3);
}
std::string text_of_value(const std::string& expression) {
  return eval("return tostring(" + expression + ")");
}

// A runbook that must end with one error on line 1.
void check_ends(const std::string& code, const std::string& what) {
  const std::string told = refusal(code);
  CHECK_MESSAGE(told.find("runbook.lua:1: ") == 0, told);
  CHECK_MESSAGE(told.find(what) != std::string::npos, told);
}

}  // namespace

TEST_CASE("nothing that reaches outside is there") {
  for (const char* name : {"os", "io", "load", "loadstring", "dofile", "loadfile", "debug",
                           "collectgarbage", "coroutine", "package", "print", "_G", "string.dump",
                           "math.random", "math.randomseed", "string.pack"})
    CHECK_MESSAGE(refusal("local x = " + std::string(name)) != "loaded", name);
  CHECK(refusal("local x = "
                "math.random()")
            .find("runbook.lua:1: math has no \"random\"") == 0);
}

TEST_CASE("no address shows") {
  CHECK(text_of_value("{}") == "table");
  CHECK(text_of_value("print == nil").find("not available") != std::string::npos);
  CHECK(text_of_value("function() end") == "function");
  CHECK(text_of_value("pairs") == "function");
  CHECK(text_of_value("task 'a'") == "a block");
  CHECK(eval("return string.format('%s|%5s|%-6s|%q', {}, 1, 'a', 'b')") ==
        "table|    1|a     |\"b\"");
  CHECK(eval("return ('%p'):format({})").find("'%p' is not available") != std::string::npos);
  CHECK(eval("return ('%5p'):format({})").find("not available") != std::string::npos);
  CHECK(eval("return select(2, pcall(error, {})) .. ''").find("0x") == std::string::npos);
}

TEST_CASE("pairs and next go by numbers, then texts, sorted") {
  const std::string keys =
      "local t = { z = 1, [3] = 1, a = 1, [1] = 1, [2.5] = 1, [-1] = 1, [true] = 1, b = 1 } "
      "local s = '' ";
  CHECK(eval(keys + "for k in pairs(t) do s = s .. tostring(k) .. ' ' end return s") ==
        "-1 1 2.5 3 a b z true ");
  CHECK(eval(keys + "for k in next, t do s = s .. tostring(k) .. ' ' end return s") ==
        "-1 1 2.5 3 a b z true ");
  CHECK(eval(keys + "for k in pairs(t) do t[k] = nil end return tostring(next(t))") == "nil");
  CHECK(eval("for k in pairs({ [{}] = 1 }) do end").find("no fixed order") != std::string::npos);
}

TEST_CASE("metatables that would show when memory is freed are refused") {
  CHECK(eval("setmetatable({}, { __gc = function() end })").find("__gc is not available") !=
        std::string::npos);
  CHECK(eval("setmetatable({}, { __mode = 'k' })").find("__mode is not available") !=
        std::string::npos);
  CHECK(
      eval(
          "local m = {} setmetatable({}, m) m.__gc = function() error('ran') end return 'quiet'") ==
      "quiet");
}

TEST_CASE("the library is read-only, and so is the strings' metatable") {
  CHECK(eval("string.format = nil").find("string cannot be changed") != std::string::npos);
  CHECK(text_of_value("getmetatable('')") == "false");
  CHECK(text_of_value("getmetatable(string)") == "false");
  CHECK(text_of_value("getmetatable(_ENV)") == "false");
  CHECK(eval("return ('x'):rep(3, ',')") == "x,x,x");
}

TEST_CASE("tables are sorted stably, whatever the order function says") {
  CHECK(eval("local t = { 5, 3, 1, 4, 2 } table.sort(t) return table.concat(t, ' ')") ==
        "1 2 3 4 5");
  CHECK(eval("local t = { 5, 3, 1 } table.sort(t, function(a, b) return a > b end) return "
             "table.concat(t)") == "531");
  CHECK(eval("local t = { 'b1', 'a1', 'b0', 'a0' } table.sort(t, function(a, b) return a:sub(1, 1) "
             "< b:sub(1, 1) "
             "end) return table.concat(t, ' ')") == "a1 a0 b1 b0");
  CHECK(eval("local t = {} for i = 1, 100 do t[i] = i % 7 end table.sort(t, function() return true "
             "end) "
             "return #t .. ''") == "100");
  CHECK(eval("table.sort({ 1, 'a' })").find("attempt to compare") != std::string::npos);
}

TEST_CASE("the table functions do what Lua's do") {
  CHECK(eval("local t = { 1, 2 } table.insert(t, 3) table.insert(t, 1, 0) return table.concat(t, "
             "',')") == "0,1,2,3");
  CHECK(eval("local t = { 1, 2, 3 } return table.remove(t, 1) .. table.remove(t) .. #t") == "131");
  CHECK(text_of_value("table.remove({})") == "nil");
  CHECK(eval("return table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), ',')") == "1,1,2,3");
  CHECK(eval("return table.concat(table.move({ 1, 2, 3 }, 2, 3, 1), ',')") == "2,3,3");
  CHECK(eval("local p = table.pack(1, nil, 3) return p.n .. '|' .. select('#', table.unpack({ 1, 2 "
             "}, 1, 3))") == "3|3");
  CHECK(eval("table.insert({}, 5, 1)").find("out of bounds") != std::string::npos);
  CHECK(eval("return table.concat({ 1, {}, 3 })").find("the value at 2 is a table") !=
        std::string::npos);
}

TEST_CASE("pcall and xpcall work as Lua's") {
  CHECK(
      eval("return table.concat({ tostring(pcall(error)), select(2, pcall(error, 'x')) }, ' ')") ==
      "false x");
  CHECK(eval("local ok, a, b = pcall(function(...) return ... end, 1, 2) return tostring(ok) .. a "
             ".. b") == "true12");
  CHECK(eval("return select(2, xpcall(error, function(e) return 'handled ' .. e end, 'x'))") ==
        "handled x");
  CHECK(eval("local ok, a = xpcall(function(x) return x end, print == 1, 7)").find("print") !=
        std::string::npos);
}

TEST_CASE("code that does not end is ended") {
  check_ends("while true do end", "does not come to an end");
  check_ends("repeat pcall(function() while true do end end) until false",
             "does not come to an end");
  check_ends(
      "local t = setmetatable({}, { __index = function(t, k) return t[k + 1] end }) local x = t[1]",
      "overflow");
  check_ends(
      "pcall(function() local x <close> = setmetatable({}, { __close = function() while true do "
      "end end }) error('x') end)",
      "does not come to an end");
  check_ends("local t = {} for i = 1, 1e9 do table.insert(t, 1, i) end", "does not come to an end");
  check_ends("for i = 1, 1e9 do local s = ('x'):rep(1e6) end", "does not come to an end");
  check_ends("local a, b = ('x'):rep(1e7), ('x'):rep(1e7) for i = 1, 1e9 do local c = a == b end",
             "does not come to an end");
  check_ends("for i = 1, 1e9 do local a = { table.unpack({}, 1, 1e5) } end",
             "does not come to an end");
  check_ends("local s = ('x'):rep(1e7) for i = 1, 1e9 do s:upper() end", "does not come to an end");
  check_ends("local s = ('x'):rep(1e7) for i = 1, 1e9 do utf8.len(s) end",
             "does not come to an end");
  check_ends(
      "local s, t = ('a'):rep(1e7), ('a'):rep(5e6) .. 'b' "
      "while true do s:find(t, 1, true) end",
      "does not come to an end");
  check_ends("for i = 1, 1e9 do string.rep('', 1e9) end", "does not come to an end");
}

TEST_CASE("memory has an end") {
  check_ends("local s = ('x'):rep(1e9)", "string.rep: the result is larger than 64 MB");
  check_ends("local s = 'x' while true do s = s .. s end",
             "64 MB of memory, or 16 MB for one value");
  check_ends("local t = {} while true do t[#t + 1] = {} end", "64 MB of memory");
  check_ends("local s = ('x'):rep(1e6) local t = {} for i = 1, 100 do t[i] = s end table.concat(t)",
             "of memory");
  check_ends(
      "local s = ('x'):rep(1e6) return (('%s'):rep(200)):format(table.unpack((function() local t = "
      "{} "
      "for i = 1, 200 do t[i] = s end return t end)()))",
      "memory");
}

TEST_CASE("deep recursion and nesting have an end") {
  check_ends("local function f() return 1 + f() end f()", "stack overflow");
  check_ends("local function f() return pcall(f) end error(tostring(select(2, f())), 1)", "");
  check_ends("local function f(s) return s:gsub('.', f) end f('x')", "overflow");
  check_ends(
      "local t = {} for i = 1, 1e5 do t = { t } end return plan 'p' { phase 'x' { on = 'J', t } }",
      "too deep");
  check_ends("local t = " + std::string(5000, '{') + std::string(5000, '}'), "nested too deeply");
  check_ends("local t = " + std::string(5000, '(') + "1" + std::string(5000, ')'),
             "nested too deeply");
  std::string unary = "local t = ";
  for (int index = 0; index < 5000; ++index) unary += "not ";
  check_ends(unary + "1", "nested too deeply");
  check_ends(
      "local t = setmetatable({}, {}) getmetatable(t).__tostring = function(s) return tostring(s) "
      "end "
      "tostring(t)",
      "overflow");
}

TEST_CASE("ranges that would keep C busy are refused") {
  check_ends("table.unpack({}, 1, 1e9)", "a range of more than");
  check_ends("table.move({}, 1, math.maxinteger, 2)", "a range of more than");
  check_ends("table.concat({}, '', math.mininteger, math.maxinteger)", "a range of more than");
  check_ends(
      "table.insert(setmetatable({}, { __len = function() return math.maxinteger end }), 5, 1)",
      "out of bounds");
  check_ends("string.format('%100d', 1)", "invalid conversion");
  check_ends("string.format('%' .. ('0'):rep(1e6) .. 'd', 1)", "invalid conversion");
}

TEST_CASE("evil patterns end") {
  check_ends("string.find(('a'):rep(100), ('a*'):rep(50) .. 'b')", "the pattern takes too long");
  check_ends("string.gsub(('a'):rep(1e5), '.-b', '')", "the pattern takes too long");
  check_ends("string.match(('('):rep(1e6), ('%b()'):rep(20))", "");
  check_ends("for _ in string.gmatch(('a'):rep(1e5), '.-.-.-b') do end",
             "the pattern takes too long");
  check_ends("string.find('x', ('x'):rep(1e6) .. '%')", "pattern too long");
}
