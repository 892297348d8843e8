#!/usr/bin/python3
"""EventTickets goes live on the demo platform, as `./dev run` shows it: on a good day, with each fault, and
with the engine killed in the middle of day J. What is live at the end is proven by requests.
"""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PLAY = PROJECT / "examples" / "eventtickets" / "play"
PORT = 28000 + os.getpid() % 20 * 100


class Play(unittest.TestCase):
    def play(self, *arguments):
        with tempfile.TemporaryDirectory(prefix="golive-play-") as folder:
            done = subprocess.run([PLAY, "--out", folder + "/run", "--port", str(PORT), *arguments],
                                  text=True, capture_output=True, timeout=180, stdin=subprocess.DEVNULL)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.report = (Path(folder) / "run" / "j1-account.md").read_text()
        self.assertIn("the chain holds", done.stdout)
        return done.stdout

    def rolled_back(self, story):
        self.assertIn("0 % of 20 requests were answered by version 2", story)
        self.assertIn("the customers' data are what they were before", story)

    def contingency(self, fault, contingency):
        story = self.play("--fail", fault)
        self.assertIn("contingency active " + contingency, story)
        self.assertIn(contingency, self.report)
        return story

    def test_a_good_day_ends_with_the_new_version_live(self):
        story = self.play()
        self.assertIn("100 % of 20 requests were answered by version 2, in region a", story)

    def test_a_killed_engine_goes_on_where_it_was(self):
        story = self.play("--kill-engine")
        self.assertIn("the engine goes on where it was", story)
        self.assertIn("100 % of 20 requests were answered by version 2", story)

    def test_a_lost_region_is_answered_by_the_other_one(self):
        story = self.contingency("infrastructure", "infrastructure-lost")
        self.assertIn("100 % of 20 requests were answered by version 2, in region b", story)

    def test_a_failed_migration_is_rolled_back(self):
        self.rolled_back(self.contingency("migration", "migration-failed"))

    def test_wrong_behaviour_is_rolled_back(self):
        self.rolled_back(self.contingency("behaviour", "behaviour-wrong"))

    def test_a_leaked_secret_is_revoked_and_rolled_back(self):
        self.rolled_back(self.contingency("secret", "security-incident"))

    def test_an_unhealthy_service_stops_before_the_opening(self):
        self.rolled_back(self.play("--fail", "unhealthy"))

    def test_a_slow_service_stops_before_the_opening(self):
        self.rolled_back(self.play("--fail", "slow"))

    def test_a_payment_that_fails_closes_the_way(self):
        story = self.play("--fail", "payment")
        self.rolled_back(story)
        self.assertNotIn("starting go-live/open", story)


if __name__ == "__main__":
    unittest.main()
