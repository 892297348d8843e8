#!/usr/bin/python3
"""Every kind of report of three recorded runs of EventTickets - a good day, one with a lost region, one that was
rolled back - has the same bytes wherever it is made: other locale, zone, folder and environment."""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests" / "platform"))
from ports import ports_of_our_own  # noqa: E402

BIN = Path(os.environ.get("GOLIVE_BIN", PROJECT / "build/bin")).resolve()
PLAY = PROJECT / "examples" / "eventtickets" / "play"
PORT, HELD = ports_of_our_own()
RUN = "eventtickets-uat-2027-01-15-1"
KINDS = ["deployment-plan", "go-no-go", "uat-acceptance", "rehearsal-comparison", "daily-note", "j1-account",
         "post-mortem", "audit-trail"]
HERE = {"LC_ALL": "C", "LANG": "C", "TZ": "UTC"}
ELSEWHERE = [{"LC_ALL": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8", "TZ": "Asia/Kathmandu", "HOME": "/nowhere"},
             {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "TZ": "America/St_Johns", "COLUMNS": "7", "TERM": "dumb"}]


class ReportsTest(unittest.TestCase):
    def check_run(self, *fault):
        with tempfile.TemporaryDirectory(prefix="golive-reports-") as folder:
            played = subprocess.run([PLAY, "--out", folder + "/run", "--port", str(PORT), *fault], text=True,
                                    capture_output=True, timeout=180, stdin=subprocess.DEVNULL)
            self.assertEqual(played.returncode, 0, played.stdout + played.stderr)
            for kind in KINDS:
                for form in ("html", "md", "json", "csv"):
                    for language in ("fr", "en"):
                        words = (kind, "--format", form, "--lang", language)
                        first = self.made(folder, HERE, words)
                        for place in ELSEWHERE:
                            self.assertEqual(self.made(folder, place, words), first, words)

    def made(self, folder, place, words):
        there = place is not HERE
        done = subprocess.run([BIN / "golive", "report", RUN, *words], capture_output=True, timeout=60, check=True,
                              cwd="/" if there else folder, stdin=subprocess.DEVNULL,
                              env={"PATH": "/usr/bin:/bin", "GOLIVE_DATA": folder + "/run/data", **place})
        return done.stdout

    def test_a_good_day(self):
        self.check_run()

    def test_a_day_with_a_lost_region(self):
        self.check_run("--fail", "infrastructure")

    def test_a_day_that_was_rolled_back(self):
        self.check_run("--fail", "migration")


if __name__ == "__main__":
    unittest.main()
