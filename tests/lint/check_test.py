#!/usr/bin/python3
"""`golive check`: what it finds in the examples of its pages, in EventTickets as its owner wrote it, and in the
runbooks that the project shows."""
import json
import os
import pty
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
GOLIVE = Path(os.environ.get("GOLIVE_BIN", PROJECT / "build" / "bin")) / "golive"
PAGES = PROJECT / "docs" / "findings"
AS_WRITTEN = PROJECT / "tests" / "lint" / "eventtickets_as_written"
SOURCE = PROJECT / "tests" / "data" / "plans" / "eventtickets.md"
DONE, NO, WRONG_USE = 0, 1, 2

# What the examples of the pages stand in.
AROUND = """return plan "example" {{ title = "Example", timezone = "Europe/Paris",
  approved_by = {{ "lead" }}, role "lead" {{ title = "Lead" }},
  environment "uat" {{}},
{parts}
}}
"""
DBA = '  role "dba" { title = "DBA" },\n'
PHASE = '  phase "go-live" { title = "Day J", on = "J", task "open" { owner = "lead", estimate = "5m" } },\n'


def whole(example):
    """A runbook around an example, unless it is one."""
    if "return plan" in example:
        return example
    parts = (DBA if '"dba"' in example else "") + example.rstrip().rstrip(",") + ","
    return AROUND.format(parts=parts if 'phase "' in example else PHASE + parts)


class Folder:
    def __init__(self, case):
        self.scratch = tempfile.TemporaryDirectory(prefix="golive-lint-")
        case.addCleanup(self.scratch.cleanup)

    def write(self, text, name="runbook.lua"):
        path = Path(self.scratch.name) / name
        path.write_text(text)
        return path


def golive(*words):
    return subprocess.run([GOLIVE, *map(str, words)], text=True, capture_output=True, timeout=60, check=False)


def check(runbook, *more):
    done = golive("check", runbook, "--json", *more)
    answer = json.loads(done.stdout) if done.stdout else {}
    if "findings" not in answer:
        raise AssertionError(f"{runbook}: {done.stdout}{done.stderr}")
    assert done.returncode == (DONE if answer["ok"] else NO), done.returncode
    return answer


def opened(answer):
    return [each for each in answer["findings"] if "accepted_because" not in each]


class PagesTest(unittest.TestCase):
    def test_the_bad_example_has_exactly_that_finding_and_the_good_one_none(self):
        folder = Folder(self)
        pages = sorted(page for page in PAGES.glob("*.md") if page.name != "README.md")
        self.assertGreater(len(pages), 20)
        for page in pages:
            text = page.read_text()
            bad, good = re.findall(r"^```lua\n(.*?)^```$", text, re.S | re.M)
            j = re.search(r"--j (\d{4}-\d\d-\d\d)", text)
            more = ("--j", j.group(1)) if j else ()
            with self.subTest(page.stem):
                found = opened(check(folder.write(whole(bad)), *more))
                self.assertEqual([each["code"] for each in found], [page.stem], found)
                for each in found:
                    self.assertTrue(each["what"] and each["way_out"], each)
                    self.assertRegex(each["place"], r"runbook\.lua:\d+$")
                self.assertEqual(opened(check(folder.write(whole(good)), *more)), [])


class EventTicketsTest(unittest.TestCase):
    def test_as_written_it_is_the_source_plan_line_by_line(self):
        runbook = re.sub(r'" \.\.\s+"', "", (AS_WRITTEN / "runbook.lua").read_text())
        for line in SOURCE.read_text().replace("√©", "é").splitlines():
            text = re.sub(r"^\s*(-|###? \d\.|#)\s+|\*\*", "", line)
            text = re.sub(r" \((J[-+]\d+ a J[-+]\d+|Jour J)\)$", "", text)
            text = re.sub(r"^\d\dh\d\d : ", "", text)
            if not text.strip() or line.startswith("## "):
                continue
            for part in re.split(r" : ", text) if line.startswith("- **") else [text]:
                with self.subTest(text):
                    self.assertIn(part.strip(), runbook)

    def test_all_that_a_careful_reader_misses_in_it_is_found(self):
        found = opened(check(AS_WRITTEN))
        told = {}
        for each in found:
            told.setdefault(each["code"], []).append(each)

        def items(code):
            return [each["item"] for each in told.get(code, [])]

        shared = [re.search(r"both have (.*)", each["what"]).group(1) for each in told["phases-overlap"]]
        self.assertEqual(shared, ["J-14", "J-10", "J-7", "J-5"])
        self.assertEqual([each["what"].split(":")[0] for each in told["days-uncovered"]], ["J-1"])
        self.assertEqual(items("backup-missing"), ["go-live/migrate"])  # that of J-7 is not the promised one
        contingencies = ["infrastructure-lost", "migration-failed", "behaviour-wrong", "security-incident"]
        for code in ("trigger-missing", "decider-missing", "deadline-missing"):
            self.assertEqual(items(code), contingencies, code)
        self.assertEqual(len(told["timezone-missing"]), 1)
        self.assertEqual(items("estimate-missing"), ["go-live"])  # none of its items has one
        self.assertEqual(items("rehearsal-missing"), ["go-live/go"])
        self.assertIn("rollback", told["rehearsal-missing"][0]["what"])
        self.assertEqual(items("downtime-unstated"), ["go-live/maintenance"])
        self.assertIn("J 08:15", told["downtime-unstated"][0]["what"])
        self.assertIn("J 10:30", told["downtime-unstated"][0]["what"])
        # And more: nothing is anybody's, and two roles have nothing to do.
        self.assertEqual(items("role-unused"), ["developers", "security"])
        self.assertEqual(set(told) - {"owner-missing", "role-unused"}, {
            "phases-overlap", "days-uncovered", "backup-missing", "trigger-missing", "decider-missing",
            "deadline-missing", "timezone-missing", "estimate-missing", "rehearsal-missing", "downtime-unstated"})

    def test_the_runbook_has_nothing_that_it_does_not_accept_with_a_reason(self):
        for more in ((), ("--j", "2026-11-20"), ("--j", "2027-03-28")):
            answer = check(PROJECT / "runbooks" / "eventtickets", *more)
            self.assertEqual(opened(answer), [])
            self.assertGreater(len(answer["findings"]), 0)


class ExamplesTest(unittest.TestCase):
    def test_the_first_runbook_of_the_guide_is_clean(self):
        guide = (PROJECT / "docs" / "runbook_guide.md").read_text()
        first = re.search(r"^```lua [^\n]*\n(return plan.*?)^```$", guide, re.S | re.M).group(1)
        self.assertEqual(check(Folder(self).write(first))["findings"], [])


CLEAN = AROUND.format(parts=PHASE)
SLIPS = CLEAN.replace(', estimate = "5m"', "").replace(
    "\n}\n", '\n  role "dba" { title = "DBA" },\n  accept "role-unused" { item = "dba", reason = "Stands by" },\n}\n')


class CommandTest(unittest.TestCase):
    def setUp(self):
        self.folder = Folder(self)

    def test_a_clean_plan_is_told_in_one_line(self):
        done = golive("check", self.folder.write(CLEAN))
        self.assertEqual(done.returncode, DONE)
        self.assertRegex(done.stdout, r"^Example: 1 phase, 2 items; no findings\. Plan [0-9a-f]{12}\.\n$")

    def test_findings_stand_by_place_with_their_way_out_and_are_counted(self):
        runbook = self.folder.write(SLIPS)
        done = golive("check", runbook)
        self.assertEqual(done.returncode, NO)
        folder = runbook.parent
        self.assertRegex(done.stdout, rf"""^{folder}/runbook.lua:4
  estimate-missing: task "go-live/open" is on day J and has no estimate
      add estimate = .*
{folder}/runbook.lua:6
  role-unused: the role "dba" .*\. Accepted: Stands by

Example: 1 phase, 2 items; 1 finding, 1 accepted\. Plan [0-9a-f]{{12}}\.
$""")
        self.assertNotIn("\x1b", done.stdout)

    def test_the_json_says_the_same(self):
        answer = check(self.folder.write(SLIPS))
        self.assertEqual((answer["ok"], answer["plan"], answer["items"]), (False, "example", 2))
        self.assertEqual(len(answer["hash"]), 64)
        missing, unused = answer["findings"]
        self.assertEqual(set(missing), {"code", "place", "item", "what", "way_out"})
        self.assertEqual(missing["item"], "go-live/open")
        self.assertEqual(unused["accepted_because"], "Stands by")

    def test_a_terminal_sees_colour_unless_its_user_has_said_no(self):
        runbook = self.folder.write(SLIPS)
        self.assertIn("\x1b[33m", self.on_terminal(runbook))
        self.assertNotIn("\x1b[", self.on_terminal(runbook, NO_COLOR="1"))

    def on_terminal(self, runbook, **variables):
        ours, theirs = pty.openpty()
        environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | variables
        subprocess.run([GOLIVE, "check", runbook], stdout=theirs, env=environment, timeout=60, check=False)
        os.close(theirs)
        told = b""
        try:
            while part := os.read(ours, 1 << 16):
                told += part
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        return told.decode()

    def test_what_comes_from_the_text_cannot_steer_the_terminal(self):
        told = golive("check", self.folder.write(CLEAN.replace('"Example"', '"Ex\\27[2Jample\\194\\155"'))).stdout
        self.assertNotRegex(told, "[\x1b\x9b]")

    def test_what_cannot_be_loaded_is_an_error(self):
        for text, told in ((CLEAN.replace('"5m"', '"-5m"'), "runbook.lua:4: "), ("return plan", "runbook.lua:1: "),
                           (CLEAN.replace("Paris", "Pariss"), 'did you mean "Europe/Paris"')):
            done = golive("check", self.folder.write(text))
            self.assertEqual(done.returncode, WRONG_USE)
            self.assertIn(told, done.stderr)
        done = golive("check", self.folder.write("return plan"), "--json")
        self.assertEqual(done.returncode, WRONG_USE)
        self.assertEqual(json.loads(done.stdout)["error"]["kind"], "unloadable")
        self.assertEqual(golive("check", self.folder.write(CLEAN), "--j", "soon").returncode, WRONG_USE)

    def test_a_gate_that_nobody_decides_can_be_checked(self):
        gate = 'gate "go" { requires = rehearsed("go-live", "7d") }, task "open"'
        runbook = self.folder.write(CLEAN.replace('task "open"', gate))
        self.assertEqual([each["code"] for each in opened(check(runbook))], ["gate-unsatisfiable"])

    def test_working_days_are_known_with_a_j(self):
        phases = ('phase "a" { from = "J-6wd", to = "J-5", task "one" { owner = "lead" } },\n'
                  'phase "b" { from = "J-4", to = "J-1", task "two" { owner = "lead" } },\n'
                  'accept "phases-overlap" { reason = "None where J is a Monday" },')
        runbook = self.folder.write(AROUND.format(parts=phases))
        self.assertEqual(opened(check(runbook)), [])
        monday = opened(check(runbook, "--j", "2027-01-11"))
        self.assertEqual([each["code"] for each in monday], ["acceptance-unused"])


if __name__ == "__main__":
    unittest.main()
