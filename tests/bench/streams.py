"""The load that live events are to bear: many readers of one run and many decisions a second, through nginx with TLS.
Prints how many events were lost or came twice, and how long each took from its being sent to its being read; and
whether each decision stands in the log, once. By hand:

    GOLIVE_BIN=build/bin python3 tests/bench/streams.py [READERS] [DECISIONS A SECOND] [SECONDS]
"""
import collections
import json
import pathlib
import selectors
import statistics
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "api"))
from house import House, until  # noqa: E402
from nginx_test import Front  # noqa: E402

RUNS = "/api/v1/runs"
LEADS = 10
# Gates side by side, each of which all leads decide.
RUNBOOK = """
local gates = {}
for number = 1, %d do gates[number] = gate("go-" .. number) { decided_by = { at_least(%d, "lead") } } end
return plan "load" {
  title = "Load", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {},
  phase "go-live" { title = "Day J", on = "J", parallel { gates }, gate "end" { decided_by = { "lead" } } },
}
"""


class Reader:
    def __init__(self, front, run, token):
        self.socket = front.connect()
        self.socket.sendall(f"GET {RUNS}/{run}/stream HTTP/1.0\r\nHost: golive.example\r\n"
                            f"Authorization: Bearer {token}\r\n\r\n".encode())
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.socket.recv(1 << 16)
        assert b" 200 " in head.partition(b"\r\n")[0], head
        self.socket.setblocking(False)
        self.held, self.heard = head.partition(b"\r\n\r\n")[2], []

    def read(self):
        while True:
            try:
                got = self.socket.recv(1 << 16)
            except OSError:  # no more for now
                return
            if not got:
                return
            now = time.time()
            self.held += got
            *frames, self.held = self.held.split(b"\n\n")
            for frame in frames:
                if frame.startswith(b"id: "):
                    self.heard.append((int(frame[4:frame.index(b"\n")]), now))


def decide(front, run, tokens, rate, seconds, sent, answered):
    """Each is a decision of a person on a gate: authorised, recorded, on disk when it is answered."""
    begin = time.time()
    for number in range(rate * seconds):
        time.sleep(max(0.0, begin + number / rate - time.time()))
        body = {"gate": f"go-{number // LEADS + 1}", "verdict": "go", "reason": "load"}
        at = time.time()
        answer = front.ask("POST", f"{RUNS}/{run}/decide", token=tokens[number % LEADS], body=json.dumps(body))
        assert answer.status == 200, answer.text
        answered.append(1000 * (time.time() - at))
        sent[answer.json["seq"]] = at


def main(count=500, rate=50, seconds=20):
    house = House()
    try:
        house.serve()
        people = [house.add_user(f"reader-{number}") for number in range(count // 50 + 1)]
        leads = [house.add_user(f"lead-{number}", "lead") for number in range(LEADS)]
        author = house.add_user("author", more=["--may-bring-code"])
        folder = house.write_runbook("load", RUNBOOK % (rate * seconds // LEADS, LEADS))
        run = house.ask("POST", RUNS, {"runbook": str(folder), "j": "2027-01-15"}, author).json["run"]
        front = Front(house)
        try:
            measure(house, front, run, people, leads, count, rate, seconds)
        finally:
            front.stop()
    finally:
        house.stop()


def measure(house, front, run, people, leads, count, rate, seconds):
    readers = [Reader(front, run, people[number // 50]) for number in range(count)]
    selector = selectors.DefaultSelector()
    for reader in readers:
        selector.register(reader.socket, selectors.EVENT_READ, reader)
    sent, answered = {}, []
    deciding = threading.Thread(target=decide, args=(front, run, leads, rate, seconds, sent, answered))
    deciding.start()
    end = None
    while end is None or time.time() < end:
        for key, _ in selector.select(0.2):
            key.data.read()
        if end is None and not deciding.is_alive():
            end = time.time() + 3
    events = house.events(run, leads[0])
    total = len(events)
    made = collections.Counter((event["gate"], event["actor"]) for event in events if event["kind"] == "decision_made")
    lost = sum(total - len({seq for seq, _ in reader.heard}) for reader in readers)
    twice = sum(len(reader.heard) - len({seq for seq, _ in reader.heard}) for reader in readers)
    took = sorted(1000 * (at - sent[seq]) for reader in readers for seq, at in reader.heard if seq in sent)
    print(f"{len(readers)} readers, {len(sent)} decisions in {seconds} s, {total} events: {lost} lost, {twice} twice")
    print(f"in the log: {len(made)} decisions, {sum(made.values()) - len(made)} twice; "
          f"{sum(event['kind'] == 'gate_approved' for event in events)} gates approved")
    answered.sort()
    print(f"from sent to answered: median {statistics.median(answered):.1f} ms, "
          f"p99 {answered[len(answered) * 99 // 100]:.1f} ms, longest {answered[-1]:.1f} ms")
    print(f"from sent to read: median {statistics.median(took):.1f} ms, p99 {took[len(took) * 99 // 100]:.1f} ms, "
          f"longest {took[-1]:.1f} ms, of {len(took)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
