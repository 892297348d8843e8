// The requests of each ctx function, and what it makes of outcomes.
#include <doctest/doctest.h>

#include "attempts.h"

using namespace golive;
using namespace golive::test;

TEST_CASE("exec asks with all that it is given") {
  CHECK(
      after(
          R"(ctx:exec { "./m", 3, env = { A = "x", P = ctx:secret "token" }, stdin = "${base_url}",
    cwd = "sub", ok = { 0, 3 }, timeout = "5m" })") ==
      R"(1 exec {"argv":["./m","3"],"cwd":"sub","env":{"A":"x","P":{"$secret":"token"}},)"
      R"("ok":[0,3],)"
      R"("stdin":"http://uat","timeout_ms":300000})");
}

TEST_CASE("exec returns what came out, and raises what is not ok") {
  CHECK(
      after("return ctx:exec { 'a', ok = { 3 } }", {R"({"code":3,"out":"o","err":"e","ms":5})"}) ==
      R"(ended {"code":3,"err":"e","ms":5,"out":"o"})");
  CHECK(after("ctx:exec { 'a', ok = { 3 } }", {R"({"code":0})"}) ==
        "failed runbook.lua:5: a ended with code 0");
  CHECK(after("ctx:exec { 'a' }", {R"({"signal":9,"err":"x"})"}) ==
        "failed runbook.lua:5: a was ended by signal 9: x");
  CHECK(after("ctx:exec { 'a' }", {R"({"error":"cannot start: no such file"})"}) ==
        "failed runbook.lua:5: a: cannot start: no such file");
  CHECK(after("ctx:exec { 'a' }", {R"({"timeout":true})"}) ==
        "failed runbook.lua:5: a did not end in time and was stopped");
  CHECK(after("return ctx:exec { 'a' }.code", {"whatever a person typed"}) == "ended 0");
}

TEST_CASE("exec refuses what it cannot ask for") {
  CHECK(contains(after("ctx:exec {}"), "ctx:exec needs a program"));
  CHECK(contains(after("ctx:exec 'ls'"), "ctx:exec takes a table"));
  CHECK(contains(after("ctx:exec { 'a', ctx:secret 'token' }"), "word 2 contains a secret"));
  CHECK(contains(after("ctx:exec { 'a', evn = {} }"), "did you mean \"env\"?"));
  CHECK(
      contains(after("ctx:exec { 'a', '${nope}' }"), "runbook.lua:5: \"${nope}\" is no parameter"));
  CHECK(contains(after("ctx:exec { 'a', '${nope}' }"), "base_url"));
  CHECK(contains(after("ctx:exec { 'a', '$${HOME}' }"), R"(["a","${HOME}"])"));
  CHECK(contains(after("ctx:exec { 'a', '\\xff' }"), "is not UTF-8"));
  CHECK(contains(after("ctx:exec { 'a', timeout = 'soon' }"), "ctx:exec: timeout: "));
  CHECK(contains(after("ctx:exec { 'a', ('x'):rep(300000) }"), "more than 256 KB"));
  CHECK(contains(after("ctx.exec { 'a' }"), "write ctx:exec with a colon"));
  CHECK(contains(after("local c = ctx c:exce { 'a' }"),
                 "ctx has no \"exce\" (did you mean \"exec\"?)"));
}

TEST_CASE("http asks, answers, and raises a status that is not ok") {
  CHECK(after("ctx:http '${base_url}/health'") ==
        R"(1 http {"method":"GET","timeout_ms":30000,"url":"http://uat/health"})");
  CHECK(after(
            R"(ctx:http { url = "http://x", method = "POST", json =
    { a = "${port}", k = ctx:secret "token" },
    headers = { Authorization = ctx:secret("token"):prefix("Bearer ") }, ok = 201 })") ==
        R"(1 http {"headers":{"Authorization":{"$secret":"token","prefix":"Bearer "}},)"
        R"("json":{"a":"80","k":{"$secret":"token"}},"method":"POST",)"
        R"("ok":[201],"timeout_ms":30000,"url":"http://x"})");
  CHECK(after("local r = ctx:http 'http://x'\nreturn { r.status, r.json.a[2], r.headers.etag }",
              {R"({"status":204,"body":"{\"a\":[1,2]}","headers":{"etag":"e"}})"}) ==
        R"(ended [204,2,"e"])");
  CHECK(after("return ctx:http('http://x').json == nil", {R"({"status":200,"body":"<html>"})"}) ==
        "ended true");
  CHECK(after("ctx:http 'http://x'", {R"({"status":503,"body":"down"})"}) ==
        "failed runbook.lua:5: GET http://x: status 503: down");
  CHECK(after("ctx:http 'http://x'", {R"({"error":"connection refused"})"}) ==
        "failed runbook.lua:5: GET http://x: connection refused");
  CHECK(contains(after("ctx:http { url = 'http://x', body = 'a', json = {} }"),
                 "body or json, not both"));
  CHECK(contains(after("ctx:http 'ftp://x'"), "neither http:// nor https://"));
  CHECK(contains(after("ctx:http { url = ctx:secret 'token' }"), "url contains a secret"));
}

TEST_CASE("poll asks until it is good, or as long as it stays so") {
  CHECK(after(
            R"(ctx:poll { url = "http://x", expect =
    { status = 200, json = { ["a.b"] = "UP" }, max_ms = 800 },
    every = "1s", consecutive = 3, within = "1m" })") ==
        R"(1 poll {"consecutive":3,"every_ms":1000,"expect":{"json":{"a.b":"UP"},)"
        R"("max_ms":800,"status":200},)"
        R"("http":{"method":"GET","timeout_ms":30000,"url":"http://x"},"within_ms":60000})");
  CHECK(after(R"(ctx:poll { exec = { "true" }, during = 5, tolerate = 2 })") ==
        R"(1 poll {"during_ms":5000,"every_ms":2000,"exec":{"argv":["true"]},"expect":{},)"
        R"("tolerate":2})");
  CHECK(contains(after("ctx:poll { exec = { 'true' }, timeout = '3s' }"), R"("timeout_ms":3000)"));
  CHECK(contains(after("ctx:poll { exec = { 'true', timeout = '5s' }, timeout = '3s' }"),
                 R"("timeout_ms":5000)"));
  CHECK(after("return ctx:poll { url = 'http://x' }.polls", {R"({"ok":true,"polls":5})"}) ==
        "ended 5");
  CHECK(after("ctx:poll { url = 'http://x' }", {R"({"ok":false,"why":"status 503"})"}) ==
        "failed runbook.lua:5: http://x: status 503");
  CHECK(contains(after("ctx:poll { }"), "takes one of url, exec, connect and resolve"));
  for (const auto* none : {"db", "db:", ":5", "db:0", "db:70000", "db:5x", "a b:5"})
    CHECK(contains(after(std::string("ctx:poll { connect = \"") + none + "\" }"),
                   "ctx:poll: connect"));
  CHECK(contains(after("ctx:poll { resolve = \"\" }"), "names nothing"));
  CHECK(contains(after("ctx:poll { resolve = \"a\", expect = { tls_days = 3 } }"), "is of a url"));
  CHECK(contains(after("ctx:poll { url = 'http://x', during = '5s', within = '5s' }"),
                 "takes during and tolerate, or within"));
  CHECK(contains(after("ctx:poll { url = 'http://x', expect = { statsu = 1 } }"),
                 "did you mean \"status\"?"));
  CHECK(contains(after("ctx:poll { url = 'http://x', every = '0s' }"), "a span of time is zero"));
}

TEST_CASE("ask waits for a person of a role") {
  CHECK(after("ctx:ask { 'is it up?', role = 'dba' }") ==
        R"(1 ask {"question":"is it up?","role":"dba"})");
  CHECK(after("return { ctx:ask { 'up?', role = 'dba' } }", {R"({"answer":"yes","by":"eve"})"}) ==
        R"(ended ["yes","eve"])");
  CHECK(contains(after("ctx:ask { 'up?', role = 'dbb' }"), "did you mean \"dba\"?"));
  CHECK(contains(after("ctx:ask { role = 'dba' }"), "takes one question and a role"));
}

TEST_CASE("log, check and evidence are recorded and done") {
  CHECK(after("ctx:log('%d rows of %s', 3, 'users') ctx:exec { 'x' }").find("2 exec") == 0);
  CHECK(after("return ctx:check('yes', 'it is so')") == R"(ended "yes")");
  CHECK(after("ctx:evidence('sum', { a = 1 }) error('stop', 0)").find("failed ") == 0);
  CHECK(contains(after("ctx:evidence('s', ctx:secret 'token')"), "contains a secret"));
  CHECK(contains(after("ctx:log(5)"), "ctx:log takes a text"));
}

TEST_CASE("a secret is never a text") {
  CHECK(after("return tostring(ctx:secret 'token')") == R"(ended "secret:token")");
  for (const char* misuse : {"return 'x' .. ctx:secret 'token'", "return #ctx:secret 'token'",
                             "return ctx:secret('token') < ctx:secret('token')"})
    CHECK(contains(after(misuse), "a secret is no text"));
  CHECK(contains(after("return ctx:secret('token').value"), "its value is never seen"));
  CHECK(contains(after("local name = 'tokn' ctx:secret(name)"),
                 "there is no secret \"tokn\" in the plan (did you mean \"token\"?)"));
  CHECK(contains(after("return { ['$secret'] = 'token' }"), "use ctx:secret"));
}

TEST_CASE("a body knows its run") {
  CHECK(after("return { ctx.item, ctx.attempt, ctx.mode, ctx.environment, ctx:param 'port', "
              "ctx.window == nil }") == R"(ended ["day/a",1,"rehearsal","uat","80",true])");
  CHECK(contains(after("ctx:param 'prt'"), "has no parameter \"prt\" (did you mean \"port\"?)"));
  CHECK(contains(after("ctx:result 'nope'"), "ctx:result: "));
  CHECK(contains(after("ctx.x = 1"), "ctx cannot be changed"));
  CHECK(after("return ctx:random(5, 5)") == "ended 5");
  CHECK(contains(after("return ctx:random(5, 4)"), "the interval is empty"));
}

TEST_CASE("ctx does not wait inside functions that Lua's library calls") {
  CHECK(contains(after("('x'):gsub('x', function() ctx:exec { 'a' } end)"),
                 "ctx cannot be used inside a function"));
  CHECK(contains(after("table.sort({ 1, 2 }, function() ctx:log 'x' end)"),
                 "ctx cannot be used inside a function"));
}
