"""`golive run` in a real terminal: it shows the run, asks who sits there what is theirs, and lets go of it."""
import fcntl
import os
import pty
import pwd
import re
import select
import signal
import struct
import termios
import time
import unittest

from house import BIN, PATIENCE_S, House, until
from runbooks import ASKING, MINE

ESCAPE = "\x1b"

# Writes two lines, waits for a file, and writes another one without an end.
LOUD = """
return plan "loud" {
  title = "Loud", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" { file = "%s" },
  phase "go-live" { title = "Day J", on = "J", owner = "lead",
    step "act" { irreversible = true, run = function(ctx)
      ctx:exec { "sh", "-c", "echo one; printf '\\\\033[31mtwo\\\\n'; while [ ! -e " .. ctx:param "file" ..
        " ]; do sleep 0.05; done; printf three" }
    end },
    gate "go" { decided_by = { "lead" } },
  },
}
"""


class Terminal:
    """A program on a pseudo-terminal: types, and waits for what appears."""

    def __init__(self, house, *words, columns=80, **environment):
        self.shown = ""
        self.seen = 0  # what was waited for lies before
        self.pid, self.wire = pty.fork()
        if self.pid == 0:
            os.environ.pop("GOLIVE_TOKEN", None)
            os.environ.update(GOLIVE_DATA=str(house.data), TERM="xterm", **environment)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            os.execv(BIN / "golive", ["golive", *map(str, words)])

    def read(self):
        if not select.select([self.wire], [], [], 0.02)[0]:
            return True
        try:
            self.shown += os.read(self.wire, 65536).decode().replace("\r\n", "\n")
        except OSError:  # its other end is closed: the program has ended
            return False
        return True

    def await_text(self, text):
        """What was shown up to and with `text`, since what was waited for last."""
        end = time.monotonic() + PATIENCE_S
        while text not in self.shown[self.seen:]:
            alive = self.read()
            if not alive or time.monotonic() > end:
                raise AssertionError(f"no {text!r} in {self.shown[self.seen:]!r}")
        start, self.seen = self.seen, self.shown.index(text, self.seen) + len(text)
        return self.shown[start:self.seen]

    def type(self, line, after):
        """Waits for the prompt, as a person does, and answers it."""
        self.await_text(after)
        os.write(self.wire, line.encode() + b"\n")

    def press(self, key):
        os.write(self.wire, key)

    def end(self):
        """The exit code, once everything is read."""
        while self.read():
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self.wire)
        return os.waitstatus_to_exitcode(status)


class TerminalTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.close)
        self.me = pwd.getpwuid(os.geteuid()).pw_name
        self.house.add_user(self.me, "lead")
        self.dan = self.house.add_user("dan", "dba", "lead", "boss")

    def close(self):
        lock = self.house.data / "engine.lock"
        if lock.exists() and lock.read_text():
            self.house.end_process(int(lock.read_text()))
        self.house.stop()

    def begin(self, runbook=MINE, columns=80, **environment):
        folder = self.house.write_runbook("mine", runbook)
        terminal = Terminal(self.house, "run", folder, "--j", "2027-01-15", columns=columns,
                            **environment)
        self.run_id = terminal.await_text("\n").removeprefix("Run ").strip()
        return terminal

    def by_dan(self, *words):
        verb, *more = words
        done = self.house.golive("--as-token", self.dan, verb, self.run_id, *more)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_run_to_its_end_by_the_person_at_the_keyboard(self):
        terminal = self.begin()
        shown = terminal.await_text("Gate go-live/go (Go for launch) waits for your decision as lead.")
        self.assertIn("the run started", shown)
        terminal.type("go", "go, reservations, no-go, later? ")
        terminal.type("all is well, été", "reason: ")
        terminal.await_text(f"go-live/go: go by {self.me} as lead: all is well, été")
        terminal.type("s", "Task go-live/look (Look at it) is yours.\nstart, later? ")
        terminal.type("pass", "How did it end?\npass, fail, not-applicable, later? ")
        terminal.type("", "comment (may be empty): ")
        terminal.await_text(f"go-live/look ended: pass by {self.me}\n")
        terminal.type("res", "later? ")
        terminal.type("mostly", "reason: ")
        terminal.type("watch the queue", "conditions: ")
        terminal.await_text(f"go-live/end: reservations by {self.me} as lead: mostly")
        terminal.await_text(f"The run {self.run_id} is completed.\n")
        self.assertEqual(terminal.end(), 0)
        report = self.house.golive("report", self.run_id, "j1-account", "--format", "md").stdout
        self.assertIn("watch the queue", report)

    def test_nonsense_and_nothing_are_told_and_asked_again(self):
        terminal = self.begin()
        for line in ("maybe", "", "o", "Go"):
            terminal.type(line, "later? ")
            terminal.await_text("Type one of these words, or how it begins.\n")
        terminal.type("g", "later? ")
        terminal.type("", "reason: ")
        terminal.type("x" * 3000, "This cannot be left empty.\nreason: ")
        terminal.await_text("go-live/go approved")
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)

    def test_no_go_holds_the_run_and_what_helps_is_told(self):
        terminal = self.begin()
        terminal.type("n", "later? ")
        terminal.type("the moon is wrong", "reason: ")
        terminal.await_text("go-live/go refused")
        # To ask a refused gate again takes the plan's approver, who is somebody else.
        terminal.await_text(f"The run is held by go-live/go; what helps: golive status {self.run_id}\n")
        self.by_dan("retry", "go", "--reason", "it has turned")
        terminal.await_text("Gate go-live/go (Go for launch) waits for your decision")
        self.by_dan("abort", "--reason", "no more")
        terminal.await_text(f"The run {self.run_id} is aborted.\n")
        self.assertEqual(terminal.end(), 1)

    def test_a_failed_task_takes_a_comment_and_its_owner_is_asked_what_now(self):
        terminal = self.begin()
        terminal.type("go", "later? ")
        terminal.type("fine", "reason: ")
        terminal.type("s", "start, later? ")
        terminal.type("f", "not-applicable, later? ")
        terminal.type("", "comment: ")
        terminal.type("all wrong", "This cannot be left empty.\ncomment: ")
        terminal.await_text("The run is held by go-live/look (Look at it): all wrong\n")
        terminal.type("retry", "retry, skip, later? ")
        terminal.type("now it is right", "reason: ")
        terminal.await_text("Task go-live/look (Look at it) is yours.")
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)

    def test_a_gate_decided_by_somebody_else_while_it_is_asked(self):
        terminal = self.begin()
        terminal.type("go", "later? ")
        terminal.await_text("reason: ")
        self.by_dan("decide", "go", "go", "--role", "lead", "--reason", "dan was quicker")
        shown = terminal.await_text("start, later? ")
        self.assertRegex(shown, r"^\n00:00 go-live/go: go by dan as lead: dan was quicker\n")
        self.by_dan("task", "look", "pass")
        self.by_dan("decide", "end", "go", "--role", "lead", "--reason", "over")
        terminal.await_text(f"The run {self.run_id} is completed.\n")
        self.assertEqual(terminal.end(), 0)

    def test_news_between_the_prompt_and_the_answer_repeat_the_prompt(self):
        terminal = self.begin()
        terminal.await_text("later? ")
        self.by_dan("pause", "--reason", "a fire drill")
        self.assertRegex(terminal.await_text("later? "), r"^\n.*paused by dan: a fire drill\ngo, ")
        self.by_dan("resume")
        terminal.type("go", "later? ")
        terminal.type("still", "reason: ")
        terminal.await_text("go-live/go approved")
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)

    def test_what_is_not_theirs_is_not_asked(self):
        # Who starts a run has no say in its gates, whatever their roles; and "theirs" is another role's.
        for runbook, told in ((ASKING.replace("starter_may_decide = true,", ""),
                               "You started this run, so go-live/go waits for somebody else of its role"),
                              (ASKING.replace('gate "go" { decided_by = { "lead" } },', ""),
                               "go-live/theirs is open")):
            terminal = self.begin(runbook)
            terminal.await_text(told)
            self.by_dan("pause", "--reason", "look at the screen")
            shown = terminal.await_text("paused by dan")
            self.assertNotIn("later?", shown)
            terminal.press(b"\x03")
            self.assertEqual(terminal.end(), 0)

    def test_a_question_that_is_refused_is_asked_again(self):
        terminal = self.begin()
        terminal.type("go", "later? ")
        terminal.type("   ", "reason: ")
        terminal.await_text("golive: reason: must not be empty (say why")
        terminal.type("go", "later? ")
        terminal.type("short", "reason: ")
        terminal.await_text("go-live/go approved")
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)

    def test_later_and_end_of_input_let_the_run_go_on_unasked(self):
        terminal = self.begin()
        terminal.type("later", "later? ")
        terminal.await_text("Put off; `golive follow` asks again.\n")
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)
        terminal = Terminal(self.house, "follow", self.run_id)
        terminal.await_text("later? ")
        terminal.press(b"\x04")
        terminal.await_text(f"To be asked again: golive follow {self.run_id}\n")
        self.by_dan("decide", "go", "go", "--role", "lead", "--reason", "by dan")
        self.by_dan("task", "look", "pass")
        self.by_dan("decide", "end", "go", "--role", "lead", "--reason", "over")
        self.assertNotIn("later?", terminal.await_text(f"The run {self.run_id} is completed.\n"))
        self.assertEqual(terminal.end(), 0)

    def test_an_amendment_is_shown_with_what_it_changes_and_decided_by_a_key(self):
        ada = self.house.add_user("ada", more=["--may-bring-code"])
        runbook = MINE.replace('{ "boss" }', '{ "lead" }')
        terminal = self.begin(runbook)
        terminal.type("later", "later? ")
        changed = self.house.write_runbook("changed", runbook.replace('task "look"', 'task "again" { owner = "lead" },\n    task "look"'))
        proposed = self.house.golive("--as-token", ada, "amend", self.run_id, changed, "--reason", "twice is better")
        self.assertEqual(proposed.returncode, 0, proposed.stderr)
        shown = terminal.await_text("go, no-go, later? ")
        for line in ("amendment 1 by ada: twice is better", "+ go-live/again  added"):
            self.assertIn(line, shown)
        terminal.press(b"g\n")
        terminal.type("", "reason: ")
        terminal.await_text("This cannot be left empty.\n")
        terminal.type("so be it", "reason: ")
        terminal.await_text("amendment 1 applies: the run goes on with its plan")
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)

    def test_an_engine_that_is_killed_and_comes_back_is_waited_for(self):
        folder = self.house.write_runbook("mine", MINE)
        self.house.serve()
        terminal = Terminal(self.house, "run", folder, "--j", "2027-01-15")
        self.run_id = terminal.await_text("\n").removeprefix("Run ").strip()
        terminal.await_text("go, reservations, no-go, later? ")
        self.house.engine.kill()
        self.house.engine.wait()
        terminal.await_text("No engine answers; the run waits until one is back, and so does this (Ctrl-C detaches).\n")
        self.house.serve()
        terminal.await_text("a restarted engine took over\n")
        terminal.type("go", "go, reservations, no-go, later? ")
        terminal.type("all the same", "reason: ")
        terminal.await_text(f"go-live/go: go by {self.me} as lead: all the same")
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)

    def test_a_terminal_that_is_resized_stopped_and_closed_leaves_the_run_as_it_is(self):
        terminal = self.begin()
        for columns in (200, 40, 1, 0, 80):
            terminal.await_text("go, reservations, no-go, later? ")
            fcntl.ioctl(terminal.wire, termios.TIOCSWINSZ, struct.pack("HHHH", 20, columns, 0, 0))
            for sign in (signal.SIGSTOP, signal.SIGCONT):
                os.kill(terminal.pid, sign)
            terminal.press(b"\n")
            terminal.await_text("Type one of these words, or how it begins.\n")
        os.close(terminal.wire)
        _, status = os.waitpid(terminal.pid, 0)
        self.assertEqual(os.waitstatus_to_exitcode(status), -signal.SIGHUP)
        self.assertIn("running", self.house.golive("status", self.run_id).stdout)

    def test_of_a_long_history_the_end_is_shown(self):
        terminal = self.begin()
        terminal.await_text("later? ")
        for number in range(12):
            self.by_dan("pause", "--reason", f"round {number}")
            self.by_dan("resume")
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)
        terminal = Terminal(self.house, "follow", self.run_id)
        shown = terminal.await_text("later? ")
        self.assertIn(f"earlier lines: golive report {self.run_id} audit-trail --format md)", shown)
        self.assertNotIn("the run started", shown)
        self.assertIn("round 11", shown)
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)

    def test_ctrl_c_detaches_and_the_run_goes_on(self):
        terminal = self.begin()
        terminal.await_text("later? ")
        terminal.press(b"\x03")
        terminal.await_text(f"Detached; the run goes on. Come back with: golive follow {self.run_id}\n")
        self.assertEqual(terminal.end(), 0)
        engine = int((self.house.data / "engine.lock").read_text())
        os.kill(engine, 0)
        self.by_dan("decide", "go", "go", "--role", "lead", "--reason", "from elsewhere")
        until(lambda: "go-live/look  task of lead" in self.house.golive("status", self.run_id).stdout)

    def test_what_processes_write_is_shown_while_they_run_and_the_timeline_when_asked_for(self):
        go_on = self.house.folder / "go-on"
        terminal = self.begin(LOUD % go_on, NO_COLOR="1")
        terminal.await_text("  act | one\n")
        terminal.await_text("  act |  [31mtwo\n")
        terminal.type("status", after="")
        self.assertIn("running, rehearsal in uat", terminal.await_text("go-live/act  act  (running)"))
        go_on.touch()
        shown = terminal.await_text("go-live/act succeeded")
        self.assertIn("  act | three\n", shown)
        self.assertNotIn("act | one", shown)
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)
        self.assertNotIn(ESCAPE + "[31mtwo", terminal.shown)
        # What is over is not shown again.
        terminal = Terminal(self.house, "follow", self.run_id)
        terminal.await_text("Type status for the timeline; Ctrl-C detaches, and the run goes on.\n")
        self.assertNotIn("act | ", terminal.shown)
        terminal.press(b"\x03")
        self.assertEqual(terminal.end(), 0)

    def test_narrow_and_wide_terminals_and_colours(self):
        for columns, more, coloured in ((40, {}, True), (200, {}, True), (80, {"NO_COLOR": "1"}, False)):
            terminal = self.begin(columns=columns, **more)
            terminal.await_text("later? ")
            self.assertNotIn(ESCAPE, terminal.shown)
            terminal.press(b"\x03")
            self.assertEqual(terminal.end(), 0)
            status = Terminal(self.house, "status", self.run_id, columns=columns, **more)
            self.assertEqual(status.end(), 0)
            self.assertEqual(ESCAPE in status.shown, coloured)
            self.assertIn("go-live/go  gate of lead", re.sub(ESCAPE + r"\[\d*m", "", status.shown))
        self.assertNotIn(ESCAPE, self.house.golive("status", self.run_id).stdout)


if __name__ == "__main__":
    unittest.main(verbosity=1)
