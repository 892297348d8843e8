"""`golive plan` in its formats, and `golive import`: what scripts, printers and calendars get."""
import datetime
import json
import os
import pathlib
import resource
import signal
import subprocess
import unittest

import icalendar

from house import BIN, House
from runbooks import SMALL

DONE, NO, WRONG_USE, ENGINE = 0, 1, 2, 3
ROOT = pathlib.Path(__file__).resolve().parents[2]
EVENTTICKETS = ROOT / "runbooks" / "eventtickets"
PLANS = ROOT / "tests" / "data" / "plans"
UTC = datetime.timezone.utc


def small_files():
    """A disk that takes no more than 100 bytes of a file."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


class PlanningCase(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.out = self.house.folder / "out"
        self.out.mkdir()

    def check(self, code, *words, **options):
        done = self.house.golive(*words, **options)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        return done


class PlanTest(PlanningCase):
    def plan(self, code, *words, **options):
        return self.check(code, "plan", EVENTTICKETS, "--j", "2027-01-15", *words, **options)

    def test_the_text_fits_a_terminal_and_says_who_decides_what_and_when(self):
        text = self.plan(DONE).stdout
        self.assertLessEqual(max(map(len, text.splitlines())), 100)
        for part in ("J 08:15", "07:15Z", "go-live/go", "decided by project_lead and business_rep",
                     "within 15m", "does migration", "trigger   ", "freeze eve: Veille"):
            self.assertIn(part, text)

    def test_a_title_cannot_talk_to_the_terminal(self):
        runbook = self.house.write_runbook("loud", SMALL.replace('title = "', 'title = "\\27[2J', 1))
        self.assertNotIn("\x1b", self.check(DONE, "plan", runbook, "--j", "2027-01-15").stdout)

    def test_json_has_every_item_with_its_times(self):
        plan = json.loads(self.plan(DONE, "--format", "json").stdout)
        items = {item["path"]: item for item in plan["items"]}
        self.assertEqual(items["go-live/maintenance"]["start"]["utc"], "2027-01-15T07:15:00.000Z")
        self.assertEqual(items["go-live/maintenance"]["estimate"], "5m")
        self.assertEqual(items["go-live/go"]["decided_by"], ["project_lead", "business_rep"])

    def test_html_and_markdown_speak_the_language_asked_for(self):
        page = self.plan(DONE, "--format", "html").stdout
        self.assertIn("<svg", page)
        self.assertIn("Plan de déploiement", page)
        self.assertIn("Deployment plan", self.plan(DONE, "--format", "html", "--lang", "en").stdout)
        self.assertIn("# Deployment plan",
                      self.plan(DONE, "--format", "md", "--lang", "en").stdout)

    def test_a_file_is_written_as_a_whole(self):
        file = self.out / "plan.html"
        file.write_text("old")
        self.plan(DONE, "--format", "html", "-o", file)
        self.assertTrue(file.read_text().rstrip().endswith("</html>"))
        self.assertEqual(os.listdir(self.out), ["plan.html"])

    def test_bad_input_is_told_with_its_place(self):
        for words, said in ((("--format", "pdf"), "pdf"), (("--lang", "de"), "de"),
                            (("-o", self.out / "none" / "x.html"), "none/x.html"),
                            (("-o", self.out), "it is a folder")):
            self.assertIn(said, self.plan(WRONG_USE, *words).stderr)
        for j in ("2027-02-30", "15/01/2027", "2027-13-01", ""):
            done = self.check(WRONG_USE, "plan", EVENTTICKETS, f"--j={j}")
            self.assertTrue(done.stderr)

    def test_on_a_full_disk_nothing_is_left_and_the_old_file_stays(self):
        file = self.out / "plan.html"
        file.write_text("old")
        done = self.plan(ENGINE, "--format", "html", "-o", file, preexec_fn=small_files)
        self.assertIn("plan.html: the file cannot be written", done.stderr)
        self.assertEqual(file.read_text(), "old")
        self.assertEqual(os.listdir(self.out), ["plan.html"])
        self.assertIn("/dev/full", self.plan(ENGINE, "-o", "/dev/full").stderr)

    def test_an_output_that_takes_no_more_is_told(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([BIN / "golive", "plan", EVENTTICKETS, "--j", "2027-01-15"],
                                  stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, ENGINE)
        self.assertIn("stdout: the output takes no more", done.stderr)


class CalendarTest(PlanningCase):
    def calendar(self, j="2027-01-15", *words):
        file = self.out / f"{j}.ics"
        self.check(DONE, "plan", EVENTTICKETS, "--j", j, "--format", "ics", "-o", file, *words)
        return file.read_bytes()

    def events(self, text):
        calendar = icalendar.Calendar.from_ical(text)
        events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
        self.assertEqual(len(events), len(calendar.walk("VEVENT")))
        return events

    def test_another_program_reads_the_same_times(self):
        events = self.events(self.calendar())
        phase = events["eventtickets/go-live/2027-01-15@golive"]
        self.assertEqual(phase["dtstart"].dt, datetime.date(2027, 1, 15))
        self.assertEqual(phase["dtend"].dt, datetime.date(2027, 1, 16))
        step = events["eventtickets/go-live/maintenance/2027-01-15@golive"]
        self.assertEqual(step["dtstart"].dt, datetime.datetime(2027, 1, 15, 7, 15, tzinfo=UTC))
        self.assertEqual(step["duration"].dt, datetime.timedelta(minutes=5))
        gate = events["eventtickets/go-live/go/2027-01-15@golive"]
        self.assertIn("Représentant métier", gate["description"])
        self.assertEqual([alarm["trigger"].dt for alarm in gate.walk("VALARM")],
                         [datetime.timedelta(minutes=-30), datetime.timedelta(minutes=15)])

    def test_in_summer_the_same_clock_is_another_instant(self):
        step = self.events(self.calendar("2027-07-16"))[
            "eventtickets/go-live/maintenance/2027-07-16@golive"]
        self.assertEqual(step["dtstart"].dt, datetime.datetime(2027, 7, 16, 6, 15, tzinfo=UTC))

    def test_twice_the_same_bytes(self):
        self.assertEqual(self.calendar(), self.calendar())

    def test_each_event_is_complete(self):
        for event in self.events(self.calendar()).values():
            for name in ("uid", "dtstamp", "dtstart", "summary", "sequence", "description"):
                self.assertIn(name, event)


class ImportTest(PlanningCase):
    def imported(self, name):
        folder = self.out / name
        told = json.loads(self.check(DONE, "import", PLANS / f"{name}.md", "-o", folder,
                                     "--json").stdout)
        self.check(NO, "check", folder)  # it loads; what is missing shows
        return told, (folder / "runbook.lua").read_text(encoding="utf-8")

    def test_each_source_plan_becomes_a_runbook_that_loads(self):
        for name in ("eventtickets", "festival", "ecosyste", "safargo", "mecapy"):
            told, runbook = self.imported(name)
            self.assertGreater(told["found"]["items"], 5, name)
            self.assertTrue(told["gaps"], name)
            self.assertNotIn("ctx:exec", runbook)
            self.check(DONE, "plan", self.out / name, "--j", "2027-01-15")

    def test_a_folder_that_cannot_be_made_is_told(self):
        (self.out / "file").write_text("no folder")
        done = self.check(WRONG_USE, "import", PLANS / "safargo.md", "-o", self.out / "file" / "x")
        self.assertIn("the folder cannot be made", done.stderr)

    def test_what_is_missing_is_printed_and_stands_in_the_runbook(self):
        done = self.check(DONE, "import", PLANS / "eventtickets.md", "-o", self.out / "e")
        self.assertRegex(done.stdout, r"eventtickets\.md:\d+: day-twice: J-14 is in two phases")
        runbook = (self.out / "e" / "runbook.lua").read_text(encoding="utf-8")
        self.assertIn("J-14 is in two phases", runbook)
        self.assertIn("-- To complete: who decides?", runbook)

    def test_without_a_folder_it_is_named_after_the_plan(self):
        self.check(DONE, "import", PLANS / "safargo.md", cwd=self.out)
        self.assertTrue((self.out / "safargo" / "runbook.lua").is_file())

    def test_a_runbook_is_never_written_over(self):
        self.check(DONE, "import", PLANS / "safargo.md", "-o", self.out / "s")
        done = self.check(NO, "import", PLANS / "mecapy.md", "-o", self.out / "s")
        self.assertIn("there is a runbook already", done.stderr)

    def test_bad_input_is_told_with_its_place_and_leaves_nothing(self):
        letter, latin, huge = (self.out / name for name in ("letter.md", "latin.md", "huge.md"))
        letter.write_text("# Dear all\n\nHello.\n")
        latin.write_bytes("# Déploiement\n- [ ] é\n".encode("latin-1"))
        with open(huge, "wb") as file:
            file.truncate(100 << 20)
        folder = self.out / "runbook"
        for plan, said in ((letter, "reads as a deployment plan"), (latin, "latin.md:1: "),
                           (huge, "larger than a plan"), (self.out / "none.md", "none.md"),
                           (self.out, "it is a folder")):
            done = self.check(WRONG_USE, "import", plan, "-o", folder)
            self.assertIn(said, done.stderr)
            self.assertFalse(folder.exists())
            self.assertFalse(json.loads(self.check(WRONG_USE, "import", plan, "-o", folder,
                                                   "--json").stdout)["ok"])
        done = self.check(WRONG_USE, "import", PLANS / "mecapy.md", "-o", self.out / "no" / "where")
        self.assertIn("no/where", done.stderr)


    def test_on_a_full_disk_no_folder_is_left(self):
        done = self.check(ENGINE, "import", PLANS / "mecapy.md", "-o", self.out / "m",
                          preexec_fn=small_files)
        self.assertIn("runbook.lua: the file cannot be written", done.stderr)
        self.assertEqual(os.listdir(self.out), [])


class SmallPlanTest(PlanningCase):
    def test_a_plan_without_times_has_every_format(self):
        runbook = self.house.write_runbook("small", SMALL)
        for how in ("text", "json", "md", "html", "ics"):
            self.assertTrue(self.check(DONE, "plan", runbook, "--j", "2027-01-15", "--format",
                                       how).stdout)


if __name__ == "__main__":
    unittest.main()
