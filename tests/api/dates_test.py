#!/usr/bin/python3
"""Dates of a runbook, from the terminal: holidays of a file, windows, and what is refused with its place."""
import json
import unittest

from house import House

DONE, NO, WRONG_USE = 0, 1, 2
DATES = """
return plan "dates" {
  title = "Dates", timezone = "Europe/Paris", holidays = { "FR", "file:company.txt" }, approved_by = { "lead" },
  role "lead" { title = "Lead" },
  environment "uat" {}, environment "prod" { live = true },
  window "night" { from = "J 20:00", to = "J+1 02:00", title = "The night", reason = "the shop is closed" },
  phase "before" { from = "J-9wd", to = "J-1", title = "Before",
    task "call" { owner = "lead", on = "J-5wd", estimate = "5m" } },
  phase "go-live" { title = "Day J", from = "J", to = "J+1", window = "night",
    task "open" { owner = "lead", at = "J 21:00", estimate = "5m" } },
}
"""
J = "2027-05-11"  # a Tuesday; the Thursday before is Ascension


class DatesTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)

    def runbook(self, text=DATES, company="# nobody is there\n2027-05-07  # the bridge\n"):
        folder = self.house.write_runbook("dates", text)
        if company is not None:
            (folder / "company.txt").write_bytes(company if isinstance(company, bytes) else company.encode())
        return folder

    def check(self, code, *words):
        done = self.house.golive(*words)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        return done

    def plan(self, runbook):
        return json.loads(self.check(DONE, "plan", runbook, "--j", J, "--format", "json").stdout)

    def refusal(self, text=DATES, company=""):
        return self.check(WRONG_USE, "plan", self.runbook(text, company), "--j", J).stderr

    def test_holidays_of_a_file_move_working_days_and_belong_to_the_plan(self):
        with_bridge = self.plan(self.runbook())
        call = {item["path"]: item for item in with_bridge["items"]}["before/call"]
        self.assertEqual(call["start"]["local"], "2027-04-30 00:00")
        self.assertEqual(with_bridge["holidays"],
                         {"calendar": "FR", "files": ["company.txt"], "dates": ["2027-05-07"]})
        without = self.plan(self.runbook(company=""))
        call = {item["path"]: item for item in without["items"]}["before/call"]
        self.assertEqual(call["start"]["local"], "2027-05-03 00:00")
        self.assertNotEqual(with_bridge["hash"], without["hash"])
        self.assertIn("holidays of FR and company.txt (1 day)",
                      self.check(DONE, "plan", self.runbook(), "--j", J).stdout)

    def test_holidays_that_cannot_be_read_are_told_with_their_place(self):
        self.assertIn('company.txt:2: "7 May" is no date', self.refusal(company="2027-05-07\n7 May\n"))
        self.assertIn("dates/company.txt:1:", self.refusal(company="soon"))
        self.assertIn('the file "company.txt" is not UTF-8', self.refusal(company="2027-05-07 # pont de l'été".encode("latin-1")))
        self.assertIn('the file "company.txt" is larger than 64 KB', self.refusal(company="2027-05-07\n" * 6000))
        self.assertIn('no file "firm.txt"', self.refusal(DATES.replace("company.txt", "firm.txt")))
        self.assertIn("leads out of the runbook's folder", self.refusal(DATES.replace("company.txt", "../company.txt")))
        self.assertIn("runbook.lua:3", self.refusal(DATES.replace("company.txt", "../company.txt")))

    def test_a_window_is_shown_with_its_times_in_each_format(self):
        plan = self.plan(self.runbook())
        self.assertEqual([(window["id"], window["from"]["local"], window["to"]["local"], window["reason"])
                          for window in plan["windows"]],
                         [("night", "2027-05-11 20:00", "2027-05-12 02:00", "the shop is closed")])
        text = self.check(DONE, "plan", self.runbook(), "--j", J).stdout
        self.assertIn("in the window night", text)
        self.assertIn("window night  The night: the shop is closed", text)
        page = self.check(DONE, "plan", self.runbook(), "--j", J, "--format", "md", "--lang", "fr").stdout
        self.assertIn("## Fenêtres", page)
        self.assertIn("The night", page)

    def test_times_that_cannot_be_meant_are_told_with_their_place_and_a_way_out(self):
        # J-3 after J-2 in order
        reversed_days = DATES.replace('task "call" {', 'task "first" { owner = "lead", on = "J-2", estimate = "5m" },\n'
                                      'task "then" { owner = "lead", on = "J-3", estimate = "5m" },\ntask "call" {')
        found = self.check(NO, "check", self.runbook(reversed_days), "--j", J).stdout
        self.assertRegex(found, r'runbook\.lua:9\n.*"before/then" is planned at J-3, and waits for task "before/first"')
        self.assertIn("order-reversed", found)
        self.assertRegex(self.refusal(DATES.replace('estimate = "5m" } },\n}', 'estimate = "-5m" } },\n}')),
                         r'runbook\.lua:10: task "open": estimate: .*-5m')
        absurd = self.runbook(DATES.replace('estimate = "5m" } },\n}', 'estimate = "60d" } },\n}'))
        self.assertIn("estimate-absurd", self.check(NO, "check", absurd).stdout)
        zone = self.refusal(DATES.replace("Europe/Paris", "Europe/Pari"))
        self.assertRegex(zone, r'runbook\.lua:3: there is no time zone "Europe/Pari" \(did you mean "Europe/Paris"\?\)')

    def test_a_live_run_is_for_a_day_to_come(self):
        self.house.serve()
        done = self.house.golive("run", self.runbook(), "--j", "2020-01-15", "--env", "prod", "--mode", "live", "--detach")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("J = 2020-01-15 is in the past", done.stderr)


if __name__ == "__main__":
    unittest.main()
