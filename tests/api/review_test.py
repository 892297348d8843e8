"""What a watch has seen outlives its engine, and the J+7 review tells it, from the terminal and by REST."""
import getpass
import json
import os
import signal
import unittest

from house import House, until

RUNBOOK = """
return plan "watched" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" {}, objective "availability" { min = 99.9 }, objective "rpo" { max = "1h" },
  phase "work" { on = "J", owner = "ops",
    watch "short" { during = "200ms", run = function(ctx)
      ctx:poll { exec = { "true" }, every = "20ms", during = "200ms" }
    end },
    watch "long" { during = "1h", run = function(ctx)
      ctx:poll { exec = { "/bin/sh", "-c", "test ! -e down" }, every = "20ms", during = "1h", tolerate = 1000000 }
    end },
    task "look" {},
  } }
"""


class ReviewTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.house.serve()
        self.token = self.house.add_user(getpass.getuser(), "lead", "ops")
        self.folder = self.house.write_runbook("watched", RUNBOOK)
        started = self.house.golive("run", self.folder, "--j", "2027-01-15", "--detach")
        self.assertEqual(started.returncode, 0, started.stderr)
        self.run_id = started.stdout.strip()
        self.short, self.long = (self.house.data / "output" / self.run_id / f"work.{name}.run.1.1.samples"
                                 for name in ("short", "long"))

    def review(self):
        made = self.house.golive("report", self.run_id, "j7-review", "--format", "json", "--lang", "en")
        self.assertEqual(made.returncode, 0, made.stderr)
        return {watch["path"]: watch for watch in json.loads(made.stdout)["watches"]}

    def await_growth(self, file):
        before = file.stat().st_size if file.exists() else 0
        until(lambda: file.exists() and file.stat().st_size > before + 20)

    def test_a_watch_goes_on_after_its_engine_was_killed(self):
        self.await_growth(self.long)
        until(lambda: self.review()["work/short"]["seal"]["id"] == "sealed")
        os.kill(self.house.engine.pid, signal.SIGKILL)
        self.house.engine.wait()
        before = self.review()["work/long"]["samples"]
        with self.long.open("ab") as file:
            file.write(b"\x80")  # a record that was torn
        self.house.serve()
        self.await_growth(self.long)
        (self.folder / "down").touch()
        until(lambda: self.review()["work/long"]["failed"] > 2)
        (self.folder / "down").unlink()
        until(lambda: self.review()["work/long"]["interruptions"][0]["lasted"] != "lasts")
        told = self.review()
        self.assertGreater(told["work/long"]["samples"], before)
        self.assertEqual(told["work/long"]["seal"]["id"], "open")
        self.assertEqual(told["work/long"]["interrupted"], 1)
        self.assertEqual(told["work/short"]["failed"], 0)
        self.assertEqual(told["work/short"]["availability"], "100.0\u00a0%")
        self.house.golive("abort", self.run_id, "--reason", "seen enough")
        self.assertEqual(self.review()["work/long"]["interrupted"], 1)

    def test_samples_that_were_changed_or_are_gone_tell_nothing(self):
        until(lambda: self.short.exists() and self.review()["work/short"]["seal"]["id"] == "sealed")
        answer = self.house.ask("GET", f"/api/v1/runs/{self.run_id}/reports/j7-review?format=html&lang=fr",
                                token=self.token)
        self.assertEqual(answer.status, 200, answer.text)
        self.assertIn("<svg", answer.text)
        whole = self.short.read_bytes()
        for at in range(0, len(whole), 7):
            self.short.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
            told = self.review()["work/short"]
            self.assertEqual((told["seal"]["id"], told["is_told"]), ("changed", False), at)
        self.short.write_bytes(whole[:-70])
        self.assertEqual(self.review()["work/short"]["seal"]["id"], "changed")
        self.short.unlink()
        self.assertEqual(self.review()["work/short"]["seal"]["id"], "missing")


if __name__ == "__main__":
    unittest.main()
