"""`golive simulate`: the same seed tells the same story; what is to go wrong does, and is told; many runs are counted."""
import json
import pathlib
import unittest

from house import House

ROOT = pathlib.Path(__file__).resolve().parents[2]
EVENTTICKETS = ROOT / "runbooks/eventtickets"
DONE, NO, WRONG_USE = 0, 1, 2

SHOP = """
return plan "shop" {
  title = "Shop", timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "ops" { title = "Ops" },
  environment "uat" {},
  phase "before" { on = "J-1", task "ready" { owner = "ops", estimate = "2h" } },
  phase "go-live" { on = "J", owner = "ops",
    gate "go" { at = "08:00", decided_by = { "lead", at_least(2, "ops") }, within = "15m" },
    step "close" { at = "08:15", does = "downtime_start", estimate = "5m", irreversible = true,
      run = function(ctx) ctx:exec { "no-such-program" } end },
    step "move" { estimate = "30m", undo_estimate = "5m", retry = { times = 1, every = "1m" },
      run = function(ctx) error "a simulated body is not run" end, undo = function(ctx) end },
    step "open" { at = "09:00", does = "opening", estimate = "5m", irreversible = true, run = function(ctx) end },
    watch "traffic" { during = "3d", run = function(ctx) end },
  },
  contingency "lost" { risk = "It breaks", trigger = failed "move", decided_by = { "ops" }, within = "10m",
    rollback_to = "go-live", step "tell" { irreversible = true, run = function(ctx) end } },
}
"""


class SimulateTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.shop = self.house.write_runbook("shop", SHOP)

    def simulate(self, code, *words, runbook=None):
        done = self.house.golive("simulate", runbook or self.shop, "--j", "2027-01-15", *words)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout[-2000:]}{done.stderr}")
        return done

    def told(self, code, *words, runbook=None):
        return json.loads(self.simulate(code, *words, "--json", runbook=runbook).stdout)

    def lines(self, told, item, what=None):
        return [line for line in told["timeline"] if line["item"] == item and what in (None, line["what"])]

    def write(self, name, text):
        (self.house.folder / name).write_text(text)
        return self.house.folder / name

    def test_the_same_seed_tells_the_same_story_and_another_one_another(self):
        first = self.simulate(DONE, "--seed", "7").stdout
        self.assertEqual(first, self.simulate(DONE, "--seed", "7").stdout)
        self.assertNotEqual(first, self.simulate(DONE, "--seed", "8").stdout)
        self.assertIn("08:00       open        go-live/go", first)
        self.assertIn("Opening   planned 09:00, simulated 09:", first)
        self.assertIn("Downtime  planned", first)

    def test_people_of_distinct_names_decide_and_a_watch_lasts_its_whole_time(self):
        told = self.told(DONE)
        self.assertEqual({"go by lead", "go by ops", "go by ops 2"},
                         {line["detail"] for line in self.lines(told, "go-live/go", "decided")})
        self.assertTrue(self.lines(told, "go-live/traffic", "succeeded")[0]["j"].startswith("J+3 "))
        self.assertEqual(told["ends"], {"completed": 1})

    def test_nothing_starts_before_its_time(self):
        plan = json.loads(self.house.golive("plan", EVENTTICKETS, "--j", "2027-01-15", "--format", "json").stdout)
        planned = {item["path"]: item["start"]["utc"] for item in plan["items"] if item["start"]}
        for seed in range(1, 6):
            told = self.told(DONE, "--seed", str(seed), runbook=EVENTTICKETS)
            begun = [line for line in told["timeline"] if line["what"] in ("started", "open")]
            self.assertGreater(len(begun), 80)
            for line in begun:
                self.assertGreaterEqual(line["utc"], planned.get(line["item"], ""), line)

    def test_a_failure_is_answered_by_its_contingency_and_a_retry_by_itself(self):
        told = self.told(NO, "--fail", "move")
        self.assertEqual(told["ends"], {"rolled_back": 1})
        self.assertEqual(2, len(self.lines(told, "go-live/move", "failed")))
        self.assertTrue(self.lines(told, "lost", "activated"))
        self.assertTrue(self.lines(told, "go-live/move", "undone"))
        self.assertEqual(told["causes"], [{"cause": "go-live/move failed", "runs": 1}])
        once = self.write("once.lua", 'return scenario { fail "move" { times = 1 } }')
        self.assertEqual(self.told(DONE, "--scenario", once)["ends"], {"completed": 1})

    def test_a_no_go_ends_in_an_abort_and_who_is_absent_answers_later(self):
        refused = self.told(NO, "--fail", "go-live/go")
        self.assertEqual(refused["ends"], {"aborted": 1})
        self.assertEqual(3, len(self.lines(refused, "go-live/go", "refused")))
        absent = self.told(DONE, "--absent", "lead")
        self.assertTrue(self.lines(absent, "go-live/go", "held"))
        self.assertTrue(self.lines(absent, "go-live/open", "started")[0]["j"].startswith("J+1 "))
        self.assertEqual(absent["causes"], [{"cause": "go-live/go was decided late", "runs": 1}])

    def test_who_never_comes_back_leaves_the_run_standing(self):
        gone = self.write("gone.lua", 'return scenario { absent "ops" {} }')
        told = self.told(NO, "--scenario", gone)
        self.assertEqual(told["ends"], {"stuck": 1})
        self.assertIn("before/ready waits for ops", told["stuck"])

    def test_lateness_and_a_freeze_move_the_opening(self):
        late = self.told(DONE, "--late", "go=1h")
        self.assertGreater(self.lines(late, "go-live/go", "approved")[0]["j"], "09:00")
        frozen = self.write("frozen.lua", """return scenario {
          freeze "incident" { from = "J 08:50", to = "J 09:40", reason = "Incident chez l'hébergeur" } }""")
        told = self.told(DONE, "--scenario", frozen)
        self.assertEqual("09:40", self.lines(told, "go-live/open", "started")[0]["j"])
        self.assertIn("Incident chez l'hébergeur", told["causes"][0]["cause"])

    def test_many_runs_tell_the_odds_and_each_can_be_told_by_its_seed(self):
        flapping = self.write("flapping.lua", 'return scenario { flaps "move" { percent = 40 } }')
        told = self.told(DONE, "--runs", "60", "--seed", "100", "--scenario", flapping)
        self.assertEqual(60, sum(told["ends"].values()))
        self.assertGreater(told["ends"]["completed"], 20)
        self.assertGreater(told["ends"]["rolled_back"], 1)
        self.assertLessEqual(told["opening"]["on_time"], told["opening"]["opened"])
        ends = {}
        for seed in range(100, 160):
            code = self.house.golive("simulate", self.shop, "--j", "2027-01-15", "--seed", str(seed),
                                     "--scenario", flapping).returncode
            ends[code] = ends.get(code, 0) + 1
        self.assertEqual(ends[DONE], told["ends"]["completed"])
        text = self.simulate(DONE, "--runs", "60", "--scenario", flapping).stdout
        for part in ("on time", "p50", "p90", "What kept it from opening on time", "go-live/move"):
            self.assertIn(part, text)

    def test_what_names_nothing_of_the_plan_is_refused_with_its_place(self):
        slip = self.write("slip.lua", 'return scenario {\n  fail "moove" {},\n}')
        done = self.simulate(WRONG_USE, "--scenario", slip)
        self.assertIn('slip.lua:2: the plan has no item "moove"', done.stderr)
        self.assertIn('did you mean "move"?', done.stderr)
        broken = self.write("broken.lua", "return scenario {\n  late \"go\" {},\n}")
        self.assertIn("broken.lua:2: ", self.simulate(WRONG_USE, "--scenario", broken).stderr)
        for words in (["--fail", "moove"], ["--absent", "boss"], ["--late", "soon"], ["--fail", "go-live"],
                      ["--scenario", "nowhere.lua"], ["--runs", "0"], ["--runs", "1000000"], ["--env", "moon"]):
            self.assertTrue(self.simulate(WRONG_USE, *words).stderr, words)


if __name__ == "__main__":
    unittest.main()
