#!/usr/bin/python3
"""Templates of one's own for the board, notices and reports: `golive serve --templates`. A broken one is told and
takes nothing away from anybody."""
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import unittest

from board_case import Browser
from house import BIN, House, until
from sinks import WebSink

RUNBOOK = """
return plan "shop" {{ title = "Shop", language = "en", timezone = "Europe/Paris", approved_by = {{ "lead" }},
  role "lead" {{ title = "Lead" }},
  environment "uat" {{}},
  channel "hook" {{ webhook = "{url}", tells = {{ "gates", "run" }} }},
  phase "day" {{ on = "J", owner = "lead", gate "go" {{ title = "Shall we?", decided_by = "lead" }},
    task "look" {{}} }} }}
"""
SOURCE = pathlib.Path(__file__).resolve().parents[2] / "templates"


class TemplatesTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.brand = self.house.folder / "brand"
        self.brand.mkdir()
        self.said = self.house.folder / "said"
        self.sink = WebSink()
        self.addCleanup(self.sink.close)
        self.lead = self.run = None

    def serve(self, words=None, **files):
        for name, text in files.items():
            (self.brand / name.replace("__", "-").replace("_", ".")).write_text(text)
        with open(self.said, "w", encoding="utf-8") as said:
            self.house.serve(*(("--templates", self.brand) if words is None else words), stderr=said)

    def begin(self):
        self.lead = self.house.add_user("lea", "lead")
        folder = self.house.write_runbook("shop", RUNBOOK.format(url=self.sink.url))
        created = self.house.golive("run", folder, "--j", "2027-01-15", "--env", "uat", "--detach")
        self.assertEqual(created.returncode, 0, created.stderr)
        self.run = created.stdout.strip()
        until(lambda: self.house.item(self.run, "day/go", self.lead)["state"] == "open")

    def browser(self):
        browser = Browser(self.house)
        self.assertEqual(browser.sign_in(self.lead).status, 303)
        return browser

    def gate(self):
        page = self.browser().get(f"/board/runs/{self.run}/item?path=day/go")
        self.assertEqual(page.status, 200, page.text)
        return page.text

    def told(self):
        return self.said.read_text()

    def bodies(self, what):
        until(lambda: json.loads(self.house.golive("notices", "--json").stdout)["notices"] == [])
        bodies = [json.loads(request["body"]) for request in self.sink.requests]
        return [body for body in bodies if body["what"] == what]

    def test_the_board_a_notice_and_a_report_look_as_their_owners_want(self):
        page = (SOURCE / "board-page.mustache").read_text().replace(">golive</a>", ">ACME Releases</a>")
        self.serve(board__page_mustache=page, board_css="main { color: teal }",
                   board__message_mustache="<p>ACME says {{what}}</p>",
                   notice_txt_mustache="ACME: {{head}}\n{{run}} {{>foot}}", foot_mustache="-- ACME",
                   j1__account_html_mustache="ACME {{plan.title}} {{w.mine}}",
                   words_en_json=json.dumps({"mine": "ours", "board": {"on_go": "When all say yes"}}))
        self.begin()
        gate = self.gate()
        self.assertIn("ACME Releases", gate)
        self.assertIn("When all say yes", gate)
        self.assertIn('value="no-go"', gate)
        sheet = next(part.split('"')[0] for part in gate.split('href="') if "/board/assets/board-" in part[:40])
        self.assertEqual(self.browser().get(sheet).text, "main { color: teal }")
        self.assertEqual(self.browser().get("/board/nowhere").text.count("<p>ACME says there is no such page</p>"), 1)
        opened = self.bodies("gate_opened")[0]
        self.assertEqual((opened["headline"], opened["text"]),
                         ("ACME: Decision needed: Shall we?", f"{self.run} -- ACME"))
        self.assertEqual(self.told(), "")
        self.assertEqual(self.browser().get("/board?lang=fr").text.count("ACME Releases"), 1)
        self.check_report_of_the_end()

    def check_report_of_the_end(self):
        """Its address has the bytes of its hash: both programs make it by the same templates."""
        done = self.house.ask("POST", f"/api/v1/runs/{self.run}/abort", {"reason": "x", "rollback": False}, self.lead)
        self.assertEqual(done.status, 200, done.text)
        account = self.bodies("run_aborted")[0]["reports"][0]
        there = self.house.ask("GET", "/api/v1/" + account["address"].split("/board/")[1], token=self.lead)
        self.assertEqual(there.text, "ACME Shop ours")
        self.assertEqual(hashlib.sha256(there.text.encode()).hexdigest(), account["sha256"])
        seq = account["address"].split("seq=")[1].split("&")[0]
        by_hand = self.house.golive("report", self.run, "j1-account", "--seq", seq, "--templates", self.brand)
        self.assertEqual(by_hand.stdout, there.text)

    def test_a_broken_template_is_told_at_the_start_and_the_gate_has_its_buttons(self):
        self.serve(board__item_mustache="<h1>\n{{#gate}}", notice_txt_mustache="{{>none}}",
                   words_en_json='{\n"board": [] }', j1__account_html_mustache="x\n{{/y}}")
        for line in ("board-item.mustache:2: the template is broken: Unclosed section",
                     "notice.txt.mustache:1: the template is broken: there is no template none.mustache",
                     'words.en.json: "board" is of another form', "j1-account.html.mustache:2: the template"):
            self.assertIn(f"golive: {self.brand}/{line}", self.told())
            self.assertIn(line, (self.house.data / "engine.log").read_text())
        self.assertEqual(self.told().count("; the built-in one is used"), 4)
        self.begin()
        self.assertIn('value="no-go"', self.gate())
        self.assertIn("Decision needed: Shall we?", self.bodies("gate_opened")[0]["headline"])
        report = self.house.ask("GET", f"/api/v1/runs/{self.run}/reports/j1-account", token=self.lead)
        self.assertIn("<!DOCTYPE html>", report.text)

    def test_one_that_proves_too_much_for_what_it_is_given_is_told_once(self):
        endless = "{{#phases}}" + "{{#items}}" * 30 + "{{/items}}" * 30 + "{{/phases}}"
        self.serve(j1__account_html_mustache=endless, notice_txt_mustache="{{#nothing}}x{{/nothing}}",
                   board__item_mustache="{{#next}}" * 30 + "{{/next}}" * 30)
        self.assertEqual(self.told(), "")
        self.begin()
        for _ in range(3):
            report = self.house.ask("GET", f"/api/v1/runs/{self.run}/reports/j1-account", token=self.lead)
            self.assertIn("<!DOCTYPE html>", report.text)
        self.assertIn("Decision needed", self.bodies("gate_opened")[0]["headline"])
        self.assertEqual(self.told().count("j1-account.html.mustache"), 1)
        self.assertEqual(self.told().count("it leaves no text; the built-in text is used"), 1)

    def test_a_folder_that_is_none_stops_no_release(self):
        self.serve(("--templates", self.house.folder / "none"))
        self.assertIn("the folder of templates cannot be read: No such file", self.told())
        self.begin()
        self.assertIn('value="no-go"', self.gate())

    def test_a_door_that_is_replaced_has_the_same_and_none_may_read_the_folder(self):
        self.serve(board__message_mustache="<p>ACME</p>")
        self.begin()
        shutil.rmtree(self.brand)
        os.kill(self.house.door(), signal.SIGKILL)
        until(self.house.is_live)
        self.assertIn("<p>ACME</p>", self.browser().get("/board/nowhere").text)
        arguments = pathlib.Path(f"/proc/{self.house.door()}/cmdline").read_text().split("\0")
        self.assertNotIn(str(self.brand), arguments)

    def test_the_environment_names_the_folder_too(self):
        (self.brand / "board-message.mustache").write_text("<p>ACME</p>")
        with open(self.said, "w", encoding="utf-8") as said:
            self.house.serve(stderr=said, env=dict(os.environ, GOLIVE_TEMPLATES=str(self.brand)))
        self.begin()
        self.assertIn("<p>ACME</p>", self.browser().get("/board/nowhere").text)

    def test_what_a_page_is_given_can_be_seen(self):
        self.serve(())
        self.begin()
        for page, names in (("/board", {"mine", "under_way"}), (f"/board/runs/{self.run}", {"run", "phases", "mine", "reports"}),
                            (f"/board/runs/{self.run}/item?path=day/go", {"item", "gate", "run"})):
            sign = "&" if "?" in page else "?"
            given = self.browser().get(f"{page}{sign}format=json")
            self.assertEqual((given.status, given.headers["content-type"]), (200, "application/json"))
            self.assertLessEqual(names, set(given.json), page)
            self.assertNotIn("form_token", given.json)
        self.assertEqual(Browser(self.house).request("GET", "/board?format=json").status, 303)

    def test_a_door_that_is_given_nothing_sensible_says_so(self):
        self.house.add_user("lea", "lead")
        door = subprocess.run([BIN / "golive-door", "--data", self.house.data, "--parent", str(os.getpid()), "--listen",
                               "127.0.0.1:1", "--templates-on-input"], stdin=subprocess.DEVNULL, timeout=20,
                              capture_output=True, text=True, check=False)
        self.assertEqual(door.returncode, 3)
        self.assertIn("are no templates", door.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
