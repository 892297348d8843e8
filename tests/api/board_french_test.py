#!/usr/bin/python3
"""A French board refuses in French: forms that nobody should send, sent by people whose browser is French."""
import html
import re
import unittest

from board_case import BoardCase, Browser
from house import until
from runbooks import GATES

ENGLISH = re.compile(r"\b(is|are|has|may|not(?!-)|was|the|already|must|it|with|of|send|file)\b")
PARAMETERS = 'environment "uat" { host = "a" }'

RISK = """return plan "risk" { timezone = "Europe/Paris", approved_by = { "lead" }, role "lead" {}, environment "uat" {},
  phase "go-live" { on = "J", owner = "lead",
    step "scan" { irreversible = true, run = function(ctx) ctx:exec { "false" } end } },
  contingency "leak" { risk = "A key", trigger = failed "go-live/scan", decided_by = { "lead" }, within = "15m",
    step "revoke" { irreversible = true, run = function(ctx) ctx:exec { "true" } end } } }"""


def refused(answer):
    """What the page says is wrong, and what to do: its notices as text."""
    notices = re.findall(r'<p class="notice bad"[^>]*>(.*?)</p>', answer.text, re.S)
    return [html.unescape(re.sub(r"<[^>]*>", " ", each)).strip() for each in notices]


class BoardFrenchTest(BoardCase):
    def setUp(self):
        self.runbook = GATES.replace('environment "uat" {}', PARAMETERS)
        self.run_id = self.new_run(str(self.house.write_runbook("jalons", self.runbook)))
        self.await_state(self.run_id, "go-live/go", "open")
        self.lea, self.dan, self.ada = map(self.french, (self.lead, self.dba, self.author))

    def french(self, token):
        browser = Browser(self.house, **{"Accept-Language": "fr"})
        self.assertEqual(browser.sign_in(token).status, 303)
        browser.get(f"/board/runs/{self.run_id}")
        return browser

    def check_refused(self, answer, status, part=""):
        self.check_page(answer, status)
        notices = refused(answer)
        self.assertTrue(notices, answer.text)
        self.assertIn(part.replace(" :", "\u00a0:"), " ".join(notices))
        for notice in notices:
            self.assertIsNone(ENGLISH.search(notice), notice)
            self.assertIsNone(re.search(r"« | [:;?!»]", notice), notice)

    def do(self, browser, command, **fields):
        """A form that the page does not have, or not so."""
        token = browser.fields("/board/sign-out")[1]["form_token"]
        return browser.request("POST", f"/board/runs/{self.run_id}/do/{command}", dict(fields, form_token=token))

    def test_commands_that_the_board_does_not_offer(self):
        eve = self.french(self.house.add_user("eve", "business"))
        for browser, command, fields, status, part in (
                (eve, "pause", {"reason": "x"}, 403, "il faut le rôle lead"),
                (eve, "end-task", {"item": "acceptance/uat", "result": "pass"}, 403, "n’a pas le droit d"),
                (self.dan, "end-task", {"item": "acceptance/uat", "result": "fail"}, 400, "commentaire"),
                (self.dan, "end-task", {"item": "acceptance/uat", "result": "good"}, 400, "doit être l’un de"),
                (self.dan, "end-task", {"item": "acceptance/uat"}, 400, "manque"),
                (self.dan, "end-task", {"item": "go-live/go", "result": "pass"}, 400, "tâche"),
                (self.dan, "start-task", {"item": "nowhere"}, 404, "le plan n’a pas d’élément"),
                (self.dan, "end-task", {"item": "go-live/after", "result": "pass"}, 409, "attend encore"),
                (self.lea, "skip", {"item": "go-live/go", "reason": "x"}, 409, "est ouvert"),
                (self.lea, "skip", {"item": "go-live", "reason": "x"}, 400, "contient d’autres éléments"),
                (self.lea, "skip", {"item": "go-live/after", "reason": " "}, 400, "ne doit pas être vide"),
                (self.lea, "skip", {"item": "go-live/after", "reason": "a\x07"}, 400, "caractères de contrôle"),
                (self.lea, "skip", {"item": "go-live/after", "reason": "x" * 5000}, 413, "dépasse 4000 octets"),
                (self.lea, "retry", {"item": "go-live/after", "reason": "x"}, 409, "attend encore"),
                (self.lea, "mark-done", {"item": "go-live", "reason": "x"}, 400, "est une phase"),
                (self.lea, "lift", {"freeze": "party", "reason": "x"}, 404, "ni gel ni fenêtre"),
                (self.lea, "resume", {}, 409, "n’est pas en pause"),
                (self.lea, "answer", {"item": "go-live/after", "answer": "x"}, 409, "attend encore"),
                (self.lea, "answer-doubt", {"item": "go-live/after", "answer": "done", "reason": "x"}, 409, ""),
                (self.lea, "answer-doubt", {"item": "go-live/after", "answer": "done", "outcome": "{", "reason": "x"},
                 400, "n’est pas du JSON"),
                (self.lea, "activate", {"contingency": "none", "reason": "x"}, 400, "cocher la case"),
                (self.lea, "activate", {"contingency": "none", "reason": "x", "confirm": "yes"}, 404, ""),
                (self.lea, "decline", {"contingency": "go-live/go", "reason": "x"}, 400, "n’est pas une contingence"),
                (self.lea, "close-reservation", {"reservation": "7", "reason": "x"}, 404, "pas de réserve 7"),
                (self.lea, "move", {"j": "2027-01-15", "reason": "x", "confirm": "yes"}, 409, "J est déjà le"),
                (self.lea, "move", {"j": "2099-01-15", "reason": "x", "confirm": "yes"}, 400, "plus de 300 jours"),
                (self.lea, "move", {"j": "soon", "reason": "x", "confirm": "yes"}, 400, ""),
                (self.lea, "decide-amendment", {"amendment": "4", "verdict": "go", "reason": "x"}, 404, "avenant 4"),
                (self.lea, "dance", {"reason": "x"}, 404, "cette action n’existe pas")):
            with self.subTest(command, **fields):
                self.check_refused(self.do(browser, command, **fields), status, part)

    def test_decisions_twice_late_and_by_the_wrong_people(self):
        eve = self.french(self.house.add_user("eve", "business"))
        self.lea.get(self.item_page(self.run_id, "go-live/go"))
        decide = dict(self.lea.fields("/do/decide")[1], verdict="go", reason="x")
        self.check_refused(self.do(eve, "decide", **decide), 403, "n’a pas le droit de décider")
        for fields, status, part in (({"verdict": "maybe"}, 400, "doit être l’un de"), ({"reason": ""}, 400, "motif"),
                                     ({"role": "dba"}, 403, "en tant que dba"), ({"role": "boss"}, 400, ""),
                                     ({"seen": "12"}, 400, "chiffres"), ({"shown": "12"}, 412, "a changé")):
            with self.subTest(**fields):
                self.check_refused(self.do(self.lea, "decide", **dict(decide, **fields)), status, part)
        self.do(self.lea, "decide", **decide)
        self.check_refused(self.do(self.lea, "decide", **decide), 409, "lea a déjà décidé")

    def test_addresses_that_lead_nowhere(self):
        run = f"/board/runs/{self.run_id}"
        for path, status in (("/board/nowhere", 404), ("/board/runs/none", 404), (f"{run}/item?path=none", 404),
                             (f"{run}/item", 404), (f"{run}?seq=x", 400), (f"{run}/history?page=x", 400),
                             (f"{run}/move", 400), (f"{run}/move?j=", 400), (f"{run}/move?j=2027-02-30", 400),
                             (f"{run}/move?j=1999-01-01", 400), (f"{run}/move?j=2099-01-01", 400),
                             (f"{run}/move?j=9999-01-01", 400), (f"{run}/move?j=2027-01-15", 409),
                             (f"{run}/reports/none", 404), ("/board/assets/none", 404)):
            with self.subTest(path):
                self.check_refused(self.lea.request("GET", path), status)
        self.check_refused(self.lea.request("DELETE", run), 405)
        self.check_refused(self.lea.request("POST", f"{run}/do/pause", b"%zz=1",
                                            **{"Content-Type": "application/x-www-form-urlencoded"}), 400)

    def test_whose_browser_speaks_neither_is_refused_in_the_plans_language(self):
        french = self.runbook.replace('return plan "gates" {', 'return plan "gates" { language = "fr",', 1)
        run = self.new_run(str(self.house.write_runbook("autres-jalons", french)))
        german = Browser(self.house, **{"Accept-Language": "de"})
        german.sign_in(self.lead)
        until(lambda: german.get(f"/board/runs/{run}").status == 200)
        self.check_refused(german.request("GET", f"/board/runs/{run}/move?j=x"), 400, "n’est pas une date")
        self.assertIn("is not a date", german.request("GET", f"/board/runs/{run}/move?j=x&lang=en").text)

    def test_why_a_contingency_is_offered(self):
        run = self.new_run(str(self.house.write_runbook("risque", RISK)))
        until(lambda: 'class="kind">Contingence' in self.lea.get(f"/board/runs/{run}").text)
        self.assertIn("s’est terminé avec le code 1", self.lea.page.text)
        self.assertIn("go-live/scan\u00a0: ", self.lea.page.text)

    def test_files_that_are_no_evidence(self):
        self.lea.get(self.item_page(self.run_id, "go-live/go"))
        for name, content, status, part in (("a.pdf", b"no pdf", 400, "le nom du fichier dit application/pdf"),
                                            ("", b"", 400, "Aucun fichier"), ("a.txt", b"", 400, "vide"),
                                            ("a.html", b"<html></html>", 400, "HTML"),
                                            ("a.bin", b"\x00\x01\x02", 400, "aucun type connu"),
                                            ("a.xml", b"<?xml version='1.0'?><a>", 400, "mal formé"),
                                            ("a.txt", b"x" * 600_000, 413, "plus de 500 ko")):
            with self.subTest(name):
                self.check_refused(self.lea.send_file("/attach", name, content), status, part)

    def test_runbooks_that_cannot_be_taken(self):
        address = f"/board/runs/{self.run_id}/amend"
        for name, content, status, part in (
                ("other.lua", b"return 1", 400, "le runbook ne se sert pas de other.lua"),
                ("plan.pdf", b"text", 400, "n’est pas un fichier de runbook"),
                ("../a.lua", b"text", 400, "n’est pas un chemin dans le dossier"),
                ("golive/http.lua", b"text", 400, "bibliothèque"),
                ("runbook.lua", b"\xff\xfe", 400, "UTF-8"), ("runbook.lua", b"x" * 400_000, 413, "250 ko"),
                ("runbook.lua", b"x" * 600_000, 413, "plus de 500 ko"), ("", b"", 400, "Aucun fichier")):
            with self.subTest(name):
                self.ada.get(address)
                self.check_refused(self.ada.send_file("/amend", name, content), status, part)

    def test_obstacles_of_an_amendment_say_what_to_do(self):
        for old, new, part, advice in ((PARAMETERS, 'environment "uat" { host = "b" }', "les paramètres de", "les éléments"),
                                       (PARAMETERS, 'environment "qa" {}', "n’y est plus", "le garder"),
                                       ('plan "gates"', 'plan "other"', "c’est un autre plan", "une autre exécution"),
                                       ("Europe/Paris", "Europe/Rome", "fuseau", "une exécution garde son fuseau")):
            with self.subTest(new):
                self.ada.get(f"/board/runs/{self.run_id}/amend")
                shown = self.ada.send_file("/amend", "runbook.lua", self.runbook.replace(old, new).encode())
                self.check_refused(shown, 200, part)
                self.check_refused(shown, 200, advice)


if __name__ == "__main__":
    unittest.main()
