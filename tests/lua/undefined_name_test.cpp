#include "lua/undefined_name.h"

#include <doctest/doctest.h>

namespace golive {
namespace {

std::string found_in(std::string_view text) {
  const auto found = undefined_name(
      text, [](const std::string& name) { return name == "step" || name == "table"; },
      [](const std::string& name) { return name == "exec"; });
  if (!found) return "";
  return (found->is_method ? "ctx:" : "") + found->name + " " + std::to_string(found->line);
}

TEST_CASE("a name that is called or looked into, and declared nowhere, is found with its line") {
  CHECK(found_in("local a = 1\npritn(a)") == "pritn 2");
  CHECK(found_in("pritn 'x'") == "pritn 1");
  CHECK(found_in("return function(ctx) foo { } end") == "foo 1");
  CHECK(found_in("return tabel.concat({})") == "tabel 1");
  CHECK(found_in("return function(ctx)\n\nctx:exce { 'x' } end") == "ctx:exce 3");
}

TEST_CASE("what is declared or given is not") {
  for (const std::string_view text :
       {"local a, b <const> = 1, 2 a(b) b.c()", "local function f(x, ...) x() f(...) end",
        "for key, value in table.list() do key(value) value.x = 1 end", "for i = 1, 2 do i() end",
        "local M = {} function M.f(a) a() end function M:g() self.x() end return M",
        "step 'a' { title = 'x', run = function(ctx) ctx:exec { 'a' } ctx.other() end }",
        "-- pritn(x)\nlocal s = 'pritn(x)' .. [[ foo.bar ]]", "goto done ::done:: do return end",
        "local t = { pritn = 1, ['x'] = 2, 3 } return t.pritn, #t",
        "if not step then return nil end while true do break end repeat until false",
        "return x == y and 1 or 2.5"})
    CHECK(found_in(text) == "");
}

}  // namespace
}  // namespace golive
