"""The live events of a run, as a browser's EventSource reads them: no gap and no double, whatever restarts."""
import http.client
import json
import os
import resource
import signal
import socket
import threading
import unittest

from house import PATIENCE_S, until
from rest_case import RUNS, RestCase

class Reader:
    """One stream; what it has heard so far is in `events`."""

    def __init__(self, house, path, token, last=None):
        self.wire = http.client.HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE_S)
        headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.wire.request("GET", path, headers=headers)
        self.response = self.wire.getresponse()
        self.status = self.response.status
        self.events = []

    def read(self, until_seq=None):
        """Up to an event, or to the stream's end."""
        number = None
        while True:
            try:
                line = self.response.readline().decode().rstrip("\n")
            except OSError:
                return False
            if line.startswith("id: "):
                number = int(line[4:])
            elif line.startswith("data: "):
                event = json.loads(line[6:])
                assert event["seq"] == number
                self.events.append(event)
                if until_seq and number >= until_seq:
                    return True
            elif line == "" and self.response.isclosed():
                return False

    def close(self):
        self.response.close()
        self.wire.close()


class StreamTest(RestCase):
    def stream(self, run, token=None, last=None, query=""):
        reader = Reader(self.house, f"{RUNS}/{run}/stream{query}", token or self.lead, last)
        self.addCleanup(reader.close)
        return reader

    def change(self, run):
        """Two more events."""
        self.order(200, run, "pause", self.lead, reason="lunch")
        return self.order(200, run, "resume", self.lead)["seq"]

    def kill_engine(self):
        self.house.engine.kill()
        self.house.engine.wait()
        self.house.serve()

    def kill_door(self):
        door = until(self.house.door)
        os.kill(door, signal.SIGKILL)
        until(lambda: self.house.door() not in (None, door) and self.house.is_live())

    def test_a_reader_hears_all_from_the_beginning_and_then_what_happens(self):
        run = self.new_run()
        self.await_state(run, "go-live/tasks/one", "ready")
        reader = self.stream(run)
        self.assertEqual(reader.status, 200)
        self.assertEqual(reader.response.headers["content-type"], "text/event-stream")
        self.assertEqual(reader.response.headers["x-accel-buffering"], "no")
        for _ in range(3):
            self.assertTrue(reader.read(self.change(run)))
        self.assertEqual(reader.events, self.house.events(run, self.lead))

    def test_a_reader_goes_on_where_it_was(self):
        run = self.new_run()
        seq = self.change(run)
        for reader in (self.stream(run, last=seq - 1), self.stream(run, query=f"?after={seq - 1}"),
                       self.stream(run, last=seq - 1, query="?after=0")):
            self.assertTrue(reader.read(seq))
            self.assertEqual([event["seq"] for event in reader.events], [seq])

    def test_no_gap_and_no_double_while_engine_and_door_are_killed(self):
        run = self.new_run()
        heard, stop = [], threading.Event()

        def follow():
            while not stop.is_set():
                try:
                    reader = Reader(self.house, f"{RUNS}/{run}/stream", self.lead,
                                    heard[-1]["seq"] if heard else None)
                except (OSError, http.client.HTTPException):
                    continue
                if reader.status == 200:
                    reader.events = heard
                    reader.read(1 << 40)
                reader.close()
        readers = threading.Thread(target=follow, daemon=True)
        readers.start()
        for disturb in (self.kill_door, self.kill_engine, self.kill_door):
            self.change(run)
            disturb()
            last = self.change(run)
            until(lambda last=last: heard and heard[-1]["seq"] >= last)
        stop.set()
        self.change(run)
        self.kill_door()  # ends the stream
        readers.join()
        seqs = [event["seq"] for event in heard]
        self.assertEqual(seqs, list(range(1, len(seqs) + 1)))
        self.assertEqual(heard, self.house.events(run, self.lead)[:len(heard)])

    def test_a_long_log_comes_whole_and_many_readers_hear_the_same(self):
        run = self.new_run()
        for _ in range(150):
            last = self.change(run)
        readers = [self.stream(run, self.guest, last=number) for number in range(0, 60, 3)]
        last = self.change(run)
        everything = self.house.events(run, self.lead)
        for number, reader in enumerate(readers):
            self.assertTrue(reader.read(last))
            self.assertEqual(reader.events, everything[3 * number:len(reader.events) + 3 * number])

    def test_a_stream_ends_with_its_token(self):
        run = self.new_run()
        token = self.house.add_user("rex", "lead")
        reader, other = self.stream(run, token), self.stream(run)
        self.assertEqual(self.house.golive("user", "revoke", "rex").returncode, 0)
        self.assertFalse(reader.read())
        self.assertTrue(other.read(self.change(run)))

    def test_one_actor_has_so_many_streams_and_no_more(self):
        run = self.new_run()
        token = self.house.add_user("max", "lead")
        readers = [self.stream(run, token) for _ in range(64)]
        self.assertEqual({reader.status for reader in readers}, {200})
        refused = self.stream(run, token)
        self.assertEqual(refused.status, 429)
        self.assertEqual(refused.response.headers["content-type"], "application/problem+json")
        self.assertTrue(refused.response.headers["retry-after"])
        self.assertEqual(self.stream(run).status, 200)  # somebody else's
        readers[0].close()
        until(lambda: self.stream(run, token).status == 200)

    def test_who_may_not_and_what_is_not(self):
        run = self.new_run()
        path = f"{RUNS}/{run}/stream"
        self.refused(401, "GET", path)
        self.refused(404, "GET", f"{RUNS}/nothing/stream", token=self.lead)
        for query in ("?after=x", "?after=-1", "?from=1", "?after=999999"):
            self.refused(400, "GET", path + query, token=self.lead)
        for last in ("x", "-1", "999999", "1,2", ""):
            self.refused(400, "GET", path, token=self.lead, headers={"Last-Event-ID": last})

    def test_readers_that_take_nothing_or_talk_harm_nobody(self):
        run = self.new_run()
        request = (f"GET {RUNS}/{run}/stream HTTP/1.1\r\nHost: golive\r\n"
                   f"Authorization: Bearer {self.dba}\r\n\r\n").encode()
        wires = []
        for _ in range(20):
            wire = socket.socket()
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            wire.connect(("127.0.0.1", self.house.port))
            self.addCleanup(wire.close)
            wire.sendall(request)
            wires.append(wire)
        for wire in wires[:10]:
            wire.recv(16)
            wire.sendall(b"A" * 5000 + request)
        reader = self.stream(run)
        for _ in range(50):
            last = self.change(run)
        self.assertTrue(reader.read(last))
        self.assertEqual(self.ask("GET", "/health/live").status, 200)

    def test_a_door_that_may_open_few_files_has_fewer_streams_and_still_answers(self):
        self.house.engine.send_signal(signal.SIGTERM)
        self.house.engine.wait(PATIENCE_S)
        self.house.serve(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (400, 400)))
        self.addCleanup(self.kill_engine)  # the others may have more
        run = self.new_run()
        tokens = [self.house.add_user(name, "lead") for name in ("uma", "ugo")]
        statuses = [self.stream(run, tokens[number % 2]).status for number in range(90)]
        self.assertEqual(statuses, [200] * 72 + [503] * 18)
        self.assertEqual(self.ask("GET", RUNS, token=self.lead).status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=1)
