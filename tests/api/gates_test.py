"""Deciding by REST and in the terminal: on what was seen, for somebody else, with conditions, and in an emergency."""
import json
import os
import pwd
import unittest

from rest_case import RUNS, RestCase
from runbooks import GATES

GO = {"gate": "go", "verdict": "go", "reason": "ready"}


class GatesTest(RestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gates = str(cls.house.write_runbook("gates", GATES))
        cls.second = cls.house.add_user("lou", "lead")
        cls.boss = cls.house.add_user("bea", "boss")

    def at_gate(self):
        run = self.new_run(self.gates)
        self.await_state(run, "go-live/go", "open")
        return run

    def status(self, run):
        return self.ask("GET", f"{RUNS}/{run}", token=self.lead).json

    def subject(self, run):
        return next(each["subject"] for each in self.status(run)["waiting_for"] if each["kind"] == "gate")

    def golive(self, token, *words):
        return self.house.golive("--as-token", token, *words)

    def test_a_decision_on_what_is_not_so_any_more_is_refused_as_stale(self):
        run = self.at_gate()
        seen = self.subject(run)
        self.order(200, run, "decide", self.lead, **GO, seen=seen)
        self.order(200, run, "end-task", self.dba, item="uat", result="pass", comment="signed")
        problem = self.order(412, run, "decide", self.dba, **GO, seen=seen)
        self.assertIn("not what you have seen", problem["detail"])
        self.assertEqual(problem["title"], "It is not what you have seen")
        kinds = [event["kind"] for event in self.house.events(run, self.lead)]
        self.assertIn("decision_lapsed", kinds)
        now = self.subject(run)
        self.assertNotEqual(now, seen)
        for bad in ("0", "x" * 5000):
            self.assertIn(self.ask("POST", f"{RUNS}/{run}/decide", dict(GO, seen=bad), self.dba).status, (400, 413))
        self.order(200, run, "decide", self.dba, **GO, seen=now[:12])
        self.order(200, run, "decide", self.lead, **GO)
        self.await_state(run, "go-live/go", "approved")
        self.order(409, run, "decide", self.second, **GO)

    def test_the_tag_of_a_gate_is_what_it_rests_on(self):
        run = self.at_gate()
        gate = f"{RUNS}/{run}/gates/go-live/go"
        seen = self.ask("GET", gate, token=self.lead).headers["etag"]
        self.assertEqual(seen, f'"{self.subject(run)}"')
        self.order(200, run, "end-task", self.dba, item="uat", result="pass", comment="signed")
        decide = ("POST", f"{RUNS}/{run}/decide", GO, self.lead)
        self.assertEqual(self.ask(*decide, headers={"If-Match": seen}).status, 412)
        now = self.ask("GET", gate, token=self.lead).headers["etag"]
        self.assertEqual(self.ask(*decide, headers={"If-Match": now}).status, 200)

    def test_the_terminal_refuses_it_as_well(self):
        run = self.at_gate()
        stale = self.golive(self.lead, "decide", run, "go", "go", "--reason", "ready", "--seen", "0" * 12)
        self.assertEqual((stale.returncode, stale.stdout), (1, ""))
        self.assertIn("look again", stale.stderr)
        seen = self.subject(run)[:12]
        self.assertIn("it rests on " + seen, self.golive(self.lead, "status", run).stdout)
        done = self.golive(self.lead, "decide", run, "go", "go", "--reason", "ready", "--seen", seen)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_deputy_decides_for_the_holder_and_both_count_once(self):
        run = self.at_gate()
        day = ["--from", "2020-01-15", "--until", "2027-01-31", "--reason", "on leave"]
        self.assertEqual(self.golive(self.dba, "delegate", run, "dba", "--to", "bea", *day).returncode, 2)
        day[1] = "2027-01-01"
        self.assertEqual(self.golive(self.guest, "delegate", run, "dba", "--to", "bea", *day).returncode, 1)
        self.assertEqual(self.golive(self.dba, "delegate", run, "dba", "--to", "bea", *day).returncode, 0)
        self.assertIn("bea is deputy of dan as dba", self.golive(self.lead, "status", run).stdout)
        self.assertIn(run, self.golive(self.boss, "inbox").stdout)
        self.order(200, run, "decide", self.boss, **GO)
        self.order(409, run, "decide", self.dba, **GO)
        made = [e for e in self.house.events(run, self.lead) if e["kind"] == "decision_made"]
        self.assertEqual([(e["actor"], e["role"], e["on_behalf_of"]) for e in made], [("bea", "dba", "dan")])

    def test_who_is_bound_to_a_role_holds_it_alone(self):
        run = self.at_gate()
        bound = self.golive(self.second, "bind", run, "lead", "lou", "--reason", "lea is ill")
        self.assertEqual(bound.returncode, 0, bound.stderr)
        self.order(403, run, "decide", self.lead, **GO)
        self.order(403, run, "bind", self.lead, role="lead", people=["lea"], reason="I am back")
        self.order(200, run, "decide", self.second, **GO)
        self.assertEqual(self.status(run)["bound"], {"lead": ["lou"]})

    def test_a_name_that_nobody_goes_by_is_refused_with_whom_it_may_mean(self):
        run = self.at_gate()
        day = {"from": "2027-01-01", "until": "2027-01-31", "reason": "leave"}
        condition = {"gate": "go", "verdict": "reservations", "reason": "slow"}
        for name, meant in (("le", "lea"), ("beaa", "bea"), ("nobody-at-all", None)):
            problem = self.order(404, run, "bind", self.lead, role="lead", people=["lea", name], reason="sure")
            self.assertEqual(problem["place"], "people")
            self.assertIn(f'did you mean "{meant}"?' if meant else "golive user list", problem["way_out"])
            self.assertEqual(self.order(404, run, "delegate", self.dba, role="dba", to=name, **day)["place"], "to")
            self.order(404, run, "decide", self.lead, **condition, conditions=[{"text": "sign", "owner": name}])
        slip = self.order(404, run, "decide", self.lead, **condition, conditions=[{"text": "sign", "owner": "dbaa"}])
        self.assertIn('did you mean "dba"?', slip["way_out"])
        # Who may not bind is told that, not who there is.
        self.order(403, run, "bind", self.guest, role="lead", people=["nobody-at-all"], reason="mine")
        # By the machine: known to the engine's socket without a token.
        self.order(200, run, "delegate", self.dba, role="dba", to=pwd.getpwuid(os.getuid()).pw_name, **day)
        self.order(200, run, "bind", self.lead, role="lead", people=["lea", "lou", "uid-4711"], reason="sure")

    def test_a_reservation_is_closed_also_once_its_run_is_over(self):
        run = self.at_gate()
        one, two = ({"text": text, "owner": owner} for text, owner in (("index", "dba"), ("sign", "lou")))
        self.order(200, run, "decide", self.lead, gate="go", verdict="reservations", reason="slow", conditions=[one, two])
        self.order(200, run, "abort", self.lead, reason="enough", rollback=False)
        ended = self.status(run)
        self.assertEqual([each["kind"] for each in ended["waiting_for"]], ["reservation"] * 2)
        self.assertIn("index", self.golive(self.dba, "inbox").stdout)
        first = self.ask("GET", f"{RUNS}/{run}/reports/j1-account?format=md", token=self.lead).text
        self.order(403, run, "close-reservation", self.boss, reservation=1, reason="not mine")
        closed = self.golive(self.dba, "close-reservation", run, "1", "--reason", "rebuilt")
        self.assertEqual(closed.returncode, 0, closed.stderr)
        self.house.engine.kill()
        self.house.engine.wait()
        self.house.serve()
        self.order(409, run, "close-reservation", self.dba, reservation=1, reason="again")
        self.order(200, run, "close-reservation", self.second, reservation=2, reason="signed")
        over = self.status(run)
        self.assertEqual((over["state"], over["waiting_for"]), ("aborted", []))
        self.assertEqual({each["state"] for each in over["reservations"]}, {"closed"})
        self.assertNotIn("index", self.golive(self.dba, "inbox").stdout)
        self.assertEqual(self.golive(self.lead, "audit", "verify", run).returncode, 0)
        account = f"{RUNS}/{run}/reports/j1-account?format=md"
        self.assertIn("rebuilt", self.ask("GET", account, token=self.lead).text)
        self.assertEqual(self.ask("GET", f"{account}&seq={ended['seq']}", token=self.lead).text, first)
        for name in ("pause", "resume"):
            self.order(409, run, name, self.lead, reason="over")

    def test_reservations_are_followed_until_they_are_closed(self):
        run = self.at_gate()
        reserve = ["decide", run, "go", "reservations", "--reason", "slow", "--condition"]
        for bad in ("index; owner=dba; owner=dan", "index; due=", "index; due=someday", "; owner=dba", "x; owner=a b"):
            self.assertEqual(self.golive(self.lead, *reserve, bad).returncode, 2, bad)
        done = self.golive(self.lead, *reserve, "rebuild; the <b>index</b>; owner=dba; due=J+1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.order(200, run, "decide", self.dba, **GO)
        self.await_state(run, "go-live/after", "ready")
        one = self.status(run)["reservations"][0]
        self.assertEqual((one["text"], one["owner"], one["due"], one["state"]),
                         ("rebuild; the <b>index</b>", "dba", "J+1", "open"))
        self.assertIn("1 go-live/go: rebuild", self.golive(self.lead, "status", run).stdout)
        self.assertIn("rebuild", self.golive(self.dba, "inbox").stdout)
        report = self.ask("GET", f"{RUNS}/{run}/reports/j1-account?format=html&lang=fr", token=self.lead).text
        self.assertIn("rebuild; the &lt;b&gt;index", report)
        self.assertNotIn("<b>index", report)
        self.order(403, run, "close-reservation", self.boss, reservation=1, reason="not mine")
        self.assertEqual(self.golive(self.dba, "close-reservation", run, "1", "--reason", "rebuilt").returncode, 0)
        self.order(409, run, "close-reservation", self.dba, reservation=1, reason="again")
        self.assertEqual(self.status(run)["reservations"][0]["state"], "closed")

    def test_break_glass_takes_two_and_is_the_first_line_of_status_and_account(self):
        run = self.at_gate()
        self.order(403, run, "break-glass", self.boss, gate="go", reason="no role of it")
        self.order(200, run, "break-glass", self.lead, gate="go", reason="nobody answers")
        self.order(409, run, "break-glass", self.lead, gate="go", reason="me again")
        self.assertIn("waits for a second person", self.golive(self.lead, "status", run).stdout)
        self.assertEqual(self.golive(self.second, "break-glass", run, "go", "--reason", "so be it").returncode, 0)
        self.await_state(run, "go-live/go", "waived")
        self.assertTrue(self.golive(self.lead, "status", run).stdout.startswith("BREAK-GLASS: "))
        self.assertEqual(self.status(run)["waived"][0]["gate"], "go-live/go")
        for lang, word in (("fr", "Bris de glace"), ("en", "Break-glass")):
            path = f"{RUNS}/{run}/reports/j1-account?format=md&lang={lang}"
            self.assertTrue(self.ask("GET", path, token=self.lead).text.startswith("**" + word), lang)

    def test_the_inbox_has_what_is_mine_and_nothing_else(self):
        run = self.at_gate()
        mine = [each for each in json.loads(self.golive(self.dba, "inbox", "--json").stdout)["inbox"] if each["run"] == run]
        self.assertEqual([(each["kind"], each["item"]) for each in mine], [("gate", "go-live/go"), ("task", "acceptance/uat")])
        self.order(200, run, "decide", self.dba, **GO)
        mine = [each for each in json.loads(self.golive(self.dba, "inbox", "--json").stdout)["inbox"] if each["run"] == run]
        self.assertEqual([each["kind"] for each in mine], ["task"])
        self.assertEqual(self.golive(self.guest, "inbox").stdout, "Nothing waits for you.\n")

    def test_a_reason_is_short_plain_text(self):
        run = self.at_gate()
        for status, reason in ((413, "x" * (1 << 20)), (413, "x" * 5000), (400, "a\u0000b"), (400, "\u001b[2J"),
                               (400, "good \u202e doog"), (400, "\n \t")):
            self.refused(status, "POST", f"{RUNS}/{run}/decide", dict(GO, reason=reason), self.lead)
        self.order(200, run, "decide", self.lead, **dict(GO, reason="<script>alert(1)</script>\nsecond line"))
        for form in ("html", "md"):
            path = f"{RUNS}/{run}/reports/j1-account?format={form}&lang=en"
            self.assertNotIn("<script>alert", self.ask("GET", path, token=self.lead).text)


if __name__ == "__main__":
    unittest.main()
