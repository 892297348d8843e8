"""What the tests of REST have in common: an engine with its door, people, runs, answers held against openapi.yaml."""
import unittest

from contract import Contract
from house import House, until
from runbooks import ACTIONS

RUNS = "/api/v1/runs"
# Each command with fields it accepts.
COMMANDS = {
    "pause": {"reason": "lunch"}, "resume": {},
    "abort": {"reason": "enough", "rollback": False},
    "move": {"j": "2027-01-22", "reason": "rain"}, "lift": {"freeze": "party", "reason": "over"},
    "decide": {"gate": "end", "verdict": "go", "reason": "all is well"},
    "break-glass": {"gate": "end", "reason": "nobody is there"},
    "close-reservation": {"reservation": 1, "reason": "rebuilt"},
    "add-evidence": {"item": "one", "file": "note.txt", "upload": "note"},
    "amend": {"runbook": "/nowhere", "reason": "better"},
    "decide-amendment": {"amendment": 1, "verdict": "go", "reason": "it is better"},
    "withdraw-amendment": {"amendment": 1, "reason": "not needed"},
    "bind": {"role": "dba", "people": ["dan"], "reason": "they know it"},
    "delegate": {"role": "dba", "to": "joe", "from": "2027-01-15", "until": "2027-01-16", "reason": "on leave"},
    "start-task": {"item": "one"}, "end-task": {"item": "one", "result": "pass"},
    "retry": {"item": "first", "reason": "again"}, "skip": {"item": "first", "reason": "no need"},
    "mark-done": {"item": "first", "reason": "by hand"},
    "activate": {"contingency": "calm", "reason": "nerves"},
    "decline": {"contingency": "calm", "reason": "no nerves"},
    "answer-doubt": {"item": "first", "answer": "again", "reason": "looked"},
    "answer": {"item": "ask", "answer": "blue"},
}


class RestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.contract = Contract()
        cls.house = House()
        cls.addClassCleanup(cls.house.stop)
        cls.house.serve()
        cls.lead = cls.house.add_user("lea", "lead")
        cls.dba = cls.house.add_user("dan", "dba")
        cls.guest = cls.house.add_user("gil")
        cls.author = cls.house.add_user("ada", more=["--may-bring-code"])
        cls.actions = str(cls.house.write_runbook("actions", ACTIONS))

    def ask(self, method, path, body=None, token=None, **options):
        answer = self.house.ask(method, path, body, token, **options)
        self.contract.check(method, path, answer)
        return answer

    def refused(self, status, method, path, body=None, token=None, **options):
        answer = self.ask(method, path, body, token, **options)
        self.assertEqual(answer.status, status, f"{method} {path}: {answer.text}")
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        return answer.json

    def new_run(self, runbook=None, **parameters):
        created = self.ask("POST", RUNS, {"runbook": runbook or self.actions, "j": "2027-01-15",
                                          "parameters": parameters}, self.author)
        self.assertEqual(created.status, 201, created.text)
        return created.json["run"]

    def order(self, status, run, name, token, **fields):
        answer = self.ask("POST", f"{RUNS}/{run}/{name}", fields, token)
        self.assertEqual(answer.status, status, f"{name} {fields}: {answer.text}")
        return answer.json

    def await_state(self, run, path, state):
        until(lambda: self.house.item(run, path, self.lead)["state"] == state)

    def state(self, run):
        return self.ask("GET", f"{RUNS}/{run}", token=self.lead).json["state"]

    def run_at_failure(self):
        run = self.new_run()
        for task in ("one", "two", "three"):
            self.await_state(run, f"go-live/tasks/{task}", "ready")
            self.order(200, run, "end-task", self.dba, item=task, result="pass")
        self.await_state(run, "go-live/first", "failed")
        return run
