"""`golive serve` by itself: when it ends."""
import os
import pathlib
import re
import socket
import subprocess
import unittest

from house import BIN, PATIENCE_S, House, until

# What it runs does not end when it is asked to, only when it is killed.
STUBBORN = """
return plan "stubborn" {
  title = "Stubborn", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { title = "Day J", on = "J",
    step "hold" { owner = "lead", irreversible = true,
      run = function(ctx)
        ctx:exec { "sh", "-c", "trap '' TERM; echo $$ > pid; while :; do sleep 0.1; done" }
      end },
  },
}
"""


def lives(pid):
    try:
        return "State:\tZ" not in pathlib.Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


class ServeTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.house.engine = subprocess.Popen(
            [BIN / "golive", "serve", "--data", self.house.data, "--no-door", "--exit-when-idle"],
            stdout=subprocess.DEVNULL)
        until((self.house.data / "engine.sock").exists)

    def test_an_engine_of_its_own_ends_when_nothing_is_left_to_do(self):
        self.assertEqual(self.house.engine.wait(PATIENCE_S), 0)

    def test_what_it_starts_has_no_hand_on_its_log(self):
        own = pathlib.Path(f"/proc/{self.house.engine.pid}")
        log, = [each.name for each in (own / "fd").iterdir()
                if os.readlink(each) == str(self.house.data / "engine.log")]
        flags = int(re.search(r"flags:\s*(\d+)", (own / "fdinfo" / log).read_text())[1], 8)
        self.assertTrue(flags & os.O_CLOEXEC)

    def test_it_does_not_end_before_what_was_cancelled_is_gone(self):
        folder = self.house.write_runbook("stubborn", STUBBORN)
        run = self.house.golive("run", folder, "--j", "2027-01-15", "--detach").stdout.strip()
        pid = int(until(lambda: (folder / "pid").exists() and (folder / "pid").read_text()))
        done = self.house.golive("abort", run, "--reason", "enough")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(lives(pid))
        self.assertEqual(self.house.engine.wait(PATIENCE_S), 0)
        self.assertFalse(lives(pid))


class AddressTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)

    def start(self):
        self.house.engine = subprocess.Popen(
            [BIN / "golive", "serve", "--data", self.house.data, "--listen", f"127.0.0.1:{self.house.port}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        return self.house.engine

    def test_an_engine_waits_for_the_door_of_one_that_was_killed(self):
        with socket.create_server(("127.0.0.1", self.house.port)):
            self.start()
            until((self.house.data / "engine.lock").exists)
            self.assertIsNone(self.house.engine.poll())
        until(self.house.is_live)

    def test_an_address_that_stays_taken_is_told(self):
        with socket.create_server(("127.0.0.1", self.house.port)):
            _, told = self.start().communicate(timeout=PATIENCE_S)
        self.assertEqual(self.house.engine.returncode, 3)
        self.assertIn(f"127.0.0.1:{self.house.port}: nobody can listen there: Address already in use (choose another", told)


if __name__ == "__main__":
    unittest.main(verbosity=1)
