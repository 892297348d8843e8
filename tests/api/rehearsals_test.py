"""Rehearsed twice, then live: what the rehearsals took is compared with what happened, and forecasts it."""
import contextlib
import datetime
import json
import sqlite3
import unittest

from contract import Contract
from house import House, until

DONE, NO, WRONG_USE, ENGINE = 0, 1, 2, 3
UTC = datetime.timezone.utc

# Estimated for hours, done in a moment; an undo and a contingency that only a bad day needs.
SHOP = """
return plan "shop" {
  title = "Shop", timezone = "%(zone)s", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {}, environment "prod" { live = true },
  phase "go-live" { title = "Day J", on = "J", owner = "dba",
    gate "go" { decided_by = { "lead" }, within = "4m" },
    step "migrate" { title = "%(title)s", estimate = "5h", undo_estimate = "2h",
      run = function(ctx) ctx:exec { "true" } end,
      undo = function(ctx) ctx:exec { "true" } end },
    task "look" { estimate = "5h" },
    step "open" { does = "opening", estimate = "1m", effects = false,
      run = function(ctx) ctx:exec { "true" } end },
  },
  contingency "migration-failed" { risk = "It fails", trigger = failed "go-live/migrate",
    decided_by = { "lead" }, within = "15m", rollback_to = "go-live",
    step "tell" { irreversible = true, run = function(ctx) ctx:exec { "true" } end } },
}
"""


def at_noon():
    """A zone where it is about noon, and its date: no test meets a midnight."""
    now = datetime.datetime.now(UTC)
    behind = now.hour - 12
    return f"Etc/GMT{behind:+d}" if behind else "Etc/GMT", now.date().isoformat()


class RehearsalsTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.zone, self.today = at_noon()
        self.runbook = self.write("Migrate")
        self.house.serve()
        self.lead = self.house.add_user("lea", "lead")
        self.dba = self.house.add_user("dan", "dba")

    def write(self, title):
        return self.house.write_runbook("shop", SHOP % {"zone": self.zone, "title": title})

    def check(self, code, *words):
        done = self.house.golive(*words)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        return done

    def start(self, *words):
        return self.check(DONE, "run", self.runbook, "--j", self.today, "--detach", *words).stdout.strip()

    def await_state(self, run, path, state):
        until(lambda: self.house.item(run, path, self.lead)["state"] == state)

    def order(self, run, name, token, **fields):
        answer = self.house.ask("POST", f"/api/v1/runs/{run}/{name}", fields, token)
        self.assertEqual(answer.status, 200, answer.text)

    def go(self, run):
        self.await_state(run, "go-live/go", "open")
        self.order(run, "decide", self.lead, gate="go", verdict="go", reason="ready")

    def finish(self, run):
        self.await_state(run, "go-live/look", "ready")
        self.order(run, "start-task", self.dba, item="look")
        self.order(run, "end-task", self.dba, item="look", result="pass")
        until(lambda: self.view(run)["state"] == "completed")

    def play(self, *words):
        run = self.start(*words)
        self.go(run)
        self.finish(run)
        return run

    def view(self, run):
        return self.house.ask("GET", f"/api/v1/runs/{run}", token=self.lead).json

    @staticmethod
    def instant(text):
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))

    def compared(self, what):
        return json.loads(self.check(DONE, "rehearsals", what, "--json").stdout)

    def test_rehearsed_twice_then_live(self):
        rehearsals = [self.play("--env", "uat")]
        live = self.start("--env", "prod", "--mode", "live")  # weeks before J, so most rehearsals come after it
        rehearsals.append(self.play("--env", "uat"))
        self.await_state(live, "go-live/go", "open")
        forecast = self.view(live)["forecast"]
        self.assertIn("from 2 rehearsals", self.check(DONE, "status", live).stdout)
        self.go(live)
        self.finish(live)

        self.assertEqual(forecast["from"], {"rehearsals": 2, "measured": 3, "estimated": 0})
        opened = self.house.item(live, "go-live/open", self.lead)["started"]["utc"]
        begun = self.house.item(live, "go-live/go", self.lead)["opened"]["utc"]
        self.assertLess(opened, forecast["opening"]["p90"]["utc"])
        hours = (self.instant(forecast["opening"]["p90"]["utc"]) - self.instant(begun)).total_seconds() / 3600
        self.assertLess(hours, 1, "10 h by the estimates")

        told = self.compared(live)
        self.assertEqual([each["run"] for each in told["rehearsals"]], rehearsals)
        self.assertEqual([told["never_rehearsed"], told["undos_never_rehearsed"], told["stale"]],
                         [["migration-failed/tell"], ["go-live/migrate"], []])
        migrate = next(item for item in told["items"] if item["path"] == "go-live/migrate")
        self.assertEqual(migrate["estimate_ms"], 5 * 3600 * 1000)
        self.assertTrue(all(each["ms"] < 3600 * 1000 for each in migrate["rehearsed"]))
        self.assertEqual(migrate["difference_ms"], migrate["actual"]["ms"] - migrate["rehearsed"][1]["ms"])

        for language in ("fr", "en"):
            report = self.check(DONE, "report", live, "rehearsal-comparison", "--format", "md", "--lang", language)
            for run in rehearsals:
                self.assertIn(run, report.stdout)
        self.assertIn("rehearsed by " + rehearsals[1], self.check(DONE, "rehearsals", live).stdout)

        path = f"/api/v1/runs/{live}/rehearsals"
        answer = self.house.ask("GET", path, token=self.lead)
        Contract().check("GET", path, answer)
        self.assertEqual(answer.json, told)

    def test_a_changed_plan_makes_its_rehearsal_stale(self):
        self.assertIn("It was never rehearsed.", self.check(DONE, "rehearsals", self.runbook).stdout)
        self.play("--env", "uat")
        self.assertEqual(self.compared(self.runbook)["stale"], [])
        self.write("Migrate otherwise")
        stale = {each["path"]: each["why"] for each in self.compared(self.runbook)["stale"]}
        self.assertEqual(stale, {"go-live/migrate": "item", "go-live/open": "runbook"})

    def test_a_log_that_nobody_can_read_is_passed_over_if_it_is_of_no_rehearsal_of_the_plan(self):
        rehearsal = self.play("--env", "uat")
        with contextlib.closing(sqlite3.connect(self.house.data / "golive.db")) as db, db:
            number = db.execute("SELECT max(number) + 1 FROM logs").fetchone()[0]
            event = db.execute("INSERT INTO events (log, seq, before, at, kind, actor, sender, body, hash) "
                               "VALUES (?, 1, 0, 0, 'run_created', 'x', '', '{\"half\":', '')", (number,)).lastrowid
            db.execute("INSERT INTO logs (number, id, events, last) VALUES (?, 'other-uat-2027-01-15-1', 1, ?)",
                       (number, event))
        self.assertEqual([each["run"] for each in self.compared(self.runbook)["rehearsals"]], [rehearsal])
        self.assertEqual(self.compared(rehearsal)["run"], rehearsal)

    def test_a_simulation_draws_from_what_was_measured(self):
        words = ["simulate", self.runbook, "--j", "2027-01-15", "--rehearsals"]
        self.assertIn("No rehearsal of this plan has measured anything", self.check(DONE, *words).stdout)
        self.play("--env", "uat")
        self.assertIn("Measured in 1 rehearsal, so drawn from that: go-live/migrate and 2 more",
                      self.check(DONE, *words).stdout)
        told = json.loads(self.check(DONE, *words, "--json").stdout)
        self.assertEqual(told["measured"], ["go-live/migrate", "go-live/look", "go-live/open"])
        estimated = json.loads(self.check(DONE, *words[:-1], "--json").stdout)
        self.assertEqual(estimated["measured"], [])
        self.assertLess(told["opening"]["p90"]["utc"], estimated["opening"]["p90"]["utc"])

    def test_a_drill_makes_a_step_fail_and_keeps_people_away(self):
        run = self.start("--env", "uat", "--fail", "migrate", "--absent", "dba")
        self.go(run)
        self.await_state(run, "go-live/migrate", "failed")
        self.assertEqual(self.house.item(run, "go-live/migrate", self.lead)["error"], "made to fail by the drill")
        refused = self.house.ask("POST", f"/api/v1/runs/{run}/retry",
                                 {"item": "migrate", "reason": "again"}, self.dba)
        self.assertEqual(refused.status, 403)
        self.assertIn("nobody is there as dba", refused.text)
        self.order(run, "activate", self.lead, contingency="migration-failed", reason="as planned")
        until(lambda: self.view(run)["state"] == "rolled_back")
        told = "go-live/migrate fails; nobody is there as dba"
        self.assertIn("a drill: " + told, self.check(DONE, "status", run).stdout)
        self.assertIn("**A drill**: go-live/migrate is made to fail",
                      self.check(DONE, "report", run, "j1-account", "--format", "md", "--lang", "en").stdout)
        compared = self.compared(self.runbook)
        self.assertEqual(compared["rehearsals"][0]["drill"], told)
        self.assertIn("go-live/migrate", compared["undos_never_rehearsed"])  # it had nothing to take back
        self.assertIn("go-live/migrate", compared["never_rehearsed"])

    def test_a_drill_has_answers_come_late(self):
        run = self.start("--env", "uat", "--late", "go=3m")
        self.await_state(run, "go-live/go", "open")
        early = self.house.ask("POST", f"/api/v1/runs/{run}/decide",
                               {"gate": "go", "verdict": "go", "reason": "ready"}, self.lead)
        self.assertEqual(early.status, 409)
        self.assertIn("come 3m late in this drill", early.text)

    def test_what_can_be_no_drill_is_refused(self):
        for words, told in ((["--env", "prod", "--mode", "live", "--fail", "migrate"], "a live run is no drill"),
                            (["--fail", "migrat"], 'did you mean'),
                            (["--fail", "go"], "decide it with no-go"),
                            (["--absent", "dbaa"], 'did you mean "dba"?'),
                            (["--late", "soon"], "write --late 20m"),
                            (["--late", "migrate=1h"], "it takes as long as it really does")):
            done = self.house.golive("run", self.runbook, "--j", self.today, "--detach",
                                     *([] if "--env" in words else ["--env", "uat"]), *words)
            self.assertNotEqual(done.returncode, DONE)
            self.assertIn(told, done.stderr, words)

    def test_what_is_no_run_and_no_runbook_is_told(self):
        self.assertIn('there is no run "nothing"', self.check(WRONG_USE, "rehearsals", "nothing").stderr)


if __name__ == "__main__":
    unittest.main()
