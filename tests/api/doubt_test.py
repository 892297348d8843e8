"""What became of something cannot be known: what people are told, who may say, and what follows from each answer."""
import os
import pathlib
import signal
import unittest

from house import until
from rest_case import RUNS, RestCase

NO, WRONG_USE = 1, 2

# Its process, and then that of its undo, waits until the file "go" is there.
WAITING = """
return plan "waiting" { timezone = "UTC", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" },
  environment "uat" {},
  phase "work" { on = "J", owner = "dba",
    step "migrate" {
      run = function(ctx)
        return ctx:exec { "/bin/sh", "-c", "echo run >> begun; while [ ! -e go ]; do sleep 0.02; done" }.code
      end,
      undo = function(ctx)
        ctx:exec { "/bin/sh", "-c", "echo undo >> begun; while [ ! -e back ]; do sleep 0.02; done" }
      end },
    task "look" {},
  } }
"""


class DoubtTest(RestCase):
    """A keeper that is killed leaves what it held in doubt."""

    def setUp(self):
        self.addCleanup(self.end_run)
        name = self.id().rsplit(".", 1)[1].replace("_", "-")[:40]
        self.folder = self.house.write_runbook(name, WAITING)
        self.run_id = self.new_run(str(self.folder))

    def end_run(self):
        if self.state(self.run_id) not in ("completed", "aborted"):
            self.order(200, self.run_id, "abort", self.lead, reason="the test is over", rollback=False)

    def kill_keeper(self):
        """And what it has started, as the end of a machine would."""
        own = []
        for entry in pathlib.Path("/proc").iterdir():
            try:
                words = (entry / "cmdline").read_bytes()
                if words == b"golive-keeper\0" + str(self.house.data).encode() + b"\0":
                    own.insert(0, int(entry.name))
                elif entry.name.isdigit() and os.readlink(entry / "cwd") == str(self.folder):
                    own.append(int(entry.name))
            except OSError:
                continue
        for pid in own:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def begun(self):
        file = self.folder / "begun"
        return file.read_text().split() if file.exists() else []

    def await_doubt(self):
        self.await_state(self.run_id, "work/migrate", "in_doubt")
        view = self.ask("GET", f"{RUNS}/{self.run_id}", token=self.lead).json
        return next(one for one in view["waiting_for"] if one["kind"] == "doubt")

    def lose(self, *begun):
        until(lambda: self.begun() == list(begun))
        self.kill_keeper()
        return self.await_doubt()

    def answer(self, status, token=None, **said):
        return self.order(status, self.run_id, "answer-doubt", token or self.dba,
                          **{"item": "migrate", "reason": "looked", **said})

    def migrated(self, state):
        self.await_state(self.run_id, "work/migrate", state)
        return self.house.item(self.run_id, "work/migrate", self.lead)

    def test_what_is_known_is_told(self):
        doubt = self.lose("run")
        self.assertEqual((doubt["item"], doubt["slot"], doubt["effect"]), ("work/migrate", "run", "exec"))
        self.assertEqual(doubt["request"]["argv"][0], "/bin/sh")
        self.assertEqual([role["id"] for role in doubt["roles"]], ["dba"])
        self.assertTrue(doubt["since"])
        self.assertIn("the keeper ended while this ran", doubt["text"])
        text = self.house.golive("status", self.run_id).stdout
        self.assertRegex(text, r"work/migrate  doubt of dba, since \d\d:\d\d: the keeper ended while this ran")
        self.assertIn('its run asked for exec {"argv":["/bin/sh"', text)

    def test_only_the_owner_answers_with_a_reason_and_once(self):
        self.lose("run")
        self.answer(403, self.guest, answer="not-done")
        self.answer(400, answer="not-done", reason="")
        self.answer(400, answer="perhaps")
        self.answer(400, answer="done")
        self.answer(200, answer="done", outcome={"code": 0})
        self.answer(409, answer="done", outcome={"code": 0})
        self.answer(409, answer="again")
        self.migrated("succeeded")
        self.assertEqual(self.begun(), ["run"])
        answered = [event for event in self.house.events(self.run_id, self.lead) if event["kind"] == "doubt_answered"]
        self.assertEqual([(event["actor"], event["reason"]) for event in answered], [("dan", "looked")])

    def test_not_done_and_again_do_it_again(self):
        self.lose("run")
        self.answer(200, answer="not-done")
        self.lose("run", "run")
        self.answer(200, answer="again")
        until(lambda: self.begun() == ["run"] * 3)
        (self.folder / "go").touch()
        self.migrated("succeeded")

    def test_an_undo_in_doubt_is_answered_as_what_it_undoes(self):
        (self.folder / "go").touch()
        self.migrated("succeeded")
        self.order(200, self.run_id, "abort", self.lead, reason="not today", rollback=True)
        doubt = self.lose("run", "undo")
        self.assertEqual(doubt["slot"], "undo")
        self.assertIn("its undo asked for exec", self.house.golive("status", self.run_id).stdout)
        self.answer(403, self.guest, answer="not-done")
        self.answer(200, answer="not-done")
        doubt = self.lose("run", "undo", "undo")
        self.answer(400, answer="done")
        self.answer(200, answer="done", outcome={"code": 0})
        until(lambda: self.state(self.run_id) == "aborted")
        self.migrated("undone")
        self.assertEqual(self.begun(), ["run", "undo", "undo"])

    def test_an_outcome_that_is_no_json_is_refused_by_the_terminal(self):
        self.lose("run")
        said = ["--as-token", self.dba, "doubt", self.run_id, "migrate", "done", "--reason", "looked", "--outcome"]
        for outcome in ("code 0", '{"code": 0', "", "[" * 50_000 + "]" * 50_000):
            done = self.house.golive(*said, outcome)
            self.assertEqual(done.returncode, WRONG_USE, done.stderr + done.stdout)
        self.await_doubt()
        for code in (0, NO):  # once
            done = self.house.golive(*said, '{"code": 0}')
            self.assertEqual(done.returncode, code, done.stderr + done.stdout)

    def test_whatever_the_outcome_the_body_sees_it_or_fails(self):
        bad = ({"code": 7}, {"code": "zero"}, {"code": None}, {"code": 1e300}, {"signal": 9}, {"error": "gone"},
               {"timeout": True})
        good = [], "yes", 7, True, None, {}, {"code": 0, "out": 5, "err": []}, {"code": 0, "deep": [[[[[]]]]]}
        retried = 0
        for is_bad, outcome in [(True, each) for each in bad] + [(False, each) for each in good]:
            with self.subTest(outcome):
                self.lose(*["run"] * (retried + 1))
                self.answer(200, answer="done", outcome=outcome)
                item = until(self.ended)
                self.assertEqual(item["state"], "failed" if is_bad else "succeeded", item)
                if is_bad:
                    self.assertIn("runbook.lua:8: /bin/sh ", item["error"].replace("sh:", "sh "))
                    self.order(200, self.run_id, "retry", self.dba, item="migrate", reason="again")
                    retried += 1
                else:
                    (self.folder / "begun").unlink()
                    retried = 0
                    self.run_id = self.new_run(str(self.folder))

    def ended(self):
        item = self.house.item(self.run_id, "work/migrate", self.lead)
        return item if item["state"] in ("succeeded", "failed") else None


if __name__ == "__main__":
    unittest.main(verbosity=1)
