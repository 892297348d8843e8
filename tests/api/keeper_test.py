"""Processes outlive the engine: whoever kills it, each process has one start, one end, and all of its output."""
import getpass
import os
import pathlib
import signal
import subprocess
import unittest

from house import BIN, House, until

RUNBOOK = """
return plan "long" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" {},
  phase "work" { on = "J", owner = "ops",
    step "count" { run = function(ctx)
        local done = ctx:exec { "/bin/sh", "-c", [[
          echo start >> marks
          i=0; while [ $i -lt %(ticks)d ]; do i=$((i+1)); echo tick $i; sleep 0.05; done
          echo end >> marks]] }
        ctx:evidence("lines", select(2, done.out:gsub("\\n", "")))
        ctx:exec { "/bin/sh", "-c", "echo after >> marks" }
      end,
      undo = function(ctx) ctx:exec { "/bin/sh", "-c", "echo undone >> marks" } end },
  } }
"""
TICKS = 100
SLEEPER = """
return plan "sleeper" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" {},
  phase "work" { on = "J", owner = "ops",
    step "sleep" { run = function(ctx)
        ctx:exec { "/bin/sh", "-c", "(setsid sh -c 'echo $$ > far; exec sleep 1000' &); echo > ready; exec sleep 1000" }
      end,
      undo = function(ctx) ctx:exec { "/bin/sh", "-c", "echo undone > undone" } end },
  } }
"""
LOST = """
return plan "lost" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" {},
  phase "work" { on = "J", owner = "ops",
    step "sleep" { run = function(ctx)
        ctx:exec { "/bin/sh", "-c", [[exec >/dev/null 2>&1
          trap 'sleep 0.3; echo ended >> marks; exit' TERM
          echo start >> marks; echo > ready; while :; do sleep 0.02; done]] }
      end,
      undo = function(ctx) ctx:exec { "/bin/sh", "-c", "echo undone >> marks" } end },
  } }
"""


def lives(pid):
    try:
        return "State:\tZ" not in pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


class KeeperTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.start_engine()
        self.house.add_user(getpass.getuser(), "ops")

    def tearDown(self):
        self.house.engine.kill()
        self.house.engine.wait()
        if self.keeper():
            os.kill(self.keeper(), signal.SIGKILL)
        self.house.stop()

    def start_engine(self):
        self.house.engine = subprocess.Popen(
            [BIN / "golive", "serve", "--data", str(self.house.data), "--no-door"], stdout=subprocess.DEVNULL)
        # The one before may have left its socket: it is this one that must answer.
        until(lambda: (self.house.ask_engine(op="ping") or {}).get("pid") == self.house.engine.pid)

    def kill_engine(self):
        self.house.engine.kill()
        self.house.engine.wait()

    def keeper(self):
        return self.house.keeper()

    def begin(self, name, text):
        self.folder = self.house.write_runbook(name, text)
        started = self.house.golive("run", self.folder, "--j", "2027-01-15", "--detach")
        self.assertEqual(started.returncode, 0, started.stderr)
        return started.stdout.strip()

    def status(self, run):
        return self.house.golive("status", run).stdout

    def marks(self):
        file = self.folder / "marks"
        return file.read_text().split() if file.exists() else []

    def test_an_engine_killed_ten_times_costs_a_running_process_nothing(self):
        run = self.begin("long", RUNBOOK % {"ticks": TICKS})
        until(lambda: self.marks() == ["start"])
        for _ in range(10):
            self.kill_engine()
            self.start_engine()
        until(lambda: self.marks() == ["start", "end", "after"])
        until(lambda: "completed" in self.status(run))
        output = self.house.data / "output" / run / "work.count.run.1.1.out"
        self.assertEqual(output.read_text(), "".join(f"tick {i}\n" for i in range(1, TICKS + 1)))
        log = self.house.golive("audit", "verify", run)
        self.assertEqual(log.returncode, 0, log.stdout)
        until(lambda: self.keeper() is not None)

    def test_what_ended_while_no_engine_was_there_is_taken_up_with_its_outcome(self):
        run = self.begin("long", RUNBOOK % {"ticks": 100})  # long enough to be seen before its end, also on a slow machine
        until(lambda: self.marks() == ["start"])
        self.kill_engine()
        until(lambda: self.marks() == ["start", "end"])
        self.start_engine()
        until(lambda: "completed" in self.status(run))
        self.assertEqual(self.marks(), ["start", "end", "after"])

    def test_an_abort_ends_all_that_a_process_has_started_also_after_a_restart(self):
        run = self.begin("sleeper", SLEEPER)
        until(lambda: (self.folder / "far").exists() and (self.folder / "ready").exists())
        far = int(self.folder.joinpath("far").read_text())
        self.kill_engine()
        self.start_engine()
        aborted = self.house.golive("abort", run, "--rollback", "--reason", "enough")
        self.assertEqual(aborted.returncode, 0, aborted.stderr)
        until(lambda: (self.folder / "undone").exists())
        self.assertFalse(lives(far))
        until(lambda: "aborted" in self.status(run))

    def lose_the_sleeper(self):
        """A process that writes when it is told to end; its keeper is killed."""
        run = self.begin("lost", LOST)
        until(lambda: (self.folder / "ready").exists())
        os.kill(self.keeper(), signal.SIGKILL)
        until(lambda: "the keeper ended while this ran" in self.status(run))
        return run

    def test_an_undo_ends_first_what_was_lost_with_its_keeper(self):
        run = self.lose_the_sleeper()
        self.assertEqual(self.marks(), ["start"])
        aborted = self.house.golive("abort", run, "--rollback", "--reason", "enough")
        self.assertEqual(aborted.returncode, 0, aborted.stderr)
        until(lambda: "aborted" in self.status(run))
        self.assertEqual(self.marks(), ["start", "ended", "undone"])

    def test_what_was_lost_ends_before_it_is_done_again_also_by_the_next_engine(self):
        run = self.lose_the_sleeper()
        self.kill_engine()
        self.start_engine()
        self.folder.joinpath("ready").unlink()
        answered = self.house.golive("doubt", run, "sleep", "not-done", "--reason", "it hangs")
        self.assertEqual(answered.returncode, 0, answered.stderr)
        until(lambda: (self.folder / "ready").exists())
        self.assertEqual(self.marks(), ["start", "ended", "start"])
        aborted = self.house.golive("abort", run, "--rollback", "--reason", "enough")
        self.assertEqual(aborted.returncode, 0, aborted.stderr)
        until(lambda: "aborted" in self.status(run))
        self.assertEqual(self.marks(), ["start", "ended", "start", "ended", "undone"])

    def test_a_keeper_that_dies_leaves_a_doubt_that_is_asked_of_the_owner(self):
        run = self.begin("sleeper", SLEEPER)
        until(lambda: (self.folder / "ready").exists())
        os.kill(self.keeper(), signal.SIGKILL)
        until(lambda: "the keeper ended while this ran" in self.status(run))
        answered = self.house.golive("doubt", run, "sleep", "done", "--outcome", '{"code": 0}', "--reason", "I looked")
        self.assertEqual(answered.returncode, 0, answered.stderr)
        until(lambda: "completed" in self.status(run))
        os.kill(int(self.folder.joinpath("far").read_text()), signal.SIGKILL)


if __name__ == "__main__":
    unittest.main()
