"""The REST door as a client meets it: the real programs, held against openapi.yaml."""
import socket
import sqlite3
import unittest

from contract import Contract
from house import House, until
from runbooks import SMALL

RUNS = "/api/v1/runs"
# What no run here comes to: nothing is in doubt, no contingency is offered; the others have tests of their own.
NEVER_DONE = {f"{RUNS}/{{run}}/{name}" for name in ("answer-doubt", "decline", "lift", "move", "stream", "break-glass",
                                                    "close-reservation", "bind", "delegate", "add-evidence",
                                                    "compare", "amend", "amendments", "decide-amendment",
                                                    "withdraw-amendment",
                                                    "evidence", "evidence/{sha256}")} | {"/metrics", "/api/v1/uploads"}


class RestTest(unittest.TestCase):
    # Who comes with wrong tokens is slowed: each comes from somewhere else.
    sources = (f"10.0.{high}.{low}" for high in range(256) for low in range(256))

    @classmethod
    def setUpClass(cls):
        cls.contract = Contract()
        cls.house = House()
        cls.house.serve()
        cls.lead = cls.house.add_user("lea", "lead")
        cls.dba = cls.house.add_user("dan", "dba")
        cls.author = cls.house.add_user("ada", more=["--may-bring-code"])
        cls.runbook = str(cls.house.write_runbook("small", SMALL))

    @classmethod
    def tearDownClass(cls):
        cls.house.stop()
        for method, template, operation in cls.contract.operations():
            done = [status for status in operation["responses"] if status.startswith("2")]
            seen = cls.contract.seen.get((method, template), set())
            if not seen & set(map(int, done)) and template not in NEVER_DONE:
                raise AssertionError(f"{method} {template} was not tried to its good end: {seen}")

    def ask(self, method, path, body=None, token=None, **options):
        """An answer that openapi.yaml promises."""
        answer = self.house.ask(method, path, body, token, **options)
        self.contract.check(method, path, answer)
        return answer

    def refused(self, status, method, path, body=None, token=None, **options):
        answer = self.ask(method, path, body, token, **options)
        self.assertEqual(answer.status, status, answer.text)
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        return answer.json

    def new_run(self, **more):
        body = dict({"runbook": self.runbook, "j": "2027-01-15"}, **more)
        created = self.ask("POST", RUNS, body, self.author)
        self.assertEqual(created.status, 201, created.text)
        self.assertEqual(created.headers["location"], f"{RUNS}/{created.json['run']}")
        return created.json["run"]

    def order(self, run, name, token, **fields):
        return self.ask("POST", f"{RUNS}/{run}/{name}", fields, token)

    def ordered(self, run, name, token, **fields):
        answer = self.order(run, name, token, **fields)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json["seq"]

    def await_state(self, run, path, state):
        until(lambda: self.house.item(run, path, self.lead)["state"] == state)

    def state(self, run):
        return self.ask("GET", f"{RUNS}/{run}", token=self.lead).json["state"]

    # What is described, is so.

    def test_health(self):
        self.assertEqual(self.ask("GET", "/health/live").json, {"status": "live"})
        ready = self.ask("GET", "/health/ready").json
        self.assertEqual(ready["status"], "ready")
        self.assertEqual(ready["door_restarts"], 0)

    def test_every_route_that_is_described_exists_and_wants_a_token(self):
        for method, template, operation in self.contract.operations():
            path = template.replace("{run}", "r").replace("{kind}", "k").replace("{phase}", "p").replace("{gate}", "g")
            if operation.get("security") == []:
                continue
            for token in (None, "", "wrong", "a.b", "x" * 3000):
                body = {} if method == "POST" else None
                self.refused(401, method, path, body, token, headers={"X-Real-IP": next(self.sources)})

    def test_a_method_that_is_not_described_is_refused_with_those_that_are(self):
        for template, methods in self.contract.document["paths"].items():
            path = template.replace("{run}", "r").replace("{kind}", "k").replace("{phase}", "p").replace("{gate}", "g")
            known = {method.upper() for method in methods if method != "parameters"}
            answer = self.house.ask("PUT", path, {}, self.lead)
            self.assertEqual(answer.status, 405, path)
            self.assertEqual(set(answer.headers["allow"].split(", ")), known)
            self.assertEqual(answer.json["status"], 405)

    def test_a_run_from_beginning_to_end(self):
        run = self.new_run(environment="uat", parameters={"word": "bonjour"})
        listed = self.ask("GET", RUNS, token=self.lead).json["runs"]
        self.assertIn(run, [each["id"] for each in listed])
        self.await_state(run, "go-live/go", "open")
        for name in ("go", "go-live/go"):
            gate = self.ask("GET", f"{RUNS}/{run}/gates/{name}", token=self.dba).json
            self.assertEqual((gate["path"], gate["state"], gate["waits"]["kind"]), ("go-live/go", "open", "gate"))
        for name in ("og", "act", "go-live/act", "go-live/og", "late/go"):
            self.refused(404, "GET", f"{RUNS}/{run}/gates/{name}", token=self.dba)
        moved = self.ask("GET", f"{RUNS}/{run}/move?j=2027-02-15", token=self.dba).json
        self.assertEqual(moved["asked_again"], ["go-live/go"])
        seq = self.ordered(run, "decide", self.lead, gate="go", verdict="go", reason="all is well")
        seen = self.ask("GET", f"{RUNS}/{run}?wait_seq={seq}", token=self.dba).json
        self.assertGreaterEqual(seen["seq"], seq)
        self.await_state(run, "go-live/look", "ready")
        self.ordered(run, "start-task", self.dba, item="look")
        self.ordered(run, "end-task", self.dba, item="look", result="pass", comment="fine")
        self.await_state(run, "go-live/break", "failed")
        self.ordered(run, "retry", self.dba, item="break", reason="once more")
        self.await_state(run, "go-live/break", "failed")
        self.ordered(run, "mark-done", self.dba, item="break", reason="done by hand")
        self.await_state(run, "go-live/ask", "running")
        until(lambda: self.order(run, "answer", self.dba, item="ask", answer="blue").status == 200)
        self.await_state(run, "go-live/late", "open")
        self.ordered(run, "pause", self.lead, reason="lunch")
        self.ordered(run, "resume", self.lead)
        self.ordered(run, "decide", self.lead, gate="late", verdict="reservations", reason="mostly",
                     conditions=["watch the queue"])
        until(lambda: self.state(run) == "completed")
        events = self.house.events(run, self.lead)
        self.assertEqual([event["seq"] for event in events], list(range(1, len(events) + 1)))
        self.assertIn("bonjour", str(events))
        decided = [event for event in events if event["kind"] == "decision_made"]
        self.assertEqual([event["actor"] for event in decided], ["lea", "lea"])
        self.assertTrue(decided[0]["from"].startswith("rest 127.0.0.1"))
        self.check_report(run)
        self.check_comparison(run)

    def check_comparison(self, run):
        compared = self.ask("GET", f"{RUNS}/{run}/rehearsals", token=self.lead)
        self.assertEqual(compared.status, 200, compared.text)
        self.assertEqual(compared.json["run"], run)
        self.assertTrue(any(item["path"] == "go-live/act" and item["actual"]["done"] for item in compared.json["items"]))
        self.refused(404, "GET", f"{RUNS}/nothing/rehearsals", token=self.lead)
        self.refused(400, "GET", f"{RUNS}/{run}/rehearsals?lang=fr", token=self.lead)

    def check_report(self, run):
        for form, start in (("html", "<"), ("md", "#"), ("json", "{")):
            report = self.ask("GET", f"{RUNS}/{run}/reports/j1-account?format={form}&lang=fr",
                              token=self.lead)
            self.assertEqual(report.status, 200, report.text)
            self.assertTrue(report.text.startswith(start), report.text[:80])
        listed = self.ask("GET", f"{RUNS}/{run}/reports", token=self.lead).json["reports"]
        self.assertIn(f"{RUNS}/{run}/reports/j1-account", [each["address"] for each in listed])
        self.refused(404, "GET", f"{RUNS}/{run}/reports/poem", token=self.lead)
        self.refused(400, "GET", f"{RUNS}/{run}/reports/j1-account?format=doc", token=self.lead)

    def test_contingency_skip_and_abort(self):
        run = self.new_run(environment="uat")
        self.await_state(run, "go-live/go", "open")
        self.ordered(run, "decide", self.lead, gate="go", verdict="go", reason="all is well")
        self.await_state(run, "go-live/look", "ready")
        self.ordered(run, "skip", self.dba, item="look", reason="seen before")
        self.await_state(run, "go-live/break", "failed")
        self.assertEqual(self.order(run, "decline", self.lead, contingency="calm",
                                    reason="no need").status, 409)
        self.ordered(run, "activate", self.lead, contingency="calm", reason="nerves")
        self.assertEqual(self.order(run, "answer-doubt", self.dba, item="break", answer="again",
                                    reason="looked").status, 409)
        self.ordered(run, "abort", self.lead, reason="enough", rollback=False)
        self.assertEqual(self.state(run), "aborted")

    # What is refused, and how.

    def test_a_wrong_token_and_an_expired_one(self):
        expired = self.house.add_user("eve", "lead", more=["--days", "0"])
        self.refused(401, "GET", RUNS, token=expired)
        token = self.house.add_user("eve", "lead")
        self.assertEqual(self.ask("GET", RUNS, token=token).status, 200)
        self.refused(401, "GET", RUNS, token=token + "x")
        self.refused(401, "GET", RUNS, headers={"Authorization": f"Basic {token}"})

    def test_who_may_not_bring_code(self):
        problem = self.refused(403, "POST", RUNS, {"runbook": self.runbook, "j": "2027-01-15"},
                               self.lead)
        self.assertIn("--may-bring-code", problem["way_out"])
        with sqlite3.connect(self.house.data / "golive.db") as database:
            actor, origin, body = database.execute(
                "SELECT actor, sender, body FROM events WHERE kind = 'command_refused' AND log = "
                "(SELECT number FROM logs WHERE id = 'site') ORDER BY seq DESC").fetchone()
        self.assertEqual((actor, origin.split()[0]), ("lea", "rest"))
        self.assertIn("lea may not bring code", body)

    def test_a_decision_in_anothers_role_is_refused_and_recorded(self):
        run = self.new_run(environment="uat")
        self.await_state(run, "go-live/go", "open")
        problem = self.refused(403, "POST", f"{RUNS}/{run}/decide",
                               {"gate": "go", "verdict": "go", "reason": "me too"}, self.dba)
        self.assertIn("lead", problem["detail"])
        refused = [event for event in self.house.events(run, self.lead)
                   if event["kind"] == "command_refused"]
        self.assertEqual([(event["actor"], event["command"]) for event in refused],
                         [("dan", "decide")])

    def test_a_decision_on_a_closed_gate(self):
        run = self.new_run(environment="uat")
        self.refused(409, "POST", f"{RUNS}/{run}/decide",
                     {"gate": "late", "verdict": "go", "reason": "early"}, self.lead)

    def test_an_unknown_run_and_an_unknown_item(self):
        decision = {"gate": "go", "verdict": "go", "reason": "why not"}
        self.refused(404, "GET", f"{RUNS}/nothing", token=self.lead)
        self.refused(404, "GET", f"{RUNS}/nothing/events", token=self.lead)
        self.refused(404, "GET", f"{RUNS}/nothing/reports/j1-account", token=self.lead)
        self.refused(404, "POST", f"{RUNS}/nothing/decide", decision, self.lead)
        run = self.new_run(environment="uat")
        answer = self.order(run, "decide", self.lead, **dict(decision, gate="og"))
        self.assertIn(answer.status, (400, 404), answer.text)
        self.assertEqual(self.house.ask("POST", f"{RUNS}/{run}/obey", {}, self.lead).status, 404)

    def test_a_malformed_body(self):
        run = self.new_run(environment="uat")
        path = f"{RUNS}/{run}/decide"
        for body in ("", "{", "[]", "null", "{\"gate\":7}", "{\"gate\":\"go\"}", b"\xff",
                     "[" * 100000,
                     {"gate": "go", "verdict": "perhaps", "reason": "x"},
                     {"gate": "go", "verdict": "go", "reason": "x", "more": 1}):
            self.refused(400, "POST", path, body, self.lead)
        for body in ({}, {"runbook": "relative", "j": "2027-01-15"},
                     {"runbook": self.runbook, "j": "15/01/2027"},
                     {"runbook": self.runbook, "j": "2027-01-15", "from": "terminal"},
                     {"runbook": self.runbook, "j": "2027-01-15", "environment": "moon"}):
            self.refused(400, "POST", RUNS, body, self.author)

    def test_a_runbook_that_cannot_be_loaded(self):
        broken = self.house.write_runbook("broken", "return plan \"x\" {\n  title = ,\n}\n")
        problem = self.refused(422, "POST", RUNS, {"runbook": str(broken), "j": "2027-01-15"},
                               self.author)
        self.assertIn("runbook.lua:2", problem["place"])
        self.refused(422, "POST", RUNS, {"runbook": "/nowhere", "j": "2027-01-15"}, self.author)

    def test_an_environment_of_the_wrong_kind(self):
        self.refused(409, "POST", RUNS, {"runbook": self.runbook, "j": "2027-01-15",
                                         "environment": "prod"}, self.author)

    def test_a_body_too_large_and_of_the_wrong_type(self):
        self.refused(413, "POST", RUNS, b" " * 600_000, self.author)
        self.refused(415, "POST", RUNS, "{}", self.author, headers={"Content-Type": "text/plain"})

    def test_queries_are_read_strictly(self):
        run = self.new_run(environment="uat")
        for query in ("after=1x", "after=-1", "limit=ten", "limit=0", "limit=1001", "aftr=1", "after=%zz"):
            self.refused(400, "GET", f"{RUNS}/{run}/events?{query}", token=self.lead)
        self.refused(400, "GET", f"{RUNS}/{run}?wait_seq=soon", token=self.lead)
        self.refused(400, "GET", f"{RUNS}?all=1", token=self.lead)
        page = self.ask("GET", f"{RUNS}/{run}/events?limit=1", token=self.lead).json
        self.assertEqual(len(page["events"]), 1)

    def test_odd_targets_are_refused_and_harm_nothing(self):
        for target in ("//health/live", "/health/../health/live", "/health/%2e%2e/live",
                       "/health%2Flive", "/health/live\\", "/a" * 600, "/" * 3000):
            answer = self.house.ask("GET", target)
            self.assertEqual(answer.status, 400, target)
            self.assertEqual(answer.json["status"], 400)
        self.assertEqual(self.house.ask("GET", "/xhealth/live").status, 401)

    def test_garbage_on_the_wire_harms_nothing(self):
        for garbage in (b"\0\1\2\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A" * 70_000,
                        b"GET / HTTP/1.1\r\nX: " + b"y" * 9000 + b"\r\n\r\n", b"\r\n" * 50):
            with self.wire() as wire:
                wire.sendall(garbage)
        self.assertEqual(self.ask("GET", "/health/live").status, 200)

    def test_what_a_client_did_not_wait_for_reaches_no_other(self):
        """The HTTP library queues answers by socket number, and the next client gets the same."""
        live = b"GET /health/live HTTP/1.1\r\nHost: golive\r\n"
        runs = f"GET {RUNS} HTTP/1.1\r\nHost: golive\r\nAuthorization: Bearer {self.lead}\r\n"
        for left in (b"GET / HTTP/9.9\r\n\r\n", live + b"\r\n", runs.encode() + b"\r\n"):
            for _ in range(120):
                for request in (left, b"A" * 70_000):  # the second keeps the door busy
                    with self.wire() as wire:
                        wire.sendall(request)
                with self.wire() as wire:
                    wire.sendall(live + b"Connection: close\r\n\r\n")
                    heard = wire.recv(4096)
                self.assertTrue(heard.startswith(b"HTTP/1.1 200 OK\r\n"), (left, heard))
                self.assertTrue(heard.endswith(b'\r\n\r\n{"status":"live"}\n'), (left, heard))
                self.assertEqual(heard.count(b"HTTP/1.1"), 1, (left, heard))

    def wire(self):
        return socket.create_connection(("127.0.0.1", self.house.port), timeout=5)

    def test_no_token_and_no_secret_of_one_is_on_disk(self):
        token_id, _, secret = self.lead.partition(".")
        database = sqlite3.connect(f"file:{self.house.data}/golive.db?mode=ro", uri=True)
        dump = "\n".join(map(str, database.iterdump()))
        self.assertIn(token_id, dump)
        self.assertNotIn(secret, dump)
        log = (self.house.data / "engine.log").read_text()
        self.assertNotIn(secret, log)


if __name__ == "__main__":
    unittest.main(verbosity=1)
