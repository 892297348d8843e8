"""`golive test`: what a test of a runbook can do, how its failures are told, and what becomes of one that never ends."""
import pathlib
import unittest
import xml.etree.ElementTree as xml

from house import House

ROOT = pathlib.Path(__file__).resolve().parents[2]
DONE, NO, WRONG_USE = 0, 1, 2

SHOP = """
return plan "shop" {
  title = "Shop", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Ops" },
  environment "uat" { word = "hello" },
  phase "go-live" { on = "J", owner = "ops",
    gate "go" { at = "08:00", decided_by = { "lead" }, within = "15m" },
    task "look" {},
    step "move" { estimate = "30m",
      run = function(ctx)
        ctx:sleep "10m"
        return { lines = ctx:exec({ "move", ctx:param "word" }).out }
      end,
      undo = function(ctx) ctx:exec { "back" } end },
    step "open" { does = "opening", effects = false, run = function(ctx)
      ctx:check(ctx:http("http://shop/health").json.status == "up", "the shop is up")
    end },
  },
}
"""


class RunbookTestsTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.shop = self.house.write_runbook("shop", SHOP)

    def write(self, tests, name="shop_test.lua"):
        (self.shop / name).write_text(tests)
        return self.shop / name

    def one_test(self, play, head='j = "2027-01-15"'):
        """One test; its body begins on line 2."""
        return self.write(f"return tests {{ {head}, test \"it\" {{ play = function(day)\n{play}\nend }} }}")

    def run_tests(self, code, *words):
        done = self.house.golive("test", *(words or [self.shop]))
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_a_test_plays_the_real_bodies_in_virtual_time(self):
        self.one_test("""
          day:answer("move exec", { out = "7 lines" })
          day:answer("/health", { json = { status = "up" } })
          day:expect_equal(day:play "go", "begun")
          day:expect_equal(day:run(), { state = "running", clock = "08:00", holds = {} })
          day:act("lead", "decide", { gate = "go", verdict = "go", reason = "all set" })
          day:expect_equal(day:play(), "over")
          local move = day:item "move"
          day:expect_equal(move.started, "08:00")
          day:expect_equal(move.ended, "08:10")
          day:expect_equal(move.result, { lines = "7 lines" })
          day:expect_equal(#day:asked '"move","hello"', 1)
          day:expect_equal(day:item("go").decisions[1].reason, "all set")
          day:expect_equal(day:state "open", "succeeded")""")
        self.assertIn("1 of 1 tests passed", self.run_tests(DONE))

    def test_a_failure_is_told_with_its_line_and_the_timeline(self):
        self.one_test("""
          day:play()
          day:expect(day:state "open" == "succeeded", "the shop is open")""")
        told = self.run_tests(NO)
        self.assertIn("FAIL it", told)
        self.assertIn("shop_test.lua:4: not so: the shop is open", told)
        self.assertIn("started     go-live/open", told)
        self.assertIn("0 of 1 tests passed", told)

    def test_what_comes_wrong_is_told_where_it_was_wanted(self):
        for play, part in (
                ('day:expect_equal(day:state "move", "succeeded", "move")',
                 'shop_test.lua:2: move: wanted "succeeded", got "waiting"'),
                ('day:state "moove"', 'did you mean "move"?'),
                ('day:plai()', 'did you mean "play"?'),
                ('day.play()', "with a colon"),
                ('day:act("lead", "decyde", {})', 'did you mean "decide"?'),
                ('day:act("ops", "abort", { reason = "x", rollback = false })', "may not"),
                ('day:pass "soon"', "is not a duration"),
                ('day:answer("x", 7)', "the outcome is a table"),
                ('error "enough"', "shop_test.lua:2: enough")):
            self.one_test(play)
            self.assertIn(part, self.run_tests(NO), play)

    def test_a_test_that_never_ends_is_stopped(self):
        for play, part in (("while true do end", "does not come to an end"),
                           ('while true do day:pass "30d" end', "the test does not end: more than 400d"),
                           ('while true do day:state "go" end', "million instructions")):
            self.one_test(play)
            self.assertIn(part, self.run_tests(NO), play)

    def test_tests_do_not_see_one_another(self):
        self.write("""
          local count = 0
          local function once(day) count = count + 1; day:expect_equal(count, 1) end
          return tests { j = "2027-01-15", test "a" { play = once }, test "b" { play = once },
            test "c" { j = "2027-06-15", environment = "uat", play = function(day)
              day:play "go"
              day:expect_equal(day:run().clock, "08:00")
            end } }""")
        self.assertIn("3 of 3 tests passed", self.run_tests(DONE))

    def test_junit_is_written_whatever_the_texts_hold(self):
        self.one_test('day:expect(false, "<a> & \\"b\\" \\1")')
        self.write('return tests { j = "2027-01-15", test "good & <well>" { play = function() end } }', "b_test.lua")
        report = self.house.folder / "report.xml"
        self.run_tests(NO, self.shop, "--junit", report)
        suites = xml.parse(report).getroot()
        self.assertEqual(["b_test.lua", "shop_test.lua"], [suite.get("name") for suite in suites])
        self.assertEqual("good & <well>", suites[0][0].get("name"))
        self.assertEqual("1", suites[1].get("failures"))
        self.assertIn('<a> & "b"', suites[1].find("testcase/failure").get("message"))
        self.assertIn("cannot be written", self.run_tests(WRONG_USE, self.shop, "--junit", "/nowhere/x.xml"))

    def test_what_cannot_be_loaded_is_told_with_its_place(self):
        self.assertIn("there is no test", self.run_tests(WRONG_USE))
        for text, part in (("return 1", "shop_test.lua:1: the file returns no tests"),
                           ('return tests { test "a" {} }', "play must be a function"),
                           ('return tests { tets "a" {} }', "shop_test.lua:1: "),
                           ("return tests { tests {} }", "stands among tests"),
                           ('return tests { j = "2027-01-15" }', "shop_test.lua: there is no test in it")):
            self.write(text)
            self.assertIn(part, self.run_tests(WRONG_USE), text)
        alone = self.house.folder / "alone_test.lua"
        alone.write_text("return tests {}")
        self.assertIn("no folder above this file has a runbook.lua", self.run_tests(WRONG_USE, alone))
        file = self.write('return tests { test "a" { play = function() end } }')
        self.assertIn("it has no J", self.run_tests(NO, file))

    def test_eventtickets_keeps_its_tests(self):
        told = self.run_tests(DONE, ROOT / "runbooks/eventtickets")
        self.assertIn("7 of 7 tests passed", told)


if __name__ == "__main__":
    unittest.main()
