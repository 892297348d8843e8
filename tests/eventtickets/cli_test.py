#!/usr/bin/python3
"""EventTickets taken live by `golive run` alone: no engine before it, no REST. People decide by commands with
their tokens, on the good day and on each bad one; the printed story, the exit code, and the platform are held
to the plan.
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "examples" / "eventtickets"), str(PROJECT / "tests" / "platform")]
from people import GO_LIVE, Cast  # noqa: E402
from ports import ports_of_our_own  # noqa: E402
from stage import GOLIVE, Stage  # noqa: E402

RUNBOOK = PROJECT / "runbooks" / "eventtickets"
PORT, HELD = ports_of_our_own()
OVER = ("completed", "rolled_back", "aborted")
PATIENCE_S = 60


class CommandCast(Cast):
    """The same people; what they say over REST there, they say by commands here."""

    WORDS = {
        "decide": lambda said: ("decide", said["gate"], said["verdict"], "--reason", said["reason"]),
        "end-task": lambda said: ("task", said["item"], said["result"], "--comment", said["comment"]),
        "activate": lambda said: ("contingency", said["contingency"], "activate", "--reason", said["reason"]),
        "abort": lambda said: ("abort", *["--rollback"] * said["rollback"], "--reason", said["reason"]),
        "retry": lambda said: ("retry", said["item"], "--reason", said["reason"]),
        "skip": lambda said: ("skip", said["item"], "--reason", said["reason"]),
    }

    def command(self, name, run, command, **fields):
        verb, *rest = self.WORDS[command](fields)
        done = subprocess.run([GOLIVE, verb, run, *rest, "--data", self.stage.data, "--as-token", self.tokens[name]],
                              text=True, capture_output=True, timeout=PATIENCE_S, check=False)
        # 1: somebody or something was quicker, as with 409.
        assert done.returncode in (0, 1), f"{verb} {rest}: {done.stderr}"
        self.refusal = done.stderr.strip()
        return done.returncode == 0


class Story(threading.Thread):
    """`golive run`, followed to its end: what it prints, and when it has printed what."""

    def __init__(self, stage):
        super().__init__(daemon=True)
        words = [word for name, value in stage.parameters.items() for word in ("--set", f"{name}={value}")]
        self.program = subprocess.Popen(
            [GOLIVE, "run", RUNBOOK, "--j", GO_LIVE.isoformat(), "--env", "uat", *words, "--data", stage.data],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines = []
        self.start()

    def run(self):
        for line in self.program.stdout:
            self.lines.append(line.rstrip("\n"))

    def text(self):
        return "\n".join(self.lines)

    def run_id(self):
        end = time.monotonic() + PATIENCE_S
        while not self.lines:
            assert time.monotonic() < end, "golive run prints nothing"
            time.sleep(0.02)
        return self.lines[0].removeprefix("Run ")

    def end(self):
        code = self.program.wait(PATIENCE_S)
        self.close()
        return code

    def close(self):
        if self.program.poll() is None:
            self.program.kill()
        self.join(PATIENCE_S)
        self.program.stdout.close()


class CliTest(unittest.TestCase):
    def take_live(self, fault=None):
        """The whole plan; answers with what `golive run` printed."""
        with tempfile.TemporaryDirectory(prefix="golive-cli-") as folder, Stage(Path(folder) / "run", PORT) as stage:
            stage.raise_platform(fault)
            cast = CommandCast(stage, stage.add_people())
            story = Story(stage)
            run = story.run_id()
            try:
                state = self.let_decide(cast, stage, run)
                self.assertEqual(story.end(), 0 if state == "completed" else 1, story.text())
            finally:
                story.close()
                self.end_engine(stage)
            self.assertTrue(stage.prove(fault, state), story.text())
            self.assertEqual(story.lines[-1], f"The run {run} is {state}.")
            self.assertIn("the chain holds", stage.golive("audit", "verify", run))
            self.report = stage.golive("report", run, "j1-account", "--format", "md", "--lang", "fr")
        self.assertNotIn("\x1b", story.text())
        return story.text()

    def let_decide(self, cast, stage, run):
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            view = json.loads(stage.golive("status", run, "--json"))
            if view["state"] in OVER:
                return view["state"]
            if not cast.answer_all(run, view):
                cast.settle_hold(run, view)
        raise AssertionError(f"not over after {PATIENCE_S} s: {view['state']}")

    def end_engine(self, stage):
        """`golive run` has started it; it ends by itself when no run is under way."""
        lock = stage.data / "engine.lock"
        pid = int(lock.read_text())
        end = time.monotonic() + 10
        while Path(f"/proc/{pid}").exists():
            if time.monotonic() > end:
                os.kill(pid, signal.SIGKILL)
                self.fail("the engine did not end when its run was over")
            time.sleep(0.02)

    def contingency(self, fault, name, undone):
        """It was offered, activated by a person, and did what the plan says."""
        story = self.take_live(fault)
        self.assertRegex(story, rf"{name} is offered to ")
        self.assertRegex(story, rf"{name} activated by \w+: Le risque du plan")
        self.assertRegex(story, rf"{name} ended")
        self.assertEqual("is being undone" in story, undone)
        self.assertIn(name, self.report)
        return story

    def stopped(self, fault, item):
        """No contingency answers it: the project lead rolls back, before anything was opened."""
        story = self.take_live(fault)
        self.assertIn(f"{item} failed: ", story)
        self.assertNotIn("activated", story)
        self.assertNotIn("go-live/open started", story)
        self.assertIn("the rollback ended", story)
        self.assertIn("the run is aborted: ", story)

    def test_a_good_day(self):
        story = self.take_live()
        self.assertIn("the run is completed", story)
        self.assertNotIn("failed", story)

    def test_a_lost_region(self):
        story = self.contingency("infrastructure", "infrastructure-lost", undone=False)
        self.assertIn("infrastructure-lost/failover succeeded", story)
        self.assertIn("infrastructure-lost/nothing-lost succeeded", story)
        self.assertIn("the run is completed", story)
        self.assertRegex(self.report, r"Panne après l’ouverture.: \*\*[1-9]\d*\ss")

    def test_a_failed_migration(self):
        story = self.contingency("migration", "migration-failed", undone=True)
        self.assertRegex(story, r"go-live/migrate-\w+ failed")
        self.assertIn("the run is rolled back", story)

    def test_wrong_behaviour(self):
        story = self.contingency("behaviour", "behaviour-wrong", undone=True)
        self.assertIn("behaviour-wrong/data-as-before succeeded", story)

    def test_a_leaked_secret(self):
        story = self.contingency("secret", "security-incident", undone=True)
        self.assertIn("security-incident/keys succeeded", story)

    def test_an_unhealthy_service(self):
        self.stopped("unhealthy", "go-live/health-users")

    def test_a_slow_service(self):
        self.stopped("slow", "go-live/health-inventory")

    def test_a_payment_that_fails(self):
        self.stopped("payment", "go-live/payment")


if __name__ == "__main__":
    unittest.main()
