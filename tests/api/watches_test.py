"""Watches of every kind at real parts: what changes is told once, what cannot be seen is asked once, an engine may die."""
import getpass
import http.server
import json
import os
import signal
import socket
import threading
import unittest

from board_case import Browser
from house import House, until
from sinks import certificate, serve_until_end

RUNBOOK = """
local health, http, prometheus = require "golive.health", require "golive.http", require "golive.prometheus"
local plain, tls = "http://127.0.0.1:%(plain)d", "https://127.0.0.1:%(tls)d"
local function polled(id, asked)
  return watch(id) { during = "1h", rehearse_for = "1h", on_failure = "continue", run = function(ctx)
    asked.every, asked.during, asked.tolerate = "20ms", ctx.window, asked.tolerate or 1000000
    ctx:poll(asked)
  end }
end
local function body(id, ready) return watch(id) { during = "1h", rehearse_for = "1h", on_failure = "continue", run = ready } end
local function query(name)
  return { server = plain .. "/" .. name, query = "up", max = 1, every = "20ms", tolerate = 3 }
end
return plan "watched" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" }, environment "test" {},
  phase "care" { on = "J", owner = "ops",
    parallel {
      polled("port", { connect = "127.0.0.1:%(plain)d" }),
      polled("closed", { connect = "127.0.0.1:%(closed)d" }),
      polled("name", { resolve = "localhost" }),
      polled("no-name", { resolve = "no-such-name.invalid" }),
      polled("certificate", { url = tls, expect = { tls_days = 1 } }),
      polled("old-certificate", { url = tls, expect = { tls_days = 30 } }),
      polled("command", { exec = { "/bin/sh", "-c", "test ! -e down" } }),
      polled("no-command", { exec = { "./no-such-program" }, tolerate = 3 }),
      polled("hanging-command", { exec = { "/bin/sleep", "1000" }, timeout = "50ms" }),
      polled("hangs", { url = plain .. "/hang", timeout = "50ms" }),
      polled("huge", { url = plain .. "/huge" }),
      body("figure", prometheus.stays_within(query "0.5")),
      body("nan", prometheus.stays_within(query "NaN")),
      body("empty", prometheus.stays_within(query "none")),
      body("shop", health.stays_well { url = plain .. "/health", bears = "degraded", every = "20ms", tolerate = 1000000 }),
      body("liar", health.stays_well { url = plain .. "/liar", bears = "degraded", every = "20ms", tolerate = 1000000 }),
    },
  },
}
"""
# Two that see nothing until their time is over; what follows waits for both.
ENDING = """
local prometheus = require "golive.prometheus"
local function unseen(name)
  return watch(name) { during = "1h", rehearse_for = "3s", on_failure = "continue",
    run = prometheus.stays_within { server = "http://127.0.0.1:%(plain)d/" .. name, query = "up", max = 1, every = "20ms", tolerate = 3 } }
end
return plan "watched" { timezone = "UTC", language = "fr", approved_by = { "ops" }, role "ops" { title = "Operations" }, environment "test" {},
  phase "care" { on = "J", owner = "ops", unseen "NaN", unseen "none" },
  phase "after" { on = "J", overlaps = true, step "last" { after = { "care" }, effects = false, run = function(ctx) ctx:log("over") end } },
}
"""
# One body that watches two things, and a gate that rests on both.
SEVERAL = """
local plain = "http://127.0.0.1:%(plain)d/"
return plan "watched" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" }, environment "test" {},
  phase "care" { on = "J", owner = "ops",
    watch "both" { during = "1h", rehearse_for = "1h", on_failure = "continue", run = function(ctx)
      local function looks(name)
        return function()
          ctx:poll { url = plain .. name, expect = { json = { ["data.result.0.value.1"] = { max = 1 } } },
                     every = "20ms", during = ctx.window, tolerate = 3 }
        end
      end
      ctx:parallel { looks "NaN", looks "none" }
    end },
    gate "go" { decided_by = { "ops" } },
  },
}
"""
WELL = ("port", "name", "certificate", "command", "figure", "shop")
DOWN = ("closed", "no-name", "old-certificate", "hanging-command", "hangs", "huge", "liar")
UNSEEN = ("nan", "empty", "no-command")


class Service(http.server.BaseHTTPRequestHandler):
    released = threading.Event()
    components = {"db": "UP", "mq": "UP"}

    def do_GET(self):  # pylint: disable=invalid-name
        word = self.path.split("/")[1]
        if word == "hang":
            self.released.wait(30)
            return
        status = 500 if word == "liar" else 200
        if word in ("health", "liar"):
            parts = {name: {"status": state} for name, state in self.components.items()}
            answer = {"status": "UP", "components": parts}
        elif word == "huge":
            answer = "x" * (2 << 20)
        else:
            result = [] if word == "none" else [{"metric": {}, "value": [1, word]}]
            answer = {"status": "success", "data": {"resultType": "vector", "result": result}}
        text = json.dumps(answer).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)
        except OSError:
            pass  # the engine was killed, or has enough

    def log_message(self, *_):
        pass


class Watching(unittest.TestCase):
    def begin(self, runbook):
        self.house = House()
        self.addCleanup(self.house.stop)
        Service.released.clear()
        Service.components = {"db": "UP", "mq": "UP"}
        self.addCleanup(Service.released.set)
        crt, context = certificate(self.house.folder)
        closed = socket.socket()
        self.addCleanup(closed.close)
        closed.bind(("127.0.0.1", 0))  # bound, and nobody listens
        ports = {"plain": serve_until_end(self, Service), "tls": serve_until_end(self, Service, context),
                 "closed": closed.getsockname()[1]}
        self.environment = dict(os.environ, SSL_CERT_FILE=str(crt))
        self.house.serve(env=self.environment)
        self.token = self.house.add_user(getpass.getuser(), "ops")
        self.guest = self.house.add_user("gus", "guest")
        self.folder = self.house.write_runbook("watched", runbook % ports)
        started = self.house.golive("run", self.folder, "--j", "2027-01-15", "--detach")
        self.assertEqual(started.returncode, 0, started.stderr)
        self.run_id = started.stdout.strip()

    def ask(self, path, body=None, token=None):
        return self.house.ask("POST" if body else "GET", f"/api/v1/runs/{self.run_id}{path}", body, token or self.token)

    def verdicts(self):
        """Of each watch, what it was told to be, in order."""
        told = {}
        for event in self.house.events(self.run_id, self.token):
            if event["kind"] == "watch_changed":
                told.setdefault(event["item"].split("/")[-1], []).append(event["verdict"])
        return told

    def until_told(self, name, *verdicts):
        until(lambda: self.verdicts().get(name) == list(verdicts))

    def questions(self):
        return {each["item"].split("/")[-1]: each for each in self.ask("").json["waiting_for"]
                if each["kind"] == "question"}

    def kill(self):
        os.kill(self.house.engine.pid, signal.SIGKILL)
        self.house.engine.wait()

    def report(self, kind, form, language):
        made = self.house.golive("report", self.run_id, kind, "--format", form, "--lang", language)
        self.assertEqual(made.returncode, 0, made.stderr)
        return made.stdout

    def review(self):
        return {watch["path"].split("/")[-1]: watch
                for watch in json.loads(self.report("j7-review", "json", "en"))["watches"]}


class WatchesTest(Watching):
    def setUp(self):
        self.begin(RUNBOOK)

    def settle(self):
        until(lambda: set(DOWN + UNSEEN) <= set(self.verdicts()))

    def test_each_kind_tells_what_it_sees_and_nothing_else(self):
        self.settle()
        for name in DOWN:
            self.assertEqual(self.verdicts()[name], ["down"], name)
        for name in UNSEEN:
            self.assertEqual(self.verdicts()[name], ["inconclusive"], name)
        until(lambda: all(self.review()[name]["samples"] > 3 for name in WELL))
        for name in WELL:
            self.assertNotIn(name, self.verdicts())
            self.assertEqual(self.review()[name]["failed"], 0, name)
        self.assertEqual(sorted(self.questions()), sorted(UNSEEN))

    def test_a_change_is_told_once_and_another_when_it_is_well_again(self):
        (self.folder / "down").touch()
        self.until_told("command", "down")
        self.assertIn("down: exit code 1", self.house.golive("status", self.run_id).stdout)
        told = self.house.item(self.run_id, "care/command", self.token)
        self.assertEqual((told["state"], told["verdict"], told["verdict_why"]), ("running", "down", "exit code 1"))
        browser = Browser(self.house)
        browser.sign_in(self.token)
        self.assertIn("exit code 1", browser.get(f"/board/runs/{self.run_id}/item?path=care/command").text)
        (self.folder / "down").unlink()
        self.until_told("command", "down", "ok")

    def test_what_components_say_is_told_and_kept(self):
        until(lambda: self.review()["shop"]["samples"] > 2)
        Service.components = {"db": "DOWN", "mq": "UP"}
        self.until_told("shop", "degraded")
        Service.components = {"db": "UP", "mq": "UP"}
        self.until_told("shop", "degraded", "ok")
        told = self.review()["shop"]
        self.assertEqual([part["name"] for part in told["components"]], ["db", "mq"])
        self.assertGreaterEqual(told["components"][0]["changes"], 2)
        self.assertEqual(told["components"][1]["changes"], 0)
        self.assertEqual([change["why"] for change in told["changes"]], ["db is down", ""])
        for form in ("html", "md"):
            told = self.report("j7-review", form, "fr")
            self.assertIn("En panne", told)
            self.assertIn("db est en panne", told)

    def test_an_inconclusive_watch_is_asked_about_once(self):
        self.settle()
        asked = self.questions()["nan"]
        self.assertEqual(asked["answers"], ["ok", "failed"])
        self.assertRegex(asked["text"], "inconclusive: no data: .* is .NaN.")
        said = {"item": "nan", "answer": "ok", "reason": "the dashboard is green"}
        self.assertEqual(self.ask("/answer", said, self.guest).status, 403)
        self.assertEqual(self.ask("/answer", {"item": "nan", "answer": "ok"}).status, 400)
        self.assertEqual(self.ask("/answer", dict(said, answer="perhaps")).status, 400)
        self.assertEqual(self.ask("/answer", dict(said, item="port")).status, 409)
        self.assertIn("care/nan", self.house.golive("inbox").stdout)
        self.assertEqual(self.ask("/answer", said).status, 200)
        self.assertEqual(sorted(self.questions()), ["empty", "no-command"])
        self.assertEqual(self.ask("/answer", said).status, 409)
        failed = self.house.golive("answer", self.run_id, "empty", "failed", "--reason", "users call")
        self.assertEqual(failed.returncode, 0, failed.stderr)
        self.assertEqual(list(self.questions()), ["no-command"])
        until(lambda: "found failed by" in self.house.golive("status", self.run_id).stdout)
        ended = self.review()["empty"]["samples"]
        self.assertEqual(self.review()["empty"]["seal"]["id"], "sealed")  # though a person has ended it
        before = self.review()["nan"]["samples"]
        until(lambda: self.review()["nan"]["samples"] > before + 5)
        self.assertEqual(self.review()["empty"]["samples"], ended)  # it has stopped looking
        self.assertEqual(self.verdicts()["nan"], ["inconclusive"])

    def test_an_engine_that_dies_tells_nothing_twice(self):
        self.settle()
        before = self.verdicts()
        self.kill()
        looks = {name: each["samples"] for name, each in self.review().items()}
        self.house.serve(env=self.environment)
        until(lambda: all(each["samples"] > looks[name] + 2 for name, each in self.review().items()))
        self.assertEqual(self.verdicts(), before)
        self.assertEqual(sorted(self.questions()), sorted(UNSEEN))
        self.assertEqual(self.house.golive("audit", "verify", self.run_id).returncode, 0)


class EndingsTest(Watching):
    def setUp(self):
        self.begin(ENDING)
        until(lambda: self.kinds().count("watch_ended") == 2)
        self.assertEqual(self.verdicts(), {"NaN": ["inconclusive"], "none": ["inconclusive"]})
        self.assertEqual({watch["seal"]["id"] for watch in self.review().values()}, {"sealed"})

    def kinds(self):
        return [event["kind"] for event in self.house.events(self.run_id, self.token)]

    def answer(self, item, word, reason):
        return self.house.golive("answer", self.run_id, item, word, "--reason", reason)

    def test_what_is_over_waits_for_its_answer_also_for_another_engine_and_in_a_pause(self):
        self.kill()
        self.house.serve(env=self.environment)
        until(lambda: "engine_took_over" in self.kinds())
        self.assertEqual(sorted(self.questions()), ["NaN", "none"])
        self.assertEqual(self.house.golive("pause", self.run_id, "--reason", "lunch").returncode, 0)
        self.assertEqual(self.answer("none", "failed", "users call").returncode, 0)
        browser = Browser(self.house)
        browser.sign_in(self.token)
        page = browser.get(f"/board/runs/{self.run_id}/item?path=care/NaN")
        self.assertIn("non concluant", page.text)
        browser.send("/do/answer", answer="ok", reason="le tableau est vert")
        until(lambda: "attempt_succeeded" in self.kinds())
        self.assertNotIn("run_completed", self.kinds())
        self.assertEqual(self.house.golive("resume", self.run_id).returncode, 0)
        until(lambda: "run_completed" in self.kinds())
        self.assertEqual(self.kinds().count("watch_changed"), 2)
        for kind in ("daily-note", "post-mortem"):
            told = self.report(kind, "md", "fr")
            self.assertIn("non concluant", told, kind)
        history = browser.get(f"/board/runs/{self.run_id}/history").text
        self.assertIn("est accepté par", history)
        self.assertIn("a surveillé jusqu’au bout sans conclure", history)
        self.assertEqual(self.house.golive("audit", "verify", self.run_id).returncode, 0)
        self.assertEqual({watch["seal"]["id"] for watch in self.review().values()}, {"sealed"})

    def test_with_the_run_its_questions_are_over(self):
        self.assertEqual(self.house.golive("abort", self.run_id, "--reason", "enough").returncode, 0)
        self.assertEqual(self.questions(), {})
        self.assertEqual(self.answer("NaN", "ok", "green").returncode, 1)
        self.kill()
        self.house.serve(env=self.environment)
        self.assertEqual(self.questions(), {})


class SeveralTest(Watching):
    def setUp(self):
        self.begin(SEVERAL)
        until(lambda: len(self.asked()) == 2)

    def asked(self):
        return [each for each in self.ask("").json["waiting_for"] if each["kind"] == "question"]

    def outcome(self, key):
        events = self.house.events(self.run_id, self.token)
        return [each["outcome"] for each in events if each["kind"] == "effect_finished" and each["key"] == key]

    def test_each_is_named_and_answered_by_its_key(self):
        one, other = (each["key"] for each in self.asked())
        self.assertIn("/NaN", self.asked()[0]["text"])
        said = {"item": "both", "answer": "ok", "reason": "the dashboard is green"}
        refused = self.ask("/answer", said)
        self.assertEqual(refused.status, 409)
        for word in (one, other, "/NaN", "/none"):
            self.assertIn(word, refused.text)
        self.assertEqual(self.ask("/answer", dict(said, key="7")).status, 409)
        self.assertEqual(self.ask("/answer", dict(said, key=7)).status, 400)
        self.assertEqual(self.ask("/answer", dict(said, key=other)).status, 200)
        self.assertEqual([each["key"] for each in self.asked()], [one])
        item = self.house.item(self.run_id, "care/both", self.token)
        self.assertEqual([each["key"] for each in item["watches"]], [one, other])
        self.assertEqual([each.get("borne_by") for each in item["watches"]], [None, getpass.getuser()])
        report = self.report("go-no-go", "md", "en")
        self.assertIn("/NaN", report)
        self.assertIn(f"borne by {getpass.getuser()}: the dashboard is green", report)
        self.assertIn("accepté par", self.report("go-no-go", "md", "fr"))
        self.assertEqual(self.house.golive("abort", self.run_id, "--reason", "enough").returncode, 0)
        self.assertIn("interrompu", self.report("go-no-go", "md", "fr"))

    def test_at_the_terminal_and_on_the_board(self):
        one, other = (each["key"] for each in self.asked())
        status = self.house.golive("status", self.run_id).stdout
        self.assertIn(f"--key {one}", status)
        words = ("answer", self.run_id, "both", "failed", "--reason", "users call")
        refused = self.house.golive(*words)
        self.assertEqual(refused.returncode, 1, refused.stderr)
        self.assertIn("asks more than one thing", refused.stderr)
        browser = Browser(self.house)
        browser.sign_in(self.token)
        page = browser.get(f"/board/runs/{self.run_id}/item?path=care/both")
        for key in (one, other):
            self.assertIn(f'name="key" value="{key}"', page.text)
        gate = browser.get(f"/board/runs/{self.run_id}/item?path=care/go").text
        self.assertIn("/NaN", gate)
        self.assertIn("/none", gate)
        browser.get(f"/board/runs/{self.run_id}/item?path=care/both")
        browser.send("/do/answer", key=one, answer="failed", reason="users call")
        until(lambda: self.outcome(one))
        self.assertEqual(len(self.outcome(one)[0]["samples"]["sha256"]), 64)
        self.assertEqual(self.outcome(one)[0]["by"], getpass.getuser())


if __name__ == "__main__":
    unittest.main()
