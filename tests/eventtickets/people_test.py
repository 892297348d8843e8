#!/usr/bin/python3
"""The people of the play, before an engine whose answers are written down: what they say is told once it is
accepted, and a refusal makes them look for what else there is.
"""
import contextlib
import io
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples" / "eventtickets"))
from people import Cast  # noqa: E402

NO = {"refused": 409, "detail": "a rollback is under way"}


class ScriptedCast(Cast):
    """Accepts what `accepts` says yes to, and notes all that was asked."""

    def __init__(self, accepts=lambda command, fields: True):
        super().__init__(stage=None, tokens={})
        self.accepts, self.asked = accepts, []

    def request(self, name, method, path, body=None):
        command = path.split("/")[-1]
        self.asked.append((name, command, body))
        return {} if self.accepts(command, body) else NO


def waiting(kind, item, role, title=""):
    return {"kind": kind, "item": item, "title": title, "risk": "a risk", "roles": [{"id": role, "title": role}]}


def held(state, *ways_out, waiting_for=()):
    return {"state": "held", "waiting_for": list(waiting_for),
            "holds": [{"item": "go-live/maintenance", "state": state, "why": "region a is lost",
                       "ways_out": [{"command": way} for way in ways_out]}]}


def told(deed, *arguments):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        deed(*arguments)
    return out.getvalue()


class PeopleTest(unittest.TestCase):
    def test_a_go_is_told_once_the_engine_has_accepted_it(self):
        gate = waiting("gate", "go-live/go", "business_rep")
        self.assertIn("beatrice: GO on go-live/go: ", told(ScriptedCast().answer, "run", gate))
        self.assertEqual(told(ScriptedCast(lambda *_: False).answer, "run", gate), "")

    def test_who_has_done_which_task_is_told(self):
        task = waiting("task", "installation/clone", "developers", "Cloner le repository")
        self.assertEqual(told(ScriptedCast().answer, "run", task),
                         "  farid: done, installation/clone: Cloner le repository\n")

    def test_of_two_answers_to_one_risk_one_is_chosen(self):
        cast = ScriptedCast()
        view = {"waiting_for": [waiting("contingency", "infrastructure-lost", "devops_lead"),
                                waiting("contingency", "old-cluster", "devops_lead")]}
        story = told(cast.answer_all, "run", view)
        self.assertIn("david: activates infrastructure-lost", story)
        self.assertEqual(len(cast.asked), 1)

        view["waiting_for"].pop(0)  # it runs; the other one is still on offer
        self.assertEqual(told(cast.answer_all, "run", view), "")

    def test_one_cause_is_answered_once_and_what_else_had_failed_is_tried_again(self):
        cast = ScriptedCast()
        offered = waiting("contingency", "infrastructure-lost", "devops_lead")
        view = held("failed", "retry", waiting_for=[offered])
        told(cast.answer_all, "run", view)
        story = told(cast.answer_all, "run", view)
        self.assertIn("david: infrastructure-lost has answered this too: tries go-live/maintenance again", story)
        told(cast.answer_all, "run", view)  # it has failed once more
        self.assertEqual([command for _, command, _ in cast.asked], ["activate", "retry", "activate"])

    def test_what_no_contingency_answers_is_rolled_back(self):
        cast = ScriptedCast()
        self.assertIn("back to the old version", told(cast.settle_hold, "run", held("failed", "retry", "abort")))
        self.assertEqual(cast.asked[0][1], "abort")
        self.assertTrue(cast.asked[0][2]["rollback"])

    def test_while_a_contingency_is_offered_nobody_aborts(self):
        cast = ScriptedCast()
        offered = waiting("contingency", "infrastructure-lost", "devops_lead")
        told(cast.settle_hold, "run", held("failed", "abort", waiting_for=[offered]))
        self.assertEqual(cast.asked, [])

    def test_a_contingency_that_fails_itself_is_not_waited_for(self):
        cast = ScriptedCast()
        told(cast.answer, "run", waiting("contingency", "infrastructure-lost", "devops_lead"))
        view = held("failed", "retry", "abort", waiting_for=[waiting("contingency", "old-cluster", "devops_lead")])
        view["holds"].append({**view["holds"][0], "item": "infrastructure-lost/nothing-lost"})
        self.assertIn("infrastructure-lost/nothing-lost stands in the way; back", told(cast.settle_hold, "run", view))

    def test_an_undo_that_fails_is_tried_once_more_then_passed_over(self):
        cast = ScriptedCast()
        view = held("undo_failed", "retry", "skip", "abort")
        self.assertIn("tries again to undo go-live/maintenance", told(cast.settle_hold, "run", view))
        self.assertIn("goes on without go-live/maintenance: region a is lost", told(cast.settle_hold, "run", view))
        self.assertEqual([command for _, command, _ in cast.asked], ["retry", "skip"])

    def test_a_refused_abort_is_not_repeated_for_ever(self):
        cast = ScriptedCast(lambda command, fields: command == "abort" and not fields["rollback"])
        story = told(cast.settle_hold, "run", held("failed", "retry", "abort"))
        self.assertIn("leaves all as it is", story)
        self.assertNotIn("back to the old version", story)

    def test_who_gets_nothing_accepted_gives_up_and_says_why(self):
        cast = ScriptedCast(lambda *_: False)
        view = held("failed", "retry", "abort")
        with contextlib.redirect_stdout(io.StringIO()) as out, self.assertRaises(SystemExit):
            for _ in range(20):
                cast.settle_hold("run", view)
        self.assertIn("nothing is accepted: a rollback is under way", out.getvalue())
        self.assertLessEqual(len(cast.asked), 20)


if __name__ == "__main__":
    unittest.main()
