"""The door may die at any time: the run does not notice, and it answers again within 3 s."""
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import unittest

from house import House, until
from runbooks import BUSY

BACK_WITHIN_S = 3


class DoorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House()
        cls.house.serve()
        cls.lead = cls.house.add_user("lea", "lead")
        cls.runbook = cls.house.write_runbook("busy", BUSY)

    @classmethod
    def tearDownClass(cls):
        cls.house.stop()

    def harm(self, deed):
        """Does it to the door while a run goes on; then looks at both."""
        started = self.house.golive("run", self.runbook, "--j", "2027-01-15", "--detach")
        self.assertEqual(started.returncode, 0, started.stderr)
        run = started.stdout.strip()
        until(lambda: self.finished_effects(run) > 2)
        door = self.house.door()
        restarts = self.restarts()
        before = self.finished_effects(run)
        deed(door)
        began = time.monotonic()
        until(lambda: self.house.door() not in (door, None) and self.is_live(), 2 * BACK_WITHIN_S)
        self.assertLess(time.monotonic() - began, BACK_WITHIN_S)
        self.assertEqual(self.restarts(), restarts + 1)
        # An effect takes 0.2 s: the run went on all the while.
        until(lambda: self.finished_effects(run) > before + 4)
        seen = self.house.ask("GET", f"/api/v1/runs/{run}", token=self.lead)
        self.assertEqual(seen.json["state"], "running")
        self.assertEqual(self.house.golive("audit", "verify", run).returncode, 0)

    def is_live(self):
        try:
            return self.house.ask("GET", "/health/live", timeout=0.5).status == 200
        except OSError:
            return False

    def restarts(self):
        return self.house.ask("GET", "/health/ready").json["door_restarts"]

    def finished_effects(self, run):
        events = self.house.events(run, self.lead) if self.is_live() else []
        return sum(event["kind"] == "effect_finished" for event in events)

    def test_a_killed_door_is_replaced(self):
        self.harm(lambda door: os.kill(door, signal.SIGKILL))

    def test_a_stopped_door_is_replaced(self):
        self.harm(lambda door: os.kill(door, signal.SIGSTOP))

    def test_a_frozen_door_is_replaced(self):
        # The end of a chunk split over two segments spins the library for ever.
        def freeze(_):
            wire = socket.create_connection(("127.0.0.1", self.house.port))
            self.addCleanup(wire.close)
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            wire.sendall(b"POST /api/v1/runs HTTP/1.1\r\nHost: golive\r\n"
                         b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r")
            time.sleep(0.2)
            wire.sendall(b"\n0\r\n\r\n")
        self.harm(freeze)

    def test_the_door_ends_with_a_killed_engine(self):
        house = House()
        house.serve()
        door = house.door()
        house.engine.kill()
        house.engine.wait()
        until(lambda: not os.path.exists(f"/proc/{door}"), BACK_WITHIN_S)
        house.serve()
        house.stop()

    def test_the_door_can_write_its_own_log_and_nothing_else_of_the_house(self):
        """That it makes, changes and removes no file is tried by confinement_test, in a process that may be lost."""
        self.assertEqual(self.house.ask("GET", "/api/v1/runs", token=self.lead).status, 200)
        door = pathlib.Path(f"/proc/{until(self.house.door)}")
        self.assertIn("NoNewPrivs:\t1", (door / "status").read_text())
        writable = set()
        for entry in (door / "fd").iterdir():
            try:
                target = pathlib.Path(os.readlink(entry))
                told = (door / "fdinfo" / entry.name).read_text()
            except FileNotFoundError:  # a connection that has been closed meanwhile
                continue
            flags = int(re.search(r"flags:\s+(\d+)", told)[1], 8)
            if self.house.data in target.parents and flags & os.O_ACCMODE != os.O_RDONLY:
                writable.add(target.name)
        self.assertEqual(writable, {"access.log", "access.log.1", "golive.db-shm"})

    def test_the_door_reads_no_key_and_no_secret(self):
        """What confinement_test tries in a process that may be lost is in force; and its environment holds nothing."""
        house = House()
        self.addCleanup(house.stop)
        os.environ["DB_PASSWORD"] = "correct horse battery"
        self.addCleanup(os.environ.pop, "DB_PASSWORD")
        house.serve()
        door = until(house.door)
        self.assertNotIn(b"correct horse", pathlib.Path(f"/proc/{door}/environ").read_bytes())
        status = pathlib.Path(f"/proc/{door}/status").read_text()
        self.assertIn("Seccomp:\t2", status)

    def test_who_takes_over_the_door_has_no_right_of_the_owner(self):
        """To the engine's socket and the keeper's, a program of the door's name is the door."""
        taken = self.house.folder / "golive-door"
        taken.write_bytes(pathlib.Path(os.path.realpath("/usr/bin/python3")).read_bytes())
        taken.chmod(0o755)
        run = self.house.golive("run", self.runbook, "--j", "2027-01-15", "--detach").stdout.strip()
        until(lambda: self.house.keeper())
        orders = [{"op": "add_user", "name": "eve", "roles": ["lead"], "may_bring_code": True, "days": 9},
                  {"op": "create_run", "runbook": str(self.runbook), "j": "2027-01-15"},
                  {"op": "command", "run": run, "name": "abort", "fields": {"reason": "mine", "rollback": False}},
                  {"op": "share", "run": run, "days": 1}, {"op": "revoke_tokens", "of": "lea"},
                  {"op": "authenticate"}, {"op": "ping"}, {"op": "authenticate", "token": self.lead}]
        script = """import json, socket, sys
wire = socket.socket(socket.AF_UNIX); wire.connect(sys.argv[1] + "/engine.sock")
lines = wire.makefile("rw")
for order in json.loads(sys.argv[2]):
    print(json.dumps(order), file=lines); lines.flush()
    answer = json.loads(lines.readline())
    print(answer.get("error", {}).get("kind", "done"))
"""
        said = subprocess.run([taken, "-S", "-c", script, self.house.data, json.dumps(orders)], text=True,
                              capture_output=True, check=True, env={}).stdout.split()
        self.assertEqual(said, ["unauthenticated"] * 6 + ["done"] * 2)
        self.assertEqual(self.house.ask("GET", f"/api/v1/runs/{run}", token=self.lead).json["state"], "running")


if __name__ == "__main__":
    unittest.main(verbosity=1)
