#!/usr/bin/python3
"""Reports as people get them: every kind, the same bytes wherever they are made; templates of their own, good and
bad; PDFs by weasyprint, there or not; over REST, each with its hash."""
import hashlib
import json
import os
import subprocess
import unittest

from house import BIN, PATIENCE_S, House, until

DONE, WRONG_USE, FAILED = 0, 2, 3
J = "2027-01-15"
RUNBOOK = """
return plan "shop" { title = "Boutique", language = "fr", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Responsable" },
  environment "uat" {},
  phase "day" { on = "J", owner = "lead",
    gate "go" { title = "On y va ?", decided_by = "lead" },
    step "migrate" { title = "Migrer <la base>", effects = false, run = function(ctx)
      ctx:evidence("empreinte", "9f3c|x")
      error("la base ne veut pas") end },
  } }
"""
PLACES = [{"LC_ALL": "C", "TZ": "UTC", "LANG": "C"},
          {"LC_ALL": "fr_FR.UTF-8", "TZ": "Pacific/Kiritimati", "HOME": "/nowhere", "GOLIVE_LANG": "en"},
          {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/Los_Angeles", "COLUMNS": "10", "LANGUAGE": "tr"}]


class ReportsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House()
        cls.addClassCleanup(cls.house.stop)
        cls.house.serve()
        cls.lead = cls.house.add_user("lea", "lead")
        folder = cls.house.write_runbook("shop", RUNBOOK)
        created = cls.house.golive("run", folder, "--j", J, "--env", "uat", "--detach")
        assert created.returncode == 0, created.stderr
        cls.run_id = created.stdout.strip()
        until(lambda: cls.house.item(cls.run_id, "day/go", cls.lead)["state"] == "open")
        decided = cls.house.ask("POST", f"/api/v1/runs/{cls.run_id}/decide",
                                {"gate": "day/go", "verdict": "go", "reason": "prêt"}, cls.lead)
        assert decided.status == 200, decided.text
        until(lambda: cls.house.item(cls.run_id, "day/migrate", cls.lead)["state"] == "failed")
        cls.seq = cls.house.events(cls.run_id, cls.lead)[-1]["seq"]
        cls.listed = cls.house.ask("GET", f"/api/v1/runs/{cls.run_id}/reports", token=cls.lead).json["reports"]
        cls.templates = cls.house.folder / "brand"
        cls.templates.mkdir()

    def setUp(self):
        for old in self.templates.iterdir():
            old.unlink()

    def report(self, kind, *words, place=None):
        environment = dict(os.environ, GOLIVE_DATA=str(self.house.data), **(place or {}))
        return subprocess.run([BIN / "golive", "report", self.run_id, kind, *map(str, words)], capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=PATIENCE_S, env=environment, check=False)

    def made(self, kind, *words, place=None):
        done = self.report(kind, *words, place=place)
        self.assertEqual(done.returncode, DONE, done.stderr)
        return done.stdout

    def refused(self, kind, *words, code=WRONG_USE):
        out = self.house.folder / "out"
        done = self.report(kind, "-o", out, *words)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(list(self.house.folder.glob("out*")), [])
        return done.stderr.decode()

    def broken(self, **files):
        for name, text in files.items():
            (self.templates / name.replace("__", "-").replace("_", ".")).write_bytes(
                text if isinstance(text, bytes) else text.encode())
        return self.refused("j1-account", "--templates", self.templates)

    def test_every_kind_in_every_format_has_the_same_bytes_wherever_it_is_made(self):
        self.assertGreaterEqual(len(self.listed), 8)
        for each in self.listed:
            for form in each["formats"]:
                for language in ("fr", "en"):
                    words = (each["kind"], "--format", form, "--lang", language, "--seq", self.seq)
                    first, *others = [self.made(*words, place=place) for place in PLACES]
                    self.assertTrue(all(other == first for other in others), words)
                    address = f"{each['address']}?format={form}&lang={language}&seq={self.seq}"
                    told = self.house.ask("GET", address, token=self.lead)
                    self.assertEqual(told.status, 200, told.text)
                    self.assertEqual(told.headers["golive-sha256"], hashlib.sha256(first).hexdigest(), words)

    def test_what_is_given_to_templates_says_its_version(self):
        for each in self.listed:
            given = json.loads(self.made(each["kind"], "--format", "json"))
            self.assertEqual((given["format"], given["kind"]), (1, each["kind"]))

    def test_as_it_was_after_an_event(self):
        early = json.loads(self.made("audit-trail", "--format", "json", "--seq", 2))
        self.assertEqual([row["seq"] for row in early["rows"]], [1, 2])
        self.assertIn("its last is", self.refused("audit-trail", "--seq", 100000))
        path = f"/api/v1/runs/{self.run_id}/reports/audit-trail?seq="
        self.assertEqual(self.house.ask("GET", path + "100000", token=self.lead).status, 404)
        self.assertEqual(self.house.ask("GET", path + "x", token=self.lead).status, 400)
        self.assertEqual(self.house.ask("GET", path + "0", token=self.lead).status, 400)
        self.assertIn("from 1 on", self.refused("audit-trail", "--seq", 0))

    def test_a_kind_a_language_and_a_day_that_are_none(self):
        self.assertIn('did you mean "go-no-go"? The reports are deployment-plan, ', self.refused("go-nogo"))
        self.assertIn("The reports are deployment-plan, ", self.refused("poem"))
        self.assertIn("fr and en are built in", self.refused("j1-account", "--lang", "de"))
        self.assertIn("fr and en are built in", self.refused("j1-account", "--lang", "../../x"))
        self.assertIn("write it as", self.refused("daily-note", "--day", "2027-02-30"))
        self.assertIn("is not of one day", self.refused("j1-account", "--day", J))
        self.refused("j1-account", "--format", "doc")
        path = f"/api/v1/runs/{self.run_id}/reports/"
        for wrong, status in (("poem", 404), ("j1-account?lang=de", 400), ("j1-account?day=" + J, 400),
                              ("daily-note?day=2000-01-01", 404)):
            self.assertEqual(self.house.ask("GET", path + wrong, token=self.lead).status, status, wrong)

    def test_templates_and_words_of_ones_own(self):
        (self.templates / "j1-account.md.mustache").write_text("{{>mine}}{{w.hello}} {{plan.title}}, {{w.run}}")
        (self.templates / "mine.mustache").write_text("ACME: ")
        (self.templates / "words.de.json").write_text(json.dumps({"hello": "Hallo", "run": "Lauf"}))
        text = self.made("j1-account", "--templates", self.templates, "--format", "md", "--lang", "de").decode()
        self.assertEqual(text, "ACME: Hallo Boutique, Lauf")
        self.assertIn("# ", self.made("go-no-go", "--templates", self.templates, "--format", "md").decode()[:40])

    def test_a_broken_template_is_told_by_file_line_and_reason(self):
        page = "j1__account_html_mustache"
        self.assertIn(f"{self.templates}/j1-account.html.mustache:2: ", self.broken(**{page: "<p>\n{{#phases}}"}))
        self.assertIn("it includes itself", self.broken(**{page: "{{>a}}", "a_mustache": "\n{{>a}}"}))
        self.assertIn("/a.mustache:2: ", self.broken(**{page: "{{>a}}", "a_mustache": "\n{{>a}}"}))
        self.assertIn("there is no template b.mustache", self.broken(**{page: "{{>b}}"}))
        self.assertIn("is no UTF-8", self.broken(**{page: b"caf\xe9"}))
        endless = "{{#phases}}" + "{{#items}}" * 30 + "{{/items}}" * 30 + "{{/phases}}"
        self.assertIn("goes through", self.broken(**{page: endless}))
        self.assertIn("is empty", self.broken(**{page: ""}))
        self.assertIn("no JSON object", self.broken(**{page: "x", "words_fr_json": "[1]"}))
        (self.templates / "words.fr.json").unlink()
        self.assertIn('did you mean "j1-account"?', self.broken(**{page: "x", "j1__acount_md_mustache": "x"}))

    def test_a_template_that_is_far_too_long_is_not_read(self):
        with open(self.templates / "j1-account.html.mustache", "wb") as file:
            file.truncate(1 << 30)
        self.assertIn("longer than 1024 KiB", self.refused("j1-account", "--templates", self.templates))

    def test_a_folder_that_is_none_or_has_nothing(self):
        self.assertIn("cannot be read", self.refused("j1-account", "--templates", self.templates / "none"))
        self.assertIn("no template and no words", self.refused("j1-account", "--templates", self.templates))
        (self.templates / "j1-account.html.mustache").mkdir()
        self.assertIn("it is no file", self.refused("j1-account", "--templates", self.templates))
        (self.templates / "j1-account.html.mustache").rmdir()

    def typesetter(self, text):
        folder = self.house.folder / "bin"
        folder.mkdir(exist_ok=True)
        program = folder / "weasyprint"
        program.write_text("#!/bin/sh\n" + text)
        program.chmod(0o755)
        return {"PATH": f"{folder}:/usr/bin:/bin"}

    def test_a_pdf_is_what_weasyprint_makes_of_the_html(self):
        place = self.typesetter('printf "%%PDF-1.7 "; wc -c; echo "$LC_ALL $SOURCE_DATE_EPOCH"')
        size = len(self.made("j1-account"))
        pdf = self.made("j1-account", "--format", "pdf", place=dict(place, LC_ALL="tr_TR.UTF-8")).decode()
        self.assertEqual(pdf.split(), ["%PDF-1.7", str(size), "C.UTF-8", "0"])

    def test_no_pdf_without_weasyprint_or_when_it_fails(self):
        out = self.house.folder / "out.pdf"
        for text, said in (("echo 'no fonts' >&2; exit 3", b"exit 3): no fonts"), ("exit 0", b"made no PDF")):
            done = self.report("j1-account", "--format", "pdf", "-o", out, place=self.typesetter(text))
            self.assertEqual(done.returncode, FAILED, done.stderr)
            self.assertIn(said, done.stderr)
            self.assertFalse(out.exists())
        done = self.report("j1-account", "--format", "pdf", "-o", out, place={"PATH": "/nowhere"})
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertIn(b"not installed (apt-get install weasyprint", done.stderr)
        self.assertFalse(out.exists())


if __name__ == "__main__":
    unittest.main()
