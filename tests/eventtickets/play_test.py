#!/usr/bin/python3
"""EventTickets goes live on the demo platform, as `./dev run` shows it: on a good day, with each fault, and
with the engine killed in the middle of day J. What is live at the end is proven by requests.
"""
import contextlib
import io
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "examples" / "eventtickets"), str(PROJECT / "tests" / "platform")]
from ports import ports_of_our_own  # noqa: E402
from stage import Stage  # noqa: E402

PLAY = PROJECT / "examples" / "eventtickets" / "play"
PORT, HELD = ports_of_our_own()


class Play(unittest.TestCase):
    def play(self, *arguments, plays=1):
        with tempfile.TemporaryDirectory(prefix="golive-play-") as folder:
            done = subprocess.run([PLAY, "--out", folder + "/run", "--port", str(PORT), *arguments],
                                  text=True, capture_output=True, timeout=180 * plays, stdin=subprocess.DEVNULL)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.report = (Path(folder) / "run" / "j1-account.md").read_text()
            comparison = Path(folder) / "run" / "rehearsal-comparison.md"
            self.comparison = comparison.read_text().replace("\u00a0", " ") if comparison.exists() else ""
        self.assertIn("the chain holds", done.stdout)
        return done.stdout

    def said(self):
        """The French report, with plain spaces for the no-break ones."""
        return self.report.replace("\u00a0", " ")

    def rolled_back(self, story):
        self.assertIn("0 % of 20 requests were answered by version 2", story)
        self.assertIn("the customers' data are what they were before", story)

    def nothing_is_lost(self, story, region):
        self.assertIn("all that the customers had before is there, in region " + region
                      + ": 4 accounts, 4 bookings, 3 events, 3 notifications, 3 payments", story)

    def contingency(self, fault, contingency):
        story = self.play("--fail", fault)
        self.assertIn("contingency active " + contingency, story)
        self.assertIn(contingency, self.report)
        return story

    def in_order(self, story, *lines):
        places = [story.find(line) for line in lines]
        self.assertNotIn(-1, places, story)
        self.assertEqual(places, sorted(places), story)

    def test_a_good_day_ends_with_the_new_version_live(self):
        story = self.play()
        self.assertIn("farid: done, installation/clone: Cloner le repository", story)
        self.in_order(story, "beatrice: GO on go-live/go: ", "gate approved go-live/go", "starting go-live/maintenance")
        self.assertIn("100 % of 20 requests were answered by version 2, in region a", story)
        self.nothing_is_lost(story, "a")

    def test_twice_rehearsed_the_day_goes_as_was_foretold(self):
        story = self.play("--rehearsals", "2", plays=3)
        self.assertIn("forecast: from 2 rehearsals", story)
        self.assertIn(", as was foretold", story)
        self.assertIn("100 % of 20 requests were answered by version 2, in region a", story)
        for run in ("eventtickets-uat-2027-01-15-1", "eventtickets-uat-2027-01-15-2"):
            self.assertIn(f"| {run} | uat |", self.comparison)
        self.assertIn("| Exécution | eventtickets-uat-2027-01-15-3 |", self.comparison)
        self.assertIn("(infrastructure-lost/failover)", self.comparison.partition("## Jamais répété")[2])

    def test_rehearsed_on_the_third_day_before_it_goes_live_as_was_foretold(self):
        story = self.play("--rehearsals", "1", "--live", plays=3)
        self.in_order(story, "run: eventtickets-prod-2027-01-15-1", "J-14 00:00:", "J-3   the day is rehearsed",
                      "run: eventtickets-uat-2027-01-15-1", "run: completed")
        self.in_order(story.partition("run: completed")[2], "J-3  00:00:", "gate approved acceptance/uat",
                      "J    08:00:", "gate approved go-live/go", "starting go-live/open-10",
                      "gate approved hypercare/handover", "run: completed", "forecast: from 1 rehearsal,",
                      ", as was foretold")
        self.assertIn("100 % of 20 requests were answered by version 2, in region a", story)
        self.nothing_is_lost(story, "a")
        self.assertNotIn("missed", story)
        self.assertIn("| Exécution | eventtickets-prod-2027-01-15-1 |", self.comparison)
        self.assertIn("| eventtickets-uat-2027-01-15-1 | uat |", self.comparison)

    def test_a_killed_engine_goes_on_where_it_was(self):
        story = self.play("--kill-engine")
        self.assertIn("the engine goes on where it was", story)
        self.assertIn("100 % of 20 requests were answered by version 2", story)

    def test_a_lost_region_is_answered_by_the_other_one(self):
        story = self.contingency("infrastructure", "infrastructure-lost")
        self.assertIn("100 % of 20 requests were answered by version 2, in region b", story)
        self.nothing_is_lost(story, "b")
        self.in_order(story, "starting infrastructure-lost/failover", "starting infrastructure-lost/nothing-lost",
                      "starting infrastructure-lost/tell", "starting go-live/open-50")
        self.assertIn("| repris (david), contingence « Bascule vers la région secondaire » |", self.said())

    def test_a_region_lost_before_the_opening_is_answered_too(self):
        story = self.contingency("infrastructure@start", "infrastructure-lost")
        self.in_order(story, "starting infrastructure-lost/failover", "starting infrastructure-lost/nothing-lost",
                      "starting go-live/open-10")
        self.assertIn("100 % of 20 requests were answered by version 2, in region b", story)
        self.nothing_is_lost(story, "b")
        # One cause, up to four failures: one failover.
        self.assertEqual(story.count("david: activates"), 1, story)
        self.assertEqual(story.count("starting infrastructure-lost/failover"), 1, story)

    def test_a_region_lost_in_the_week_after_is_answered_too(self):
        story = self.contingency("infrastructure@hypercare", "infrastructure-lost")
        self.in_order(story, "starting hypercare/surveillance-", "FAILED hypercare/surveillance-",
                      "starting infrastructure-lost/failover", "starting infrastructure-lost/nothing-lost")
        self.assertEqual(story.count("starting infrastructure-lost/failover"), 1, story)
        self.assertNotIn("contingency offered old-cluster", story)
        self.assertIn("100 % of 20 requests were answered by version 2, in region b", story)
        self.nothing_is_lost(story, "b")

    def test_a_failed_migration_is_rolled_back(self):
        self.rolled_back(self.contingency("migration", "migration-failed"))
        self.assertIn("s’est terminé avec le code 1", self.report)
        self.assertIn("| retour arrière (diane), contingence « Script de rollback, ", self.said())

    def test_wrong_behaviour_is_rolled_back(self):
        self.rolled_back(self.contingency("behaviour", "behaviour-wrong"))

    def test_a_leaked_secret_is_revoked_and_rolled_back(self):
        story = self.contingency("secret", "security-incident")
        self.rolled_back(story)
        self.in_order(story, "starting security-incident/soc", "starting security-incident/revoke", "undoing go-live/",
                      "rolled back", "starting security-incident/keys", "starting security-incident/clean")

    def test_an_unhealthy_service_stops_before_the_opening(self):
        self.rolled_back(self.play("--fail", "unhealthy"))

    def test_a_slow_service_stops_before_the_opening(self):
        self.rolled_back(self.play("--fail", "slow"))
        self.assertIn("pas en bonne santé en 10s : a mis ", self.said())
        self.assertIn("| retour arrière (claire) |", self.said())

    def test_a_payment_that_fails_closes_the_way(self):
        story = self.play("--fail", "payment")
        self.rolled_back(story)
        self.assertNotIn("starting go-live/open", story)


class Proof(unittest.TestCase):
    def test_a_row_lost_on_the_way_to_the_other_region_is_told(self):
        with tempfile.TemporaryDirectory(prefix="golive-proof-") as folder, Stage(Path(folder) / "run", PORT) as stage:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                stage.raise_platform(None)
                stage.platform("failover", "b")
                self.assertTrue(stage.nothing_is_lost("b"))
                self.assertFalse(stage.nothing_is_lost("a"))
                with contextlib.closing(sqlite3.connect(Path(folder) / "run/platform/data/payment-b.db")) as db, db:
                    db.execute("DELETE FROM payments WHERE id = 2")
                    db.execute("UPDATE notifications SET recipient = '' WHERE id = 1")
                self.assertFalse(stage.nothing_is_lost("b"))
        self.assertIn("NOT all that the customers had is there in region b: notifications 1, payments 2", out.getvalue())


if __name__ == "__main__":
    unittest.main()
