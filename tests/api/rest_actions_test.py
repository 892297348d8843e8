"""Every command of the REST door, driven to its good end and refused where it makes no sense."""
import http.server
import threading
import unittest

from house import until
from rest_case import COMMANDS, RUNS, RestCase
from runbooks import ACTIONS, GATES, PAYING

class Till(http.server.ThreadingHTTPServer):
    """Counts what is paid by each path; keeps the payer waiting until it is let go."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), TillHandler)
        self.paid = []
        self.let_go = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, name):
        return f"http://127.0.0.1:{self.server_port}/{name}"

    def handle_error(self, request, client_address):
        pass  # the payer was killed


class TillHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.paid.append(self.path[1:])
        self.server.let_go.wait(30)
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class RestActionsTest(RestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paying = str(cls.house.write_runbook("paying", PAYING))

    @classmethod
    def tearDownClass(cls):
        cls.contract.check_all_commands_tried()

    def test_a_changed_plan_is_proposed_withdrawn_and_decided(self):
        run = self.run_at_failure()
        colder = ACTIONS.replace("Which colour?", "Which shade?")
        changed = {"runbook": str(self.house.write_runbook("colder", colder)), "reason": "clearer"}
        for _ in range(2):
            self.order(200, run, "amend", self.author, **changed)
            self.order(409, run, "amend", self.author, **changed)
            number = {"amendment": len(self.ask("GET", f"{RUNS}/{run}/amendments", token=self.lead).json["amendments"])}
            if number["amendment"] == 1:
                self.order(200, run, "withdraw-amendment", self.author, **number, reason="not yet")
                self.order(409, run, "withdraw-amendment", self.author, **number, reason="twice")
        self.order(200, run, "decide-amendment", self.lead, **number, verdict="go", reason="clearer")
        self.order(409, run, "decide-amendment", self.lead, **number, verdict="go", reason="twice")

    def test_people_stand_in_for_each_other_and_follow_what_was_asked_for(self):
        run = self.new_run(str(self.house.write_runbook("gates", GATES)))
        second = self.house.add_user("lou", "lead")
        self.house.add_user("joe")
        self.await_state(run, "go-live/go", "open")
        bound = {"role": "dba", "people": ["dan"], "reason": "knows it"}
        deputy = {"role": "dba", "to": "joe", "from": "2027-01-15", "until": "2027-01-16", "reason": "on leave"}
        closed = {"reservation": 1, "reason": "told"}
        glass = {"gate": "go", "reason": "nobody is there"}
        self.order(200, run, "bind", self.lead, **bound)
        note = {"upload": "note", "at": 0, "content": "YSBub3Rl"}
        self.assertEqual(self.ask("POST", "/api/v1/uploads", note, self.lead).json, {"bytes": 6})
        self.order(200, run, "add-evidence", self.lead, item="go", file="note.txt", upload="note")
        self.order(200, run, "delegate", self.dba, **deputy)
        self.order(200, run, "decide", self.lead, gate="go", verdict="reservations", reason="mostly",
                   conditions=[{"text": "tell them", "owner": "dba", "due": "J+1"}])
        self.order(200, run, "close-reservation", self.dba, **closed)
        self.order(409, run, "close-reservation", self.dba, **closed)
        self.order(200, run, "break-glass", self.lead, **glass)
        self.order(409, run, "break-glass", self.lead, **glass)
        self.order(200, run, "break-glass", second, **glass)
        self.await_state(run, "go-live/go", "waived")
        self.order(200, run, "abort", self.lead, reason="enough", rollback=False)
        self.order(409, run, "bind", self.lead, **bound)
        self.order(409, run, "add-evidence", self.lead, item="go", file="note.txt", upload="note")
        self.order(409, run, "delegate", self.dba, **deputy)

    def test_j_is_moved_after_a_look_at_what_would_change(self):
        run = self.new_run()
        self.await_state(run, "go-live/tasks/three", "ready")  # J has come, so the day is over
        problem = self.refused(400, "GET", f"{RUNS}/{run}/move?j=2020-01-22", token=self.lead)
        self.assertEqual((problem["place"], problem["way_out"]),
                         ("j", "choose a day from today on"))
        self.refused(400, "GET", f"{RUNS}/{run}/move?j=tomorrow", token=self.lead)
        self.refused(400, "GET", f"{RUNS}/{run}/move", token=self.lead)
        preview = self.ask("GET", f"{RUNS}/{run}/move?j=2027-01-22", token=self.guest).json
        self.assertEqual((preview["before"], preview["j"]), ("2027-01-15", "2027-01-22"))
        phase = preview["items"][0]
        self.assertEqual(phase["item"], "go-live")
        self.assertEqual(phase["after"]["end"]["local"], "2027-01-23 00:00")
        self.order(403, run, "move", self.guest, j="2027-01-22", reason="rain")
        self.order(400, run, "move", self.lead, j="2027-01-22", reason=" ")
        self.order(409, run, "move", self.lead, j="2027-01-15", reason="rain")
        self.order(200, run, "move", self.lead, j="2027-01-22", reason="rain")
        self.assertEqual(self.ask("GET", f"{RUNS}/{run}", token=self.lead).json["j"], "2027-01-22")

    def test_a_freeze_is_lifted_by_its_id(self):
        run = self.new_run()
        problem = self.order(404, run, "lift", self.lead, freeze="partie", reason="over")
        self.assertEqual(problem["way_out"], 'did you mean "party"?')
        self.order(403, run, "lift", self.guest, freeze="party", reason="over")
        self.order(200, run, "lift", self.lead, freeze="party", reason="over")
        self.order(409, run, "lift", self.lead, freeze="party", reason="over")

    def test_a_task_ends_with_each_of_its_results(self):
        run = self.new_run()
        self.await_state(run, "go-live/tasks/three", "ready")
        self.order(200, run, "start-task", self.dba, item="one")
        self.order(409, run, "start-task", self.dba, item="one")
        self.order(200, run, "end-task", self.dba, item="one", result="pass", comment="fine")
        problem = self.order(400, run, "end-task", self.dba, item="two", result="fail")
        self.assertEqual((problem["place"], problem["way_out"]), ("comment", "say why"))
        self.order(200, run, "end-task", self.dba, item="two", result="fail", comment="not at all")
        self.order(200, run, "end-task", self.dba, item="three", result="not-applicable",
                   comment="nothing there")
        self.order(409, run, "end-task", self.dba, item="one", result="pass")
        states = [self.house.item(run, f"go-live/tasks/{task}", self.lead)["state"]
                  for task in ("one", "two", "three")]
        self.assertEqual(states, ["succeeded", "failed", "skipped"])
        self.assertEqual(self.state(run), "held")
        self.order(200, run, "retry", self.dba, item="two", reason="seen to")
        self.await_state(run, "go-live/tasks/two", "ready")

    def test_a_failure_is_tried_again_skipped_and_marked_done_and_a_question_answered(self):
        run = self.run_at_failure()
        self.order(200, run, "retry", self.dba, item="first", reason="once more")
        until(lambda: self.house.item(run, "go-live/first", self.lead).get("attempts", 2) == 2)
        self.await_state(run, "go-live/first", "failed")
        self.order(409, run, "answer", self.dba, item="ask", answer="blue")
        self.order(200, run, "skip", self.dba, item="first", reason="no need")
        self.order(409, run, "retry", self.dba, item="first", reason="skipped")
        self.await_state(run, "go-live/second", "failed")
        self.order(200, run, "mark-done", self.dba, item="second", reason="by hand")
        self.order(409, run, "mark-done", self.dba, item="second", reason="twice")
        self.order(409, run, "skip", self.dba, item="second", reason="done")
        until(lambda: self.ask("GET", f"{RUNS}/{run}", token=self.lead).json["waiting_for"])
        self.order(403, run, "answer", self.lead, item="ask", answer="red")
        self.order(200, run, "answer", self.dba, item="ask", answer="blue")
        self.await_state(run, "go-live/end", "open")
        self.order(400, run, "decide", self.lead, gate="deploy", verdict="go", reason="a step")
        self.order(200, run, "decide", self.lead, gate="end", verdict="go", reason="all is well")
        until(lambda: self.state(run) == "completed")
        for name in ("decide", "pause", "resume", "skip", "activate", "abort"):
            self.order(409, run, name, self.lead, **COMMANDS[name])

    def test_a_contingency_is_declined_and_activated_all_the_same(self):
        run = self.run_at_failure()
        self.order(403, run, "activate", self.dba, contingency="calm", reason="me")
        self.order(403, run, "decline", self.dba, contingency="calm", reason="me")
        self.order(200, run, "decline", self.lead, contingency="calm", reason="no need")
        self.order(409, run, "decline", self.lead, contingency="calm", reason="no need")
        self.order(200, run, "activate", self.lead, contingency="calm", reason="nerves after all")
        self.await_state(run, "go-live/first", "skipped")

    def test_pause_resume_and_both_ways_to_abort(self):
        run = self.run_at_failure()
        self.order(409, run, "resume", self.lead)
        self.order(200, run, "pause", self.lead, reason="lunch")
        self.assertEqual(self.state(run), "paused")
        self.order(409, run, "pause", self.lead, reason="tea")
        self.order(200, run, "resume", self.lead)
        self.order(200, run, "abort", self.lead, reason="back", rollback=True)
        until(lambda: self.state(run) == "aborted")
        self.assertEqual(self.house.item(run, "go-live/deploy", self.lead)["state"], "undone")
        run = self.run_at_failure()
        self.order(200, run, "abort", self.lead, reason="enough", rollback=False)
        self.assertEqual(self.state(run), "aborted")
        self.assertEqual(self.house.item(run, "go-live/deploy", self.lead)["state"], "succeeded")

    def test_a_payment_in_doubt_is_made_again_only_if_somebody_says_so(self):
        till = Till()
        self.addCleanup(till.server_close)
        answers = {"done": {"outcome": {"status": 201}}, "not-done": {}, "again": {}}
        runs = {answer: self.new_run(self.paying, till=till.url(answer)) for answer in answers}
        until(lambda: sorted(till.paid) == sorted(answers))
        self.house.engine.kill()
        self.house.engine.wait()
        self.house.serve()
        till.let_go.set()
        for answer, more in answers.items():
            run = runs[answer]
            self.await_state(run, "go-live/pay", "in_doubt")
            said = {"item": "pay", "answer": answer, "reason": "asked the bank"}
            self.order(403, run, "answer-doubt", self.guest, **said)
            if answer == "done":
                self.order(400, run, "answer-doubt", self.dba, **said)
            self.order(200, run, "answer-doubt", self.dba, **said, **more)
            until(lambda run=run: self.state(run) == "completed")
            self.order(409, run, "answer-doubt", self.dba, **said, **more)
        self.assertEqual({answer: till.paid.count(answer) for answer in answers},
                         {"done": 1, "not-done": 2, "again": 2})


if __name__ == "__main__":
    unittest.main(verbosity=1)
