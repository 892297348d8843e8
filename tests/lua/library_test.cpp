// golive's library: what each ready-made body asks for.
#include <doctest/doctest.h>

#include "attempts.h"

using namespace golive;
using namespace golive::test;

namespace {

Attempts attempts_of(const std::string& body) {
  return Attempts("step \"a\" { run = " + body + " }");
}

}  // namespace

TEST_CASE("http.healthy polls until it is") {
  auto attempts = attempts_of(
      R"((require "golive.http").healthy { url = "${base_url}/h",
          status = 200, consecutive = 2, within = "10s" })");
  attempts.start();
  CHECK(attempts.last() ==
        R"(1 poll {"consecutive":2,"every_ms":2000,"expect":{"status":200},)"
        R"("http":{"method":"GET","timeout_ms":30000,"url":"http://uat/h"},"within_ms":10000})");
  attempts.deliver("1", R"({"ok":true,"polls":2,"failures":0,"ms":2000})");
  CHECK(attempts.last() == R"(ended {"failures":0,"ms":2000,"polls":2})");
}

TEST_CASE("http.stays_healthy takes the watch's window, shorter in a rehearsal") {
  Attempts attempts(R"(watch "a" { during = "30m", rehearse_for = "5s",
    run = (require "golive.http").stays_healthy { url = "http://x", tolerate = 1 } })");
  attempts.start();
  CHECK(attempts.last().find(R"("during_ms":5000)") != std::string::npos);
  attempts.run.mode = Mode::live;
  attempts.start();
  CHECK(attempts.last().find(R"("during_ms":1800000)") != std::string::npos);
}

TEST_CASE("prometheus.within asks for a query, and holds its first series against limits") {
  auto attempts = attempts_of(
      R"lua((require "golive.prometheus").within { server = "${base_url}", max = 0.5, within = "1m",
          query = "rate(errors{app='x'}[5m])" })lua");
  attempts.start();
  const auto asked = attempts.last();
  CHECK(asked.find("/api/v1/query?query=rate%28errors%7Bapp%3D%27x%27%7D%5B5m%5D%29\"") !=
        std::string::npos);
  CHECK(asked.find(R"("json":{"data.result.0.value.1":{"max":0.5},"status":"success"})") !=
        std::string::npos);
  CHECK(asked.find(R"("every_ms":15000)") != std::string::npos);
}

TEST_CASE("health.check folds what a service says of itself and its components") {
  const auto asked = [](const std::string& more, const std::string& body, int status = 200) {
    auto attempts =
        attempts_of(R"((require "golive.health").check { url = "http://x", )" + more + " }");
    attempts.start();
    attempts.deliver("1",
                     R"({"status":)" + std::to_string(status) + R"(,"body":")" + body + R"("})");
    return attempts.last();
  };
  CHECK(asked("", R"({\"status\":\"UP\",\"components\":{\"db\":{\"status\":\"UP\"}}})") ==
        R"(ended {"components":{"db":"ok"},"state":"ok"})");
  const std::string partly = R"({\"status\":\"ok\",\"details\":{\"db\":{\"status\":\"down\"},)"
                             R"(\"mq\":{\"status\":\"up\"}}})";
  CHECK(asked("", partly).find("http://x is degraded") != std::string::npos);
  CHECK(asked("bears = \"degraded\"", partly) ==
        R"(ended {"components":{"db":"down","mq":"ok"},"state":"degraded"})");
  CHECK(asked("bears = \"degraded\"",
              R"({\"checks\":{\"db\":[{\"status\":\"pass\"},{\"status\":\"warn\"}],)"
              R"(\"mq\":[\"fail\"],\"none\":[]}})") ==
        R"(ended {"components":{"db":"degraded","mq":"down","none":"down"},"state":"degraded"})");
  for (const int bad : {429, 500, 503})
    CHECK(asked("bears = \"degraded\"", R"({\"status\":\"UP\"})", bad).find("http://x is down") !=
          std::string::npos);
  for (const auto* down : {R"({\"status\":\"DOWN\"})", "{}", "no JSON", R"({\"status\":\"??\"})",
                           R"({\"components\":{\"a\":\"down\",\"b\":false}})"})
    CHECK(asked("bears = \"degraded\"", down, 503).find("http://x is down") != std::string::npos);
}

TEST_CASE("health: what describes a component is none (Spring's details)") {
  auto attempts = attempts_of(R"((require "golive.health").check { url = "http://x" })");
  attempts.start();
  attempts.deliver("1", R"({"status":200,"body":"{\"status\":\"UP\",\"components\":{\"db\":)"
                        R"({\"status\":\"UP\",\"details\":{\"database\":\"x\",\"y\":{}}}}}"})");
  CHECK(attempts.last() == R"(ended {"components":{"db":"ok"},"state":"ok"})");
}

TEST_CASE("health.stays_well and prometheus.stays_within watch, and say what makes a verdict") {
  const auto asked = [](const std::string& body) {
    Attempts attempts(R"(watch "a" { during = "30m", run = )" + body + " }");
    attempts.start();
    return attempts.last();
  };
  CHECK(asked(R"((require "golive.health").stays_well { url = "http://x/health",
      bears = "degraded", every = "10s", tolerate = 3, consecutive = 4 })") ==
        R"(1 poll {"consecutive":4,"during_ms":1800000,"every_ms":10000,)"
        R"("expect":{"health":"degraded"},"http":{"method":"GET","timeout_ms":30000,)"
        R"("url":"http://x/health"},"tolerate":3})");
  CHECK(asked(R"((require "golive.prometheus").stays_within { server = "http://x", query = "up",
      min = 1 })")
            .find(R"("during_ms":1800000,"every_ms":15000)") != std::string::npos);
}

TEST_CASE("an expectation of health is of a url, and a word that is known") {
  const auto refused = [](const std::string& poll) {
    auto attempts = attempts_of("function(ctx) ctx:poll { " + poll + " } end");
    attempts.start();
    return attempts.last();
  };
  CHECK(
      refused(R"(url = "http://x", expect = { health = "fine" })").find("the worst that passes") !=
      std::string::npos);
  CHECK(refused(R"(exec = { "x" }, expect = { health = "ok" })").find("health is of a url") !=
        std::string::npos);
  CHECK(refused(R"(url = "http://x", during = "1m", within = "1m")").find("or within") !=
        std::string::npos);
}

TEST_CASE("mysql.backup dumps with the password in the environment") {
  auto attempts = attempts_of(
      R"((require "golive.mysql").backup { database = "t",
          host = "db", user = "u", password = "token", to = "b.sql" })");
  attempts.start();
  CHECK(
      attempts.last() ==
      R"(1 exec {"argv":["mysqldump","--host=db","--user=u","--single-transaction",)"
      R"("--routines","--triggers",)"
      R"("--add-drop-table","--result-file=b.sql","t"],"env":{"MYSQL_PWD":{"$secret":"token"}}})");
  attempts.deliver("1", R"({"code":0})");
  CHECK(attempts.last() == R"(2 exec {"argv":["sha256sum","--","b.sql"]})");
  attempts.deliver("2", R"({"code":0,"out":"abc1  b.sql\n"})");
  CHECK(attempts.last() == R"(ended {"database":"t","file":"b.sql","host":"db","password":"token",)"
                           R"("sha256":"abc1","user":"u"})");
}

TEST_CASE("mysql.restore puts back what was dumped, and nothing else") {
  Attempts attempts(R"(task "snapshot" { }, step "a" { run = function() end,
    undo = (require "golive.mysql").restore { of = "day/snapshot" } })");
  attempts.id.item = 2;
  attempts.start(Slot::undo);
  CHECK(attempts.last().find("day/snapshot has made no backup") != std::string::npos);
  auto& snapshot = attempts.run.items[1];
  snapshot.state = ItemState::succeeded;
  snapshot.ended_at = Instant{};
  snapshot.result = R"({"database":"t","file":"b.sql","password":"token","sha256":"abc1"})";
  attempts.start(Slot::undo);
  attempts.deliver("1", R"({"code":0,"out":"abc1  b.sql\n"})");
  CHECK(attempts.last() == R"(3 exec {"argv":["mysql","--execute=source b.sql","t"],)"
                           R"("env":{"MYSQL_PWD":{"$secret":"token"}}})");
  attempts.start(Slot::undo);
  attempts.deliver("1", R"({"code":0,"out":"0000  b.sql\n"})");
  CHECK(attempts.last().find("check failed: b.sql is what was dumped") != std::string::npos);
}

TEST_CASE("files.exists and files.checksum look and check") {
  auto exists = attempts_of(R"((require "golive.files").exists { "a.jar" })");
  exists.start();
  exists.deliver("1", R"({"code":1})");
  CHECK(exists.last().find("check failed: a.jar is there") != std::string::npos);
  auto checksum =
      attempts_of(R"((require "golive.files").checksum { path = "a.jar", sha256 = "AB" })");
  checksum.start();
  checksum.deliver("1", R"({"code":0,"out":"ab  a.jar\n"})");
  CHECK(checksum.last() == R"(ended {"path":"a.jar","sha256":"ab"})");
}

TEST_CASE("command.run puts secrets into the environment") {
  auto attempts = attempts_of(
      R"((require "golive.command").run { "./x", "y",
          env = { A = "1" }, secrets = { P = "token" } })");
  attempts.start();
  CHECK(attempts.last() ==
        R"(1 exec {"argv":["./x","y"],"env":{"A":"1","P":{"$secret":"token"}}})");
}
