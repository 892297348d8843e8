"""The engine's socket under clients of every kind: it answers the good ones, whatever others do."""
import contextlib
import json
import os
import socket
import stat
import threading
import unittest

from house import House, until
from runbooks import SMALL

COMMAND_BYTES = 512 * 1024


class SocketTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House()
        cls.house.serve()
        cls.path = str(cls.house.data / "engine.sock")

    @classmethod
    def tearDownClass(cls):
        cls.house.stop()

    def connect(self):
        wire = socket.socket(socket.AF_UNIX)
        wire.connect(self.path)
        wire.settimeout(10)
        self.addCleanup(wire.close)
        return wire

    def talk(self, sent):
        """Sends, ends, and reads all answers."""
        wire = self.connect()
        try:
            wire.sendall(sent)
            wire.shutdown(socket.SHUT_WR)
        except BrokenPipeError:
            pass
        received = b""
        try:
            while chunk := wire.recv(65536):
                received += chunk
        except ConnectionResetError:
            pass  # hung up on while it still had to say something
        return [json.loads(line) for line in received.splitlines()]

    def ask(self, **request):
        return self.talk(json.dumps(request).encode() + b"\n")[0]

    def test_the_socket_is_its_owners_alone(self):
        self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode), 0o600)

    def test_ping_tells_of_the_engine(self):
        answer = self.ask(op="ping")
        self.assertEqual(answer["pid"], self.house.engine.pid)
        self.assertTrue(answer["ok"])

    def test_without_a_token_one_is_the_user_of_the_machine(self):
        answer = self.ask(op="authenticate")
        self.assertTrue(answer["may_bring_code"])
        self.assertTrue(answer["name"])
        unknown = self.ask(op="authenticate", token="a.b")
        self.assertEqual(unknown["error"]["kind"], "unauthenticated")

    def test_who_comes_with_a_token_is_not_the_owner(self):
        token = self.house.add_user("lea", "lead")
        known = self.ask(op="authenticate", token=token)
        self.assertEqual((known["name"], known["roles"], known["may_bring_code"]),
                         ("lea", ["lead"], False))
        refused = self.ask(op="add_user", token=token, name="eve", roles=[])
        self.assertEqual(refused["error"]["kind"], "forbidden")

    def test_answers_come_in_the_order_of_the_requests(self):
        runbook = self.house.write_runbook("small", SMALL)
        create = {"op": "create_run", "runbook": str(runbook), "j": "2027-01-15",
                  "environment": "uat"}
        requests = [create, {"op": "ping"}, {"op": "obey"}, create,
                    {"op": "command", "run": "nothing", "name": "pause", "fields": {}},
                    {"op": "ping"}]
        lines = "".join(json.dumps(request) + "\n" for request in requests).encode()
        kinds = [answer.get("error", {}).get("kind", "run" if "run" in answer else "ok")
                 for answer in self.talk(lines)]
        self.assertEqual(kinds, ["run", "ok", "invalid", "run", "not_found", "ok"])

    def test_garbage_is_answered_line_by_line(self):
        answers = self.talk(b"\n\0\xff\n{}\n[]\n\"\n" + b"[" * 400_000 + b"\n{\"op\":\"ping\"}\n")
        self.assertEqual([answer.get("error", {}).get("kind") for answer in answers],
                         ["invalid"] * 6 + [None])

    def test_a_line_too_long_is_refused_and_hung_up_on(self):
        answers = self.talk(b"x" * (COMMAND_BYTES + 70_000))
        self.assertEqual([answer["error"]["kind"] for answer in answers], ["too_large"])

    def test_half_a_line_is_waited_for_and_holds_up_nobody(self):
        half = self.connect()
        half.sendall(b"{\"op\":")
        self.assertTrue(self.ask(op="ping")["ok"])
        half.sendall(b"\"ping\"}\n")
        self.assertTrue(json.loads(half.recv(4096))["ok"])

    def test_a_client_that_does_not_read_is_not_read(self):
        wire = self.connect()
        wire.settimeout(1)
        with self.assertRaises(TimeoutError):
            while True:
                wire.sendall(b"{\"op\":\"ping\"}\n" * 1000)
        self.assertTrue(self.ask(op="ping")["ok"])

    def test_more_clients_than_there_may_be_are_told_so(self):
        crowd = [self.connect() for _ in range(230)]
        refused = 0
        for wire in crowd:
            with contextlib.suppress(BrokenPipeError):  # it has been refused, and told so, already
                wire.sendall(b"{\"op\":\"ping\"}\n")
        for wire in crowd:
            refused += b"too many clients" in wire.recv(4096)
        self.assertGreater(refused, 0)
        self.assertLess(refused, 60)
        for wire in crowd:
            wire.close()
        until(lambda: self.ask(op="ping").get("ok"))  # the engine sees one after the other go

    def test_many_clients_at_once(self):
        failures = []

        def client():
            for _ in range(50):
                if not self.ask(op="ping").get("ok"):
                    failures.append(1)
        threads = [threading.Thread(target=client) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])

    def test_a_runbook_that_never_ends_holds_up_nobody(self):
        endless = self.house.write_runbook("endless", "while true do end")
        slow = self.connect()
        slow.sendall(json.dumps({"op": "create_run", "runbook": str(endless),
                                 "j": "2027-01-15"}).encode() + b"\n")
        self.assertTrue(self.ask(op="ping")["ok"])
        self.assertEqual(json.loads(slow.recv(4096))["error"]["kind"], "unloadable")


if __name__ == "__main__":
    unittest.main(verbosity=1)
