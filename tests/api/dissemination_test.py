#!/usr/bin/python3
"""Reports go out at their times of a live run, whose clock is moved on, also when no engine was there at that time; each
stays under its address with its hash, while the run goes on and after an engine that was killed."""
import hashlib
import json
import os
import pathlib
import signal
import sys
import unittest
from datetime import datetime, timezone

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "examples" / "eventtickets"))
from house import House, until
from moved_clock import MovedClock, library
from sinks import WebSink

RUNBOOK = """
return plan "shop" {{ title = "Shop", language = "fr", timezone = "Europe/Paris", approved_by = {{ "lead" }},
  role "lead" {{ title = "Lead" }}, environment "prod" {{ live = true }},
  channel "hook" {{ webhook = "{url}", tells = {{ "daily", "run" }}, daily = "18:00" }},
  phase "day" {{ on = "J", owner = "lead", task "look" {{}} }},
  phase "after" {{ from = "J+1", to = "J+9", owner = "lead", task "watch" {{}} }} }}
"""


def paris(day, hour, minute=0):
    return datetime(2027, 1, day, hour - 1, minute, tzinfo=timezone.utc)


@unittest.skipUnless(library(), "a clock is moved by the Debian package faketime")
class DisseminationTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.sink = WebSink()
        self.addCleanup(self.sink.close)
        self.clock = MovedClock(self.house.folder / "clock", paris(15, 9))
        os.environ.update(self.clock.environment())
        for name in self.clock.environment():
            self.addCleanup(os.environ.pop, name, None)
        self.house.serve()
        self.lead = self.house.add_user("lea", "lead")
        folder = self.house.write_runbook("shop", RUNBOOK.format(url=self.sink.url))
        begun = self.house.golive("run", folder, "--j", "2027-01-15", "--env", "prod", "--mode", "live", "--detach")
        self.assertEqual(begun.returncode, 0, begun.stderr)
        self.run_id = begun.stdout.strip()

    def bodies(self):
        return [json.loads(request["body"]) for request in list(self.sink.requests)]

    def note_of(self, day):
        return until(lambda: next((body for body in self.bodies() if body.get("day") == day), None))

    def end_task(self, item):
        told = self.house.ask("POST", f"/api/v1/runs/{self.run_id}/end-task", {"item": item, "result": "pass"}, self.lead)
        self.assertEqual(told.status, 200, told.text)

    def check_reports(self, body, kinds):
        self.assertEqual([each["kind"] for each in body["reports"]], kinds)
        for each in body["reports"]:
            path = "/api/v1/" + each["address"].split("/board/")[1]
            there = self.house.ask("GET", path, token=self.lead)
            self.assertEqual(there.status, 200, there.text)
            self.assertEqual(hashlib.sha256(there.text.encode()).hexdigest(), each["sha256"], each["kind"])
            self.assertEqual(there.headers["golive-sha256"], each["sha256"])

    def test_the_account_on_j1_at_six_and_the_review_on_j7(self):
        self.end_task("day/look")
        self.clock.move_to(paris(15, 18))
        self.check_reports(self.note_of("2027-01-15"), ["daily-note"])
        self.clock.move_to(paris(16, 18))
        account = self.note_of("2027-01-16")
        self.assertEqual(account["run_at"]["local"], "2027-01-16 18:00")
        self.check_reports(account, ["daily-note", "j1-account"])
        self.clock.move_to(paris(22, 18))
        review = self.note_of("2027-01-22")
        self.check_reports(review, ["daily-note", "j7-review"])
        self.end_task("after/watch")
        over = until(lambda: next((body for body in self.bodies() if body["what"] == "run_completed"), None))
        for body, kinds in ((over, ["j1-account", "j7-review"]), (account, ["daily-note", "j1-account"]),
                            (review, ["daily-note", "j7-review"])):
            self.check_reports(body, kinds)
        self.house.engine.send_signal(signal.SIGKILL)
        self.house.engine.wait()
        self.house.serve()
        self.check_reports(account, ["daily-note", "j1-account"])

    def test_an_engine_that_slept_through_six_tells_it_in_the_morning(self):
        self.house.engine.send_signal(signal.SIGKILL)
        self.house.engine.wait()
        self.clock.move_to(paris(17, 9))
        self.house.serve()
        self.check_reports(self.note_of("2027-01-16"), ["daily-note", "j1-account"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
