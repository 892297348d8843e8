// What is refused, and in which words: always with the file and the line.
#include <doctest/doctest.h>

#include "loading.h"

using namespace golive;
using namespace golive::test;

namespace {

// What a step with these fields, on lines 4 and following, is refused with.
std::string step_refusal(const std::string& fields) {
  return refusal(phase_of(" step \"a\" { run = nop,\n" + fields + " }"));
}

}  // namespace

TEST_CASE("errors of syntax have their line, and a missing comma is called one") {
  CHECK(refusal("return plan \"p\" { title = \"x\"\n") ==
        "runbook.lua:2: '}' expected (to close '{' at line 1) near <eof>");
  CHECK(refusal("return plan \"p\" {\n role \"a\" { }\n role \"b\" { } }") ==
        "runbook.lua:3: a comma is missing before 'role'");
  CHECK(refusal("return plan \"p\" { title = \"x\"\n language = \"fr\" }") ==
        "runbook.lua:2: a comma is missing before 'language'");
  CHECK(refusal("return plan \"p\" { role \"a\" { }\n { } }") ==
        "runbook.lua:1: a comma is missing after role \"a\"");
  CHECK(refusal("return plan \"p\" { role \"a\" { } \"b\" { } }") ==
        "runbook.lua:1: a comma is missing after role \"a\"");
  CHECK(refusal("x = = 1").find("runbook.lua:1: unexpected symbol near '='") == 0);
  CHECK(refusal("local s = \"abc\n").find("runbook.lua:1: unfinished string") == 0);
  CHECK(refusal("\x1bLua") == "runbook.lua:1: this is no text: compiled Lua is not run");
}

TEST_CASE("an unknown field is told with the one that was meant, on its own line") {
  CHECK(step_refusal(" estimat = \"5m\"") ==
        "runbook.lua:4: step \"a\": there is no field \"estimat\" (did you mean \"estimate\"?)");
  CHECK(refusal(plan_of(" role \"x\" {\n titel = \"X\" }"))
            .find("runbook.lua:4: role \"x\": there is no "
                  "field \"titel\" (did you mean \"title\"?)") == 0);
  CHECK(refusal("return plan \"p\" { tilte = \"x\" }").find("did you mean \"title\"?") !=
        std::string::npos);
  CHECK(refusal(phase_of(" task \"t\" { run = nop }")).find("there is no field \"run\"") !=
        std::string::npos);
}

TEST_CASE("a field given twice is told with both lines") {
  CHECK(
      step_refusal(" owner = \"dba\",\n estimate = \"5m\", owner = \"dba\"") ==
      "runbook.lua:5: the field \"owner\" is given twice, first on line 4 (remove one of the two)");
}

TEST_CASE("the scan for fields given twice reads Lua as Lua does") {
  const char* fine = R"lua(
local t = { a = 1, b = { a = 2 }, ["a"] = 3, c = function()
  local a, b = 1, 2 a = 3; b = a return { a = 1 } end,
  d = "a = 1, a = 2", e = [[ a = 1, a = 2 ]], f = [==[ ]] a = 1, ]==], -- a = 1, a = 2
  --[[ a = 1, a = 2 ]] --[==[ a = 1 ]] ]==]
  g = 1 == 1, h = (function() for a = 1, 2 do if a then repeat local a = 1 until a end end end)(),
  i = 'it\'s { a = 1', j = "\\", k = { { x = 1 }, { x = 2 } }, l = 0x1p4, m = 1e5, [1] = 2 }
return plan "p" { phase "day" { on = "J", task "t" { } } }
)lua";
  CHECK(refusal(fine) == "loaded");
  CHECK(refusal("local t = { a = 1, [\"x\"] = 2; a = function() end }\nreturn plan \"p\" { }") ==
        "runbook.lua:1: the field \"a\" is given twice, first on line 1 (remove one of the two)");
}

TEST_CASE("a name that is not defined is told where it stands") {
  CHECK(refusal("local x = 1\nreturn plna \"p\" { }") ==
        "runbook.lua:2: the name \"plna\" is not defined (did you mean \"plan\"?)");
  CHECK(step_refusal(" owner = dba") == "runbook.lua:4: the name \"dba\" is not defined");
  CHECK(refusal("os.execute 'x'") ==
        "runbook.lua:1: \"os\" is not available in a runbook (a runbook reaches the world only "
        "through ctx (ctx:exec, ctx:now, ...))");
  CHECK(refusal("x = 1") ==
        "runbook.lua:1: \"x\" is assigned without being local (write: local x = ...)");
  CHECK(refusal("local s = string.fromat('x')") ==
        "runbook.lua:1: string has no \"fromat\" (did you mean \"format\"?)");
}

TEST_CASE("a block without its braces or its id is told") {
  CHECK(refusal(phase_of(" task \"t\",\n")) ==
        "runbook.lua:3: task \"t\" has no { } (write task \"t\" { ... })");
  CHECK(refusal(phase_of(" task { }")) ==
        "runbook.lua:3: task needs an id (write task \"id\" { ... })");
  CHECK(refusal(phase_of(" parallel \"x\" { }")) ==
        "runbook.lua:3: parallel has no id (write parallel { ... })");
  CHECK(refusal(phase_of(" task \"a b\" { }")).find("an id consists of letters, digits") !=
        std::string::npos);
  CHECK(refusal("return { }").find("runbook.lua:1: the runbook returns no plan") == 0);
  CHECK(refusal("return plan \"p\"").find("runbook.lua:1: the runbook returns no plan") == 0);
  CHECK(refusal("").find("runbook.lua:1: the runbook returns no plan") == 0);
}

TEST_CASE("what stands in the wrong place is told") {
  CHECK(refusal(plan_of(" task \"t\" { }")) ==
        "runbook.lua:3: task \"t\": it cannot stand directly in a plan (put it into a phase)");
  CHECK(refusal(phase_of(" role \"r\" { }")) ==
        "runbook.lua:3: role \"r\" cannot stand in a phase");
  CHECK(refusal(phase_of(" step \"a\" { run = nop, task \"t\" { } }")) ==
        "runbook.lua:3: step \"a\": it has no children, only fields (write name = value)");
  CHECK(refusal(phase_of(" { title = \"x\" }"))
            .find("a table with the field \"title\" stands where a child") != std::string::npos);
  CHECK(refusal(phase_of(" \"text\"")).find("a string stands where a child must be a block") !=
        std::string::npos);
  CHECK(refusal(phase_of(" failed \"x\"")).find("failed stands where a child must be a block") !=
        std::string::npos);
}

TEST_CASE("two blocks with one id are told with both places") {
  CHECK(refusal(plan_of(" role \"dba\" { }")) ==
        "runbook.lua:3: role \"dba\": the id is used twice, first at runbook.lua:2");
  CHECK(refusal(phase_of(" task \"t\" { },\n task \"t\" { }"))
            .find("runbook.lua:4: the id \"day/t\" is used twice") == 0);
}

TEST_CASE("a value of the wrong type or form is told on its line") {
  CHECK(step_refusal(" title = 5") ==
        "runbook.lua:4: step \"a\": title must be a text, not a number");
  CHECK(step_refusal(" estimate = 5")
            .find("runbook.lua:4: step \"a\": estimate must be a duration") == 0);
  CHECK(step_refusal(" estimate = \"5 apples\"").find("runbook.lua:4: step \"a\": estimate: ") ==
        0);
  CHECK(step_refusal(" at = \"08:75\"").find("runbook.lua:4: step \"a\": at: ") == 0);
  CHECK(step_refusal(" at = \"J-3\"").find("names a day without a time") != std::string::npos);
  CHECK(step_refusal(" on = \"K-3\"").find("runbook.lua:4: step \"a\": on: ") == 0);
  CHECK(step_refusal(" on = \"J 08:00\"").find("on names a day") != std::string::npos);
  CHECK(step_refusal(" effects = \"no\"").find("effects must be true or false, not a string") !=
        std::string::npos);
  CHECK(step_refusal(" retry = 1000").find("retry takes 0 to 100 times") != std::string::npos);
  CHECK(step_refusal(" retry = { time = 2 }").find("did you mean \"times\"?") != std::string::npos);
  CHECK(step_refusal(" on_failure = \"contineu\"").find("it is one of \"ask\", \"retry\"") !=
        std::string::npos);
  CHECK(step_refusal(" on_failure = failed \"x\"").find("activate \"id\"") != std::string::npos);
  CHECK(step_refusal(" interruption = \"probe\"").find("but there is none") != std::string::npos);
  CHECK(step_refusal(" undo = \"x\"").find("undo must be a function or a ready-made body") !=
        std::string::npos);
  CHECK(step_refusal(" after = { 1 }").find("after must be a list of texts; entry 1 is a number") !=
        std::string::npos);
}

TEST_CASE("what a block cannot do without is told") {
  CHECK(refusal(phase_of(" step \"a\" { }")).find("step \"a\": it has no run") !=
        std::string::npos);
  CHECK(refusal(phase_of(" watch \"w\" { run = nop }")).find("add during = \"30m\"") !=
        std::string::npos);
  CHECK(refusal(plan_of(" secret \"s\" { from = \"hunter22\" }")).find("never the value itself") !=
        std::string::npos);
  CHECK(refusal(plan_of(" accept \"L1\" { }")).find("accepted with a reason") != std::string::npos);
  CHECK(refusal(plan_of(" channel \"c\" { }")).find("exactly one of") != std::string::npos);
  CHECK(refusal(plan_of(" objective \"o\" { }")).find("either max or min") != std::string::npos);
  for (const char* figure : {"much", "-5", "2hh", "%", "99.9 percent"})
    CHECK(refusal(plan_of(" objective \"o\" { max = \"" + std::string(figure) + "\" }"))
              .find("neither a duration nor a number") != std::string::npos);
  for (const char* figure : {"\"4h\"", "\"200ms\"", "99.9", "\"99.9 %\"", "\"99,9\"", "0"})
    CHECK((refusal(plan_of(" objective \"o\" { max = " + std::string(figure) + " }"))
               .find("neither a duration") == std::string::npos) ==
          (std::string_view(figure) != "\"99,9\""));
}

TEST_CASE("rules of another form are told") {
  const auto gate = [](const std::string& fields) {
    return refusal(phase_of(" gate \"g\" {\n" + fields + " }"));
  };
  CHECK(gate("decided_by = failed \"x\"")
            .find("runbook.lua:4: gate \"g\": decided_by takes a role") == 0);
  CHECK(gate("decided_by = { }").find("decided_by is an empty list") != std::string::npos);
  CHECK(gate("decided_by = at_least(0, \"dba\")").find("from 1 to 100") != std::string::npos);
  CHECK(gate("decided_by = at_least(\"dba\")").find("write at_least(2, \"role\")") !=
        std::string::npos);
  CHECK(gate("decided_by = \"dba\", requires = rehearsed(\"day\")").find("write rehearsed(") !=
        std::string::npos);
  CHECK(gate("decided_by = \"dba\", requires = rehearsed(\"day\", \"soon\")").find("requires: ") !=
        std::string::npos);
  const auto escalation = [&](const std::string& rungs, const std::string& within = "\"15m\"") {
    return gate("decided_by = \"dba\", within = " + within + ", escalation = " + rungs);
  };
  CHECK(escalation("{ { after = \"5m\", to = \"dba\" } }", "nil").find("add within") !=
        std::string::npos);
  CHECK(escalation("{ }").find("escalation has no rung") != std::string::npos);
  CHECK(escalation("\"dba\"").find("must be a list of rungs") != std::string::npos);
  CHECK(escalation("{ \"dba\" }").find("takes a list of rungs") != std::string::npos);
  CHECK(escalation("{ { after = \"5m\" } }").find("to whom") != std::string::npos);
  CHECK(escalation("{ { to = \"dba\" } }").find("to whom") != std::string::npos);
  CHECK(escalation("{ { after = \"5m\", too = \"dba\" } }").find("did you mean \"to\"?") !=
        std::string::npos);
  CHECK(escalation("{ { after = \"soon\", to = \"dba\" } }").find("after: ") != std::string::npos);
  CHECK(escalation("{ { after = \"5m\", to = \"dbb\" } }").find("did you mean \"dba\"?") !=
        std::string::npos);
  CHECK(gate("decided_by = \"dba\", requires = \"x\"").find("requires takes rehearsed") !=
        std::string::npos);
}

TEST_CASE("a module is one of the runbook's files or of golive's library") {
  CHECK(refusal("local x = require \"lib.smok\"", {{"lib/smoke.lua", "return {}"}}) ==
        "runbook.lua:1: there is no module \"lib.smok\" (did you mean \"lib.smoke\"?)");
  CHECK(refusal("require \"golive.htpt\"").find("did you mean \"golive.http\"?") !=
        std::string::npos);
  for (const char* outside : {"../x", "/etc/passwd", "..x", "", "lib/smoke", "C:x"})
    CHECK(refusal("require \"" + std::string(outside) + "\"", {{"lib/smoke.lua", "return {}"}})
              .find("runbook.lua:1: there is no module") == 0);
  CHECK(refusal("require \"a\"", {{"a.lua", "local b = 1\nreturn require \"a\""}}) ==
        "a.lua:2: the module \"a\" requires itself, in a circle");
  CHECK(refusal("require \"a\"", {{"a.lua", "\nreturn {"}}).find("a.lua:2: ") == 0);
  CHECK(refusal("local http = require \"golive.http\"\nlocal x = http.helthy { }") ==
        "runbook.lua:2: golive.http has no \"helthy\" (did you mean \"healthy\"?)");
}

TEST_CASE("a ready-made body tells of its slips where they were written") {
  CHECK(refusal("local http = require \"golive.http\"\nlocal x = http.healthy { ulr = \"x\" }")
            .find("runbook.lua:2: http.healthy: there is no field \"ulr\"") == 0);
  CHECK(refusal("local http = require \"golive.http\"\nlocal x = http.healthy { url = 5 }") ==
        "runbook.lua:2: http.healthy: url must be a string, not a number");
}

TEST_CASE("blocks cannot be looked into or changed") {
  CHECK(refusal("local b = task \"t\" { }\nb.title = \"x\"")
            .find("runbook.lua:2: task \"t\" cannot be looked into") == 0);
  CHECK(refusal("local b = task \"t\" { }\nlocal x = getmetatable(b).__index")
            .find("runbook.lua:2: ") == 0);
}

TEST_CASE("texts that are no UTF-8, too large or too many are refused") {
  CHECK(refusal("return \"\xff\"") == "runbook.lua: the file is not UTF-8");
  CHECK(refusal(std::string((1 << 20) + 1, ' ')).find("more than 1024 KB") != std::string::npos);
  std::map<std::string, std::string> many;
  for (int index = 0; index < 200; ++index) many["f" + std::to_string(index) + ".lua"] = "";
  CHECK(refusal("", many).find("more than 200 files") != std::string::npos);
  CHECK(refusal("return plan \"p\" { phase \"x\" { on = \"J\", each((function() local t = {} for i "
                "= 1, 6000 do"
                " t[i] = i end return t end)(), function(i) return task(\"t\" .. i) { } end) } }")
            .find("more than 5000 items") != std::string::npos);
}

TEST_CASE("items in items end somewhere") {
  const auto nested = [](int groups) {
    return refusal("local b = task \"t\" { }\nfor i = 1, " + std::to_string(groups) +
                   " do b = parallel { b } end\n"
                   "return plan \"p\" { phase \"day\" { on = \"J\", b } }");
  };
  CHECK(nested(30) == "loaded");
  CHECK(nested(31) ==
        "runbook.lua:1: task \"t\": it is nested too deeply (nest at most 32 items in each other)");
  CHECK(nested(5'000).find("runbook.lua:2: parallel: it is nested too deeply") == 0);
}

TEST_CASE("a secret that a body asks for by name must be in the plan") {
  const auto asked_for = [](const std::string& call) {
    return refusal(
        plan_of(" secret \"token\" { from = \"env:TOKEN\" }, phase \"day\" { on = \"J\",\n"
                " step \"a\" { run = function(ctx)\n  local name = 'x'\n  " +
                call + "\n end } }"));
  };
  CHECK(asked_for("ctx:secret \"tokn\"") ==
        "runbook.lua:6: there is no secret \"tokn\" in the plan (did you mean \"token\"?)");
  CHECK(asked_for("ctx:secret('other')") ==
        "runbook.lua:6: there is no secret \"other\" in the plan "
        "(add secret \"other\" { from = \"env:...\" })");
  for (const char* good : {"ctx:secret \"token\"", "ctx:secret(name)", "ctx:secret('a' .. name)",
                           "name = 'ctx:secret \"tokn\"' -- ctx:secret \"tokn\""})
    CHECK(asked_for(good) == "loaded");
}
