#!/usr/bin/python3
"""Amendments with real programs: compared without an engine, proposed and decided by REST and in the terminal, and an
engine that is killed after the approval goes on with the new text, once."""
import base64
import json
import os
import unittest

from board_case import Browser
from house import until
from rest_case import RUNS, RestCase
from stream_test import Reader

SHOP = """
local function note(word) return { "sh", "-c", "echo " .. word .. " >> log" } end
return plan "shop" {
  timezone = "Europe/Paris", approved_by = { "lead", "dba" }, title = "Shop",
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" }, role "other" { title = "Other" },
  environment "uat" { host = "db1" },
  phase "go-live" { on = "J",
    step "first" { run = function(ctx)
      ctx:exec(note "first-old")
      ctx:exec { "sh", "-c", "read word < gate" }
      ctx:exec(note "first-still-old")
    end },
    step "second" { title = "Second", run = function(ctx) ctx:exec(note "second-old") end },
    task "look" { owner = "lead" },
  },
}
"""
NEW = SHOP.replace("first-still-old", "first-new").replace("second-old", "second-new").replace(
    '    task "look"', '    step "third" { run = function(ctx) ctx:exec(note "third") end },\n    task "look"')


class AmendTest(RestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.house.add_user("oto", "other")
        cls.bold = cls.house.add_user("bo", "lead", more=["--may-bring-code"])

    def setUp(self):
        self.shop = self.house.write_runbook("shop", SHOP)
        for name in ("gate", "log"):
            (self.shop / name).unlink(missing_ok=True)
        os.mkfifo(self.shop / "gate")
        self.run_id = self.new_run(str(self.shop))
        until(lambda: self.log() == ["first-old"])
        self.addCleanup(self.end)

    def end(self):
        self.ask("POST", f"{RUNS}/{self.run_id}/abort", {"reason": "over", "rollback": False}, self.lead)

    def log(self):
        path = self.shop / "log"
        return path.read_text().split() if path.exists() else []

    def changed(self, text):
        return str(self.house.write_runbook("changed", text))

    def amend(self, status, text, token=None, **fields):
        return self.order(status, self.run_id, "amend", token or self.author,
                          **{"runbook": self.changed(text), "reason": "it must be", **fields})

    def decide(self, status, token, number=1, verdict="go", **fields):
        return self.order(status, self.run_id, "decide-amendment", token, amendment=number, verdict=verdict,
                          reason="as it is", **fields)

    def amendments(self):
        return self.ask("GET", f"{RUNS}/{self.run_id}/amendments", token=self.lead).json["amendments"]

    def open_gate(self):
        with open(self.shop / "gate", "w", encoding="utf-8") as gate:
            gate.write("go\n")

    def kinds(self):
        return [event["kind"] for event in self.house.events(self.run_id, self.lead)]

    def test_a_killed_engine_goes_on_with_the_new_text_once_and_what_runs_ends_on_the_old_one(self):
        self.amend(200, NEW)
        self.decide(200, self.lead)
        self.decide(200, self.dba)
        self.house.engine.kill()
        self.house.engine.wait()
        self.house.serve()
        self.open_gate()
        self.await_state(self.run_id, "go-live/look", "ready")
        self.assertEqual(self.log(), ["first-old", "first-still-old", "second-new", "third"])
        kinds = self.kinds()
        self.assertLess(kinds.index("amendment_applied"), kinds.index("engine_took_over"))
        self.assertEqual(kinds.count("amendment_applied"), 1)
        events = self.house.events(self.run_id, self.lead)
        self.assertIn("go-live/third", [event.get("item") for event in events])
        verified = self.house.golive("audit", "verify", self.run_id)
        self.assertEqual(verified.returncode, 0, verified.stderr)
        export = self.house.folder / "amended.golive"
        exported = self.house.golive("audit", "export", self.run_id, "-o", export)
        self.assertEqual(exported.returncode, 0, exported.stderr)
        for word in ("first-still-old", "first-new"):  # both texts are in it
            self.assertIn(word, export.read_text())
        judged = self.house.golive("audit", "verify", export)
        self.assertEqual(judged.returncode, 0, judged.stdout + judged.stderr)

    def test_the_comparison_needs_no_engine_and_changes_nothing(self):
        before = self.kinds()
        looked = self.house.golive("amend", self.run_id, self.changed(NEW), "--dry-run", "--reason", "never")
        self.assertEqual(looked.returncode, 0, looked.stderr)
        for line in ("~ go-live/first  changed: functions; what runs of it ends on the old text",
                     "~ go-live/second  changed: functions", "+ go-live/third  added",
                     "must be approved by lead and dba", "Nothing is proposed yet"):
            self.assertIn(line, looked.stdout)
        told = json.loads(self.house.golive("amend", self.run_id, self.changed(NEW), "--json").stdout)
        self.assertTrue(told["has_effect"])
        self.assertEqual({each["item"]: each["change"] for each in told["items"]},
                         {"go-live": "kept", "go-live/first": "changed", "go-live/second": "changed",
                          "go-live/third": "added", "go-live/look": "kept"})
        cannot = self.house.golive("amend", self.run_id, self.changed(NEW.replace('"shop"', '"fish"')), "--json")
        self.assertEqual(cannot.returncode, 1)
        self.assertEqual(json.loads(cannot.stdout)["obstacles"][0]["place"], "id")
        broken = self.house.golive("amend", self.run_id, self.changed("return plan"))
        self.assertEqual(broken.returncode, 2)
        missing = self.house.golive("amend", "nowhere-1", self.changed(NEW))
        self.assertNotEqual(missing.returncode, 0)
        self.assertEqual(self.kinds(), before)

    def compare(self, status, token=None, **body):
        return self.order(status, self.run_id, "compare", token or self.author, **body)

    def test_a_comparison_by_rest_is_the_terminals_and_changes_nothing(self):
        before = self.kinds()
        told = self.compare(200, runbook=self.changed(NEW))
        in_terminal = self.house.golive("amend", self.run_id, self.changed(NEW), "--json").stdout
        self.assertEqual(told, json.loads(in_terminal))
        self.assertEqual(told, self.compare(200, files={"runbook.lua": NEW}))
        words = self.compare(200, files={"runbook.lua": SHOP.replace('"Second"', '"The second"')})
        self.assertFalse(words["has_effect"])
        for runbook, place in ((NEW.replace('"shop"', '"fish"'), "id"), (SHOP, "")):
            obstacle = self.compare(200, runbook=self.changed(runbook))["obstacles"][0]
            self.assertEqual(obstacle["place"], place)
            self.assertTrue(obstacle["what"])
        self.assertEqual(self.kinds(), before)

    def test_a_comparison_of_what_can_be_no_runbook_says_why(self):
        for body in ({}, {"runbook": "shop"}, {"runbook": self.changed(NEW), "files": {"runbook.lua": NEW}},
                     {"files": {}}, {"files": []}, {"files": {"runbook.lua": 7}}, {"files": {"runbook.lua": None}},
                     {"files": {"../runbook.lua": NEW}}, {"files": {"/etc/passwd": "x"}}, {"files": {"plan.pdf": "x"}},
                     {"files": {"other.lua": NEW}}, {"files": {"golive/http.lua": "return {}"}}, {"more": 1},
                     {"run": "x", "files": {"runbook.lua": NEW}}, {"token": "x", "files": {"runbook.lua": NEW}},
                     [], "", {"reason": "x", "files": {"runbook.lua": NEW}}):
            problem = self.refused(400, "POST", f"{RUNS}/{self.run_id}/compare", body, self.author)
            self.assertTrue(problem["detail"], problem)
        self.assertIn("its files are runbook.lua", self.compare(400, files={"other.lua": NEW})["way_out"])
        self.refused(413, "POST", f"{RUNS}/{self.run_id}/compare", {"files": {"runbook.lua": "-" * 530_000}}, self.author)
        for text in ("return 7", "while true do end", "return plan", NEW.replace("approved_by", "aproved_by")):
            problem = self.compare(422, files={"runbook.lua": text})
            self.assertIn("runbook.lua", problem["place"])
        self.assertIn("approved_by", problem["detail"] + problem.get("way_out", ""))
        self.compare(422, runbook="/nowhere")
        for token in (self.lead, self.guest):
            self.assertIn("may not bring code", self.compare(403, token, files={"runbook.lua": NEW})["detail"])
        self.refused(401, "POST", f"{RUNS}/{self.run_id}/compare", {"files": {"runbook.lua": NEW}})
        self.refused(404, "POST", f"{RUNS}/nowhere-1/compare", {"files": {"runbook.lua": NEW}}, self.author)
        self.refused(404, "POST", f"{RUNS}/site/compare", {"files": {"runbook.lua": NEW}}, self.author)
        self.end()
        self.compare(409, files={"runbook.lua": NEW})

    def test_files_are_proposed_onto_the_plan_that_they_were_compared_with(self):
        seen = self.compare(200, files={"runbook.lua": NEW})["plan_hash"]
        files = {"files": {"runbook.lua": NEW}, "reason": "it must be"}
        for stale in ("0" * 64, seen[:11], seen + "0"):
            self.order(412, self.run_id, "amend", self.author, seen=stale, **files)
        self.order(403, self.run_id, "amend", self.lead, seen=seen, **files)
        words = SHOP.replace('"Second"', '"The second"')
        told = self.order(200, self.run_id, "amend", self.author, files={"runbook.lua": words}, reason="a word",
                          seen=seen[:12])
        self.assertEqual(told["state"], "applied")
        self.assertIn("compare again", self.order(412, self.run_id, "amend", self.author, seen=seen, **files)["way_out"])
        seen = self.compare(200, files={"runbook.lua": NEW})["plan_hash"]
        told = self.order(200, self.run_id, "amend", self.author, seen=seen, **files)
        self.assertEqual((told["amendment"], told["state"]), (2, "open"))
        self.decide(200, self.lead, number=2)
        self.decide(200, self.dba, number=2)
        self.open_gate()
        self.await_state(self.run_id, "go-live/look", "ready")
        self.assertEqual(self.log(), ["first-old", "first-still-old", "second-new", "third"])

    def test_a_file_of_a_folder_is_found_by_its_name_and_the_others_stay(self):
        folder = self.house.write_runbook("several", """
local words = require "lib.words"
return plan "several" { timezone = "Europe/Paris", environment "uat" {}, role "lead" {}, approved_by = { "lead" },
  phase "go-live" { on = "J", task "look" { owner = "lead", title = words.look } } }""")
        (folder / "lib").mkdir(exist_ok=True)
        (folder / "lib" / "words.lua").write_text('return { look = "Look" }')
        run = self.new_run(str(folder))
        self.addCleanup(self.order, 200, run, "abort", self.lead, reason="over", rollback=False)
        self.await_state(run, "go-live/look", "ready")
        told = self.order(200, run, "compare", self.author, files={"words.lua": 'return { look = "See" }'})
        self.assertEqual([each for each in told["items"] if each["change"] != "kept"],
                         [{"item": "go-live/look", "change": "reworded", "stage": "begun", "what": ["title"]}])
        self.order(200, run, "amend", self.author, files={"lib/words.lua": 'return { look = "See" }'}, reason="better")
        self.assertEqual(self.house.item(run, "go-live/look", self.lead)["title"], "See")

    def test_who_may_not_propose_or_decide_is_refused_and_nothing_is_applied(self):
        self.amend(403, NEW, self.lead)
        self.amend(400, NEW, reason=" ")
        self.amend(400, NEW, runbook="shop")
        self.amend(422, "return 7")
        self.amend(409, SHOP)
        self.amend(200, NEW, self.bold)
        self.amend(409, SHOP.replace("second-old", "second-other"))
        self.decide(403, self.bold)
        self.decide(403, self.other)
        self.decide(403, self.guest)
        self.decide(400, self.lead, role="boss")
        self.decide(400, self.lead, verdict="reservations")
        self.decide(404, self.lead, number=2)
        self.decide(404, self.lead, number=-1)
        self.decide(404, self.lead, number=0)
        self.decide(412, self.lead, seen="0" * 12)
        self.decide(200, self.lead, seen=self.amendments()[0]["subject"])
        self.decide(409, self.lead)
        [open_one] = self.amendments()
        self.assertEqual((open_one["state"], open_one["proposer"]), ("open", "bo"))
        self.order(403, self.run_id, "withdraw-amendment", self.other, amendment=1, reason="no")
        self.order(200, self.run_id, "withdraw-amendment", self.bold, amendment=1, reason="not needed")
        self.decide(409, self.dba)
        self.assertNotIn("amendment_applied", self.kinds())

    def test_words_alone_apply_at_once_and_a_no_go_refuses(self):
        told = self.amend(200, SHOP.replace('"Second"', '"The second"'))
        self.assertEqual((told["amendment"], told["state"]), (1, "applied"))
        self.assertEqual(self.house.item(self.run_id, "go-live/second", self.lead)["title"], "The second")
        told = self.amend(200, NEW)
        self.assertEqual((told["amendment"], told["state"]), (2, "open"))
        self.decide(200, self.dba, number=2, verdict="no-go")
        self.assertEqual([each["state"] for each in self.amendments()], ["applied", "refused"])
        self.amend(409, NEW.replace('host = "db1"', 'host = "db2"'))
        self.open_gate()
        self.await_state(self.run_id, "go-live/look", "ready")
        self.assertEqual(self.log(), ["first-old", "first-still-old", "second-old"])

    def test_an_amendment_that_the_run_has_outrun_expires(self):
        self.amend(200, SHOP.replace("second-old", "second-new"))
        self.decide(200, self.lead)
        self.open_gate()
        self.await_state(self.run_id, "go-live/look", "ready")
        self.decide(409, self.dba)
        [expired] = self.amendments()
        self.assertEqual(expired["state"], "expired")
        self.assertIn("go-live/second", expired["why"])

    def test_the_terminal_shows_decides_and_reports(self):
        self.amend(200, NEW)
        status = self.house.golive("--as-token", self.lead, "status", self.run_id).stdout
        self.assertIn("amendment 1 by ada: it must be", status)
        self.assertIn("waits for lead, dba", status)
        inbox = self.house.golive("--as-token", self.lead, "inbox", "--json").stdout
        self.assertIn("amendment 1: it must be", inbox)
        for token in (self.lead, self.dba):
            done = self.house.golive("--as-token", token, "decide-amendment", self.run_id, "1", "go", "--reason", "ok")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.amendments()[0]["state"], "applied")
        for language, word in (("en", "Amendment 1 — applied"), ("fr", "Avenant 1 — appliqué")):
            report = self.house.golive("report", self.run_id, "amendments", "--format", "md", "--lang", language)
            self.assertEqual(report.returncode, 0, report.stderr)
            self.assertIn(word, report.stdout)
            self.assertIn("go-live/third", report.stdout)
        account = self.house.golive("report", self.run_id, "j1-account", "--format", "json", "--lang", "fr").stdout
        self.assertEqual([(each["command"], each["by"], each["reason"]) for each in json.loads(account)["interventions"]],
                         [("appliquer un avenant", "dan", "1: it must be")])

    def test_the_board_shows_what_changes_and_takes_a_decision_on_what_was_seen(self):
        self.amend(200, NEW, reason="<b>bold</b>")
        browser = Browser(self.house)
        browser.sign_in(self.lead)
        page = browser.get(f"/board/runs/{self.run_id}/item?path=go-live/first")
        for text in ("Amendment 1", "go-live/third", "&lt;b&gt;bold&lt;/b&gt;", "functions"):
            self.assertIn(text, page.text)
        self.assertNotIn("<b>bold</b>", page.text)
        where, fields = browser.fields("/do/decide-amendment")
        stale = browser.request("POST", where, dict(fields, seen="0" * 64, verdict="go", reason="seen"))
        self.assertEqual(stale.status, 412)
        self.assertEqual(self.amendments()[0]["decisions"], [])
        done = browser.send("/do/decide-amendment", page, verdict="go", reason="seen")
        self.assertEqual(done.status, 200, done.text)
        self.assertEqual([(each["actor"], each["verdict"]) for each in self.amendments()[0]["decisions"]],
                         [("lea", "go")])
        self.assertEqual(browser.send("/do/decide-amendment", page, verdict="go", reason="again").status, 409)

    def board(self, token, language="en"):
        browser = Browser(self.house, **{"Accept-Language": language})
        self.assertEqual(browser.sign_in(token).status, 303)
        return browser

    def test_on_the_board_what_changes_is_shown_before_it_is_proposed(self):
        before = self.kinds()
        browser = self.board(self.author)
        page = browser.get(f"/board/runs/{self.run_id}")
        self.assertIn(f'href="/board/runs/{self.run_id}/amend"', page.text)
        where = f"/board/runs/{self.run_id}/amend"
        browser.get(where)
        shown = browser.send_file("/amend", "runbook.lua", NEW.encode())
        self.assertEqual(shown.status, 200, shown.text)
        for text in ("go-live/third", "functions", "What changes", "Propose it"):
            self.assertIn(text, shown.text)
        self.assertEqual(self.kinds(), before)
        browser.page = shown
        done = browser.send("/propose", shown, reason="<i>the index</i>")
        self.assertEqual(done.status, 200, done.text)
        self.assertIn("the amendment is proposed", done.text)
        [proposed] = self.amendments()
        self.assertEqual((proposed["proposer"], proposed["reason"], proposed["state"]), ("ada", "<i>the index</i>", "open"))
        # What was shown is proposed once: a second time there is one that waits.
        self.assertEqual(browser.send("/propose", shown, reason="again").status, 409)
        self.assertIn("Amendment 1", browser.get(where).text)
        self.assertNotIn('type="file"', browser.page.text)
        self.decide(200, self.dba, verdict="no-go")
        words = SHOP.replace('"Second"', '"The second"').encode()
        browser.get(where)
        shown = browser.send_file("/amend", "runbook.lua", words)
        self.assertIn("it applies at once", shown.text)
        # Somebody else amends meanwhile: it was held against another plan.
        self.amend(200, SHOP.replace('"Shop"', '"The shop"'))
        self.assertEqual(browser.send("/propose", shown, reason="a word").status, 412)
        browser.get(where)
        shown = browser.send_file("/amend", "runbook.lua", words)
        self.assertIn("the amendment applies", browser.send("/propose", shown, reason="a word").text)
        self.assertEqual(self.house.item(self.run_id, "go-live/second", self.lead)["title"], "The second")

    def test_on_the_board_bad_files_are_told_kindly_and_nothing_is_recorded(self):
        before = self.kinds()
        browser = self.board(self.author, "fr")
        where = f"/board/runs/{self.run_id}/amend"
        for name, content, status, said in (
                ("", b"", 400, "Aucun fichier"), ("runbook.lua", b"\xff\xfe", 400, "UTF-8"),
                ("runbook.lua", b"return\x00", 400, "UTF-8"), ("plan.pdf", b"%PDF", 400, "plan.pdf"),
                ("runbook (1).lua", NEW.encode(), 400, "runbook.lua"), ("runbook.lua", b"return plan", 422, "runbook.lua"),
                ("runbook.lua", NEW.replace("approved_by", "aproved_by").encode(), 422, "approved_by"),
                ("runbook.lua", b"-" * 300_000, 413, "250"), ("<b>x</b>.lua", b"x", 400, "&lt;b&gt;x"),
                ("runbook.lua", SHOP.encode(), 200, "")):
            browser.get(where)
            shown = browser.send_file("/amend", name, content)
            self.assertEqual(shown.status, status, (name, shown.text))
            self.assertIn(said, shown.text, name)
            self.assertNotIn("<b>x</b>", shown.text)
            if status != 200:
                self.assertIn('type="file"', shown.text, "it can be tried again from here")
        self.assertNotIn("/propose", shown.text, "nothing differs")
        browser.get(where)
        shown = browser.send_file("/amend", "runbook.lua", NEW.encode())
        deep = b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
        for broken in ("", "e30=", "%%%", "W10=", base64.b64encode(deep).decode()):
            answer = browser.send("/propose", shown, files=broken, reason="x")
            self.assertEqual(answer.status, 400, answer.text)
        self.assertEqual(browser.send("/propose", shown, reason=" ").status, 400)
        self.assertEqual(browser.send("/propose", shown, form_token="x", reason="x").status, 403)
        self.assertEqual(self.kinds(), before)
        # Without the right there is neither link nor form; a form made by hand is refused.
        other = self.board(self.lead)
        self.assertNotIn(where, other.get(f"/board/runs/{self.run_id}").text)
        self.assertNotIn('type="file"', other.get(where).text)
        token = other.fields("/sign-out")[1]["form_token"]
        where, fields = browser.fields("/propose", shown)
        fields.update(form_token=token, reason="x")
        self.assertEqual(other.request("POST", where, fields).status, 403)
        self.end()
        self.assertNotIn('type="file"', browser.get(f"/board/runs/{self.run_id}/amend").text)

    def test_a_stream_that_was_there_before_names_what_an_amendment_adds(self):
        reader = Reader(self.house, f"{RUNS}/{self.run_id}/stream", self.lead, 0)
        self.addCleanup(reader.close)
        more = NEW.replace('step "third"', 'task "never" { owner = "lead" }, task "at_all" { owner = "lead" }, step "third"')
        self.amend(200, more)
        self.decide(200, self.dba, verdict="no-go")
        self.amend(200, NEW)
        self.decide(200, self.lead, number=2)
        self.decide(200, self.dba, number=2)
        self.open_gate()
        self.await_state(self.run_id, "go-live/look", "ready")
        listed = self.house.events(self.run_id, self.lead)
        reader.read(listed[-1]["seq"])
        self.assertEqual(reader.events, listed)
        self.assertIn("go-live/third", [event.get("item") for event in reader.events])

    def test_a_proposal_with_a_key_is_made_once(self):
        body = {"runbook": self.changed(NEW), "reason": "once"}
        for _ in range(2):
            answer = self.ask("POST", f"{RUNS}/{self.run_id}/amend", body, self.author,
                              headers={"Idempotency-Key": "amend-" + self.run_id})
            self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(len(self.amendments()), 1)


if __name__ == "__main__":
    unittest.main()
