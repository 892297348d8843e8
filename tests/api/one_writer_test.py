"""Two engines started on one data directory at the same instant: one acts, the other says who does."""
import getpass
import subprocess
import threading
import unittest

from house import BIN, PATIENCE_S, House, until

ROUNDS = 100
STEPS = 80

RUNBOOK = """
return plan "lines" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" {},
  phase "work" { on = "J", owner = "ops",
    step "write" { run = function(ctx)
        for i = 1, %d do ctx:exec { "/bin/sh", "-c", "echo " .. i .. " >> lines; sleep 0.02" } end
      end },
  } }
"""


class OneWriterTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.rivals = []

    def tearDown(self):
        for rival in self.rivals:
            rival.kill()
            rival.communicate()

    def start_two(self):
        """Both wait at one barrier, so that they begin within a millisecond."""
        barrier, self.rivals = threading.Barrier(2), []

        def start():
            barrier.wait()
            self.rivals.append(subprocess.Popen(
                [BIN / "golive", "serve", "--data", self.house.data, "--no-door"],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True))
        threads = [threading.Thread(target=start) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def tell_apart(self):
        """Who serves, and what the other said when it ended."""
        until(lambda: any(rival.poll() is not None for rival in self.rivals))
        loser = next(rival for rival in self.rivals if rival.poll() is not None)
        winner = next(rival for rival in self.rivals if rival is not loser)
        _, said = loser.communicate(timeout=PATIENCE_S)
        return winner, loser, said

    def epoch(self):
        file = self.house.data / "epoch"
        return int(file.read_text()) if file.exists() else 0

    def test_exactly_one_of_two_engines_acts_a_hundred_times_over(self):
        lines = self.house.folder / "lines" / "lines"
        run = None
        for _ in range(ROUNDS):
            before = self.epoch()
            self.start_two()
            winner, loser, said = self.tell_apart()
            self.assertNotEqual(loser.returncode, 0)
            self.assertIn(f"another engine (process {winner.pid}) works in {self.house.data}", said)
            until(lambda: (self.house.ask_engine(op="ping") or {}).get("pid") == winner.pid)
            self.assertIsNone(winner.poll())
            self.assertEqual(self.epoch(), before + 1)
            if run is None:
                run = self.start_run()
                until(lines.exists)  # there is a keeper: from now on no process is in doubt
            winner.kill()
            winner.communicate(timeout=PATIENCE_S)
        self.house.engine = subprocess.Popen(
            [BIN / "golive", "serve", "--data", self.house.data, "--no-door"], stdout=subprocess.DEVNULL)
        until(lambda: "completed" in self.house.golive("status", run).stdout)
        self.assertEqual(lines.read_text().split(), [str(i) for i in range(1, STEPS + 1)])
        log = self.house.golive("audit", "verify", run)
        self.assertEqual(log.returncode, 0, log.stderr)

    def start_run(self):
        added = self.house.golive("user", "add", getpass.getuser(), "--role", "ops")
        self.assertEqual(added.returncode, 0, added.stderr)
        folder = self.house.write_runbook("lines", RUNBOOK % STEPS)
        return self.house.golive("run", folder, "--j", "2027-01-15", "--detach").stdout.strip()


if __name__ == "__main__":
    unittest.main(verbosity=1)
