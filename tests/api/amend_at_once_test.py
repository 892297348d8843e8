#!/usr/bin/python3
"""Several people amend one run at the same moment."""
import threading
import unittest

from rest_case import RUNS, RestCase
from runbooks import SMALL

PEOPLE = 8


class AmendAtOnceTest(RestCase):
    def test_of_many_proposals_at_once_one_is_taken_and_the_others_are_stale(self):
        run = self.new_run(str(self.house.write_runbook("small", SMALL)))
        files = [{"runbook.lua": SMALL.replace('title = "Day J"', f'title = "Day {number}"')} for number in range(PEOPLE)]
        seen = {self.order(200, run, "compare", self.author, files=each)["plan_hash"] for each in files}
        self.assertEqual(len(seen), 1)
        answers = self.at_once(run, [{"files": each, "reason": "a word", "seen": min(seen)} for each in files])
        self.assertEqual(sorted(answer.status for answer in answers), [200] + [412] * (PEOPLE - 1))
        taken = next(answer.json for answer in answers if answer.status == 200)
        self.assertEqual((taken["amendment"], taken["state"]), (1, "applied"))
        self.assertEqual(self.states(run), ["applied"])

    def test_of_many_that_need_approval_one_is_open_and_the_others_wait_for_it(self):
        run = self.new_run(str(self.house.write_runbook("small", SMALL)))
        files = [{"runbook.lua": SMALL.replace('"false"', f'"false", "{number}"')} for number in range(PEOPLE)]
        answers = self.at_once(run, [{"files": each, "reason": "a change"} for each in files])
        self.assertEqual(sorted(answer.status for answer in answers), [200] + [409] * (PEOPLE - 1))
        for answer in answers:
            if answer.status == 409:
                self.assertIn("amendment 1 waits for its decisions", answer.json["detail"])
        self.assertEqual(self.states(run), ["open"])

    def at_once(self, run, bodies):
        answers = []
        people = [threading.Thread(target=lambda body=body: answers.append(
            self.ask("POST", f"{RUNS}/{run}/amend", body, self.author))) for body in bodies]
        for each in people:
            each.start()
        for each in people:
            each.join()
        self.assertEqual(len(answers), len(bodies))
        return answers

    def states(self, run):
        return [each["state"] for each in self.ask("GET", f"{RUNS}/{run}/amendments", token=self.lead).json["amendments"]]


if __name__ == "__main__":
    unittest.main()
