"""A POST with an Idempotency-Key: however often it is sent, it is done once, and has one answer."""
import json
import os
import signal
import socket
import threading
import unittest

from house import until
from rest_case import RUNS, RestCase
from runbooks import GATES, SMALL

# Takes a moment to load: long enough for a second request to come meanwhile.
SLOW = "local sum = 0\nfor i = 1, 10000000 do sum = sum + i end\n" + SMALL


class OnceTest(RestCase):
    def once(self, key, path, body, token, status=200):
        answer = self.ask("POST", path, body, token, headers={"Idempotency-Key": key})
        self.assertEqual(answer.status, status, answer.text)
        return answer.json

    def events_of(self, run):
        return len(self.house.events(run, self.lead))

    def kill_engine(self):
        self.house.engine.kill()
        self.house.engine.wait()
        self.house.serve()

    def runs_by_author(self):
        return {run["id"] for run in self.ask("GET", RUNS, token=self.lead).json["runs"]}

    def test_a_command_sent_again_has_its_first_answer_and_is_not_done_again(self):
        run = self.new_run()
        reason = {"reason": "lunch"}
        first = self.once("k-1", f"{RUNS}/{run}/pause", reason, self.lead)
        self.order(200, run, "resume", self.lead)
        before = self.events_of(run)
        self.assertEqual(self.once("k-1", f"{RUNS}/{run}/pause", reason, self.lead), first)
        # As the same value, however it is written.
        self.assertEqual(self.once("k-1", f"{RUNS}/{run}/pause", ' { "reason":"lunch" }', self.lead), first)
        self.assertEqual(self.events_of(run), before)
        self.assertEqual(self.state(run), "running")

    def test_a_key_is_its_actors_and_its_places(self):
        run, other = self.new_run(), self.new_run()
        self.once("shared", f"{RUNS}/{run}/pause", {"reason": "lunch"}, self.lead)
        self.once("shared", f"{RUNS}/{other}/pause", {"reason": "lunch"}, self.lead)
        self.once("shared", f"{RUNS}/{run}/resume", {}, self.lead)
        # Somebody else's pause is tried, and refused for what it is.
        self.once("shared", f"{RUNS}/{run}/pause", {"reason": "lunch"}, self.guest, 403)

    def test_a_key_with_another_body_is_refused(self):
        run = self.new_run()
        self.once("k-2", f"{RUNS}/{run}/pause", {"reason": "lunch"}, self.lead)
        problem = self.once("k-2", f"{RUNS}/{run}/pause", {"reason": "tea"}, self.lead, 422)
        self.assertEqual(problem["place"], "Idempotency-Key")
        body = {"runbook": self.actions, "j": "2027-01-15"}
        self.once("k-2", RUNS, body, self.author, 201)
        self.once("k-2", RUNS, dict(body, j="2027-01-16"), self.author, 422)

    def test_what_was_refused_may_be_tried_again_by_the_same_key(self):
        run = self.new_run()
        self.once("k-3", f"{RUNS}/{run}/resume", {}, self.lead, 409)
        self.order(200, run, "pause", self.lead, reason="lunch")
        self.once("k-3", f"{RUNS}/{run}/resume", {}, self.lead)

    def test_a_run_is_made_once(self):
        body = {"runbook": self.actions, "j": "2027-01-15"}
        first = self.once("k-4", RUNS, body, self.author, 201)
        before = self.runs_by_author()
        again = self.ask("POST", RUNS, body, self.author, headers={"Idempotency-Key": "k-4"})
        self.assertEqual((again.status, again.json), (201, first))
        self.assertEqual(again.headers["location"], f"{RUNS}/{first['run']}")
        self.assertEqual(self.runs_by_author(), before)

    def test_an_answer_outlives_engine_and_door(self):
        run = self.new_run()
        body = {"runbook": self.actions, "j": "2027-01-15"}
        made = self.once("k-5", RUNS, body, self.author, 201)
        paused = self.once("k-5", f"{RUNS}/{run}/pause", {"reason": "lunch"}, self.lead)
        self.order(200, run, "resume", self.lead)
        for end in (self.kill_engine, self.kill_door):
            end()
            self.assertEqual(self.once("k-5", RUNS, body, self.author, 201), made)
            self.assertEqual(self.once("k-5", f"{RUNS}/{run}/pause", {"reason": "lunch"}, self.lead), paused)
            self.once("k-5", f"{RUNS}/{run}/pause", {"reason": "tea"}, self.lead, 422)
        self.assertEqual(self.state(run), "running")

    def kill_door(self):
        door = until(self.house.door)
        os.kill(door, signal.SIGKILL)
        until(lambda: self.house.door() not in (None, door) and self.house.is_live())

    def test_a_client_that_heard_nothing_tries_again_after_a_crash(self):
        body = json.dumps({"runbook": self.actions, "j": "2027-01-15"}).encode()
        before = self.runs_by_author()
        for number in range(6):
            key = f"crash-{number}"
            request = (f"POST {RUNS} HTTP/1.1\r\nHost: golive\r\nContent-Type: application/json\r\n"
                       f"Authorization: Bearer {self.author}\r\nIdempotency-Key: {key}\r\n"
                       f"Content-Length: {len(body)}\r\n\r\n").encode() + body
            with socket.create_connection(("127.0.0.1", self.house.port), timeout=5) as wire:
                wire.sendall(request)
                if number % 2:  # done, or at least begun
                    wire.recv(1)
            self.kill_engine()
            self.once(key, RUNS, body, self.author, 201)
            self.once(key, RUNS, body, self.author, 201)
            self.assertEqual(len(self.runs_by_author() - before), number + 1)

    def test_while_the_first_is_under_way_a_second_is_told_so(self):
        slow = str(self.house.write_runbook("slow", SLOW))
        body = {"runbook": slow, "j": "2027-01-15", "environment": "uat"}
        before, answers = self.runs_by_author(), []

        def send():
            answers.append(self.house.ask("POST", RUNS, body, self.author,
                                          headers={"Idempotency-Key": "both"}))
        crowd = [threading.Thread(target=send) for _ in range(4)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        made = {answer.json["run"] for answer in answers if answer.status == 201}
        self.assertEqual(len(made), 1, [answer.text for answer in answers])
        self.assertEqual({answer.status for answer in answers} - {201, 409}, set())
        self.assertEqual(self.runs_by_author() - before, made)

    def test_a_key_of_another_form_is_refused(self):
        run = self.new_run()
        for key in ("", "k" * 256, "a b", "clé".encode().decode("latin-1")):
            self.once(key, f"{RUNS}/{run}/pause", {"reason": "lunch"}, self.lead, 400)
            self.once(key, RUNS, {"runbook": self.actions, "j": "2027-01-15"}, self.author, 400)
        self.assertEqual(self.state(run), "running")
        self.once("k" * 255, f"{RUNS}/{run}/pause", {"reason": "lunch"}, self.lead)


class Deaf:
    """Stands before the engine's socket: passes everything on, but keeps the answers to commands to itself."""

    def __init__(self, house, then):
        self.path, self.real = house.data / "engine.sock", house.data / "real.sock"
        self.then, self.lost = then, 0
        self.path.rename(self.real)
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(str(self.path))
        self.server.listen()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self.pass_on, args=(client,), daemon=True).start()

    def pass_on(self, client):
        with client, socket.socket(socket.AF_UNIX) as engine, client.makefile("rb") as lines:
            engine.connect(str(self.real))
            answers = engine.makefile("rb")
            for line in lines:
                engine.sendall(line)
                answer = answers.readline()
                if b'"op":"command"' in line:
                    self.lost += 1
                    self.then()
                    return
                client.sendall(answer)

    def go(self):
        self.path.unlink()
        self.real.rename(self.path)


class LostAnswerTest(RestCase):
    """At the terminal: whose answer is lost asks again, and is never told that their own decision was made before."""
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gates = str(cls.house.write_runbook("gates", GATES))

    def at_gate(self):
        run = self.new_run(self.gates)
        self.await_state(run, "go-live/go", "open")
        return run

    def decide(self, run, reason="ready"):
        return self.house.golive("--as-token", self.lead, "decide", run, "go", "go", "--reason", reason)

    def decisions(self, run):
        return [e["actor"] for e in self.house.events(run, self.lead) if e["kind"] == "decision_made"]

    def test_an_answer_that_is_lost_is_asked_for_again(self):
        run = self.at_gate()
        deaf = Deaf(self.house, lambda: deaf.go())
        done = self.decide(run)
        self.assertEqual((done.returncode, deaf.lost), (0, 1), done.stderr)
        self.assertEqual(self.decisions(run), ["lea"])
        self.assertEqual(self.decide(run).returncode, 1)

    def test_where_no_engine_comes_it_says_so_and_the_same_said_again_has_the_first_answer(self):
        run = self.at_gate()

        def die():
            self.house.engine.kill()
            self.house.engine.wait()
            deaf.go()
        deaf = Deaf(self.house, die)
        lost = self.decide(run)
        self.assertEqual(lost.returncode, 3, lost.stderr)
        self.assertIn("not known whether it has done this", lost.stderr)
        self.house.serve()
        self.assertEqual(self.decisions(run), ["lea"])
        self.assertEqual(self.decide(run, "another").returncode, 1)
        again = self.decide(run)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.decisions(run), ["lea"])
        self.assertEqual(self.decide(run).returncode, 1)  # from now on it is a second one
        self.assertEqual(list((self.house.folder / "state/golive/unanswered").iterdir()), [])


if __name__ == "__main__":
    unittest.main(verbosity=1)
