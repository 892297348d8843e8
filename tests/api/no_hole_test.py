"""No body can hold up the engine: one that loops, backtracks, eats memory, recurses or swallows its own end fails its
attempt within seconds, saying where; other runs go on meanwhile, and a killed engine starts again."""
import getpass
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import unittest

from house import BIN, PATIENCE_S, House, until

# What is promised is 5 s (the slowest was seen to take 2.6 s); here others may be using the processors.
ENDS_WITHIN_S = 30

PLAN = """return plan "%(name)s" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" {}, phase "work" { on = "J", owner = "ops", step "act" { irreversible = true, run = function(ctx)
%(body)s
  end } } }
"""
# Each on the runbook's third line.
BODIES = {
    "loops": "while true do end",
    "counts": "local n = 0 for i = 1, math.maxinteger do n = n + i % 7 end",
    "backtracks": "local s = ('a'):rep(30000) s:find(('a*'):rep(30) .. 'b')",
    "matches-again-and-again": "local s = ('a'):rep(5000) while true do s:gsub('.-b', '') end",
    "one-long-text": "local s = ('x'):rep(1000000000)",
    "longer-and-longer": "local s = 'x' while true do s = s .. s end",
    "many-tables": "local t = {} while true do t[#t + 1] = { {} } end",
    "one-large-table": "local t = {} for i = 1, math.maxinteger do t[i] = i end",
    "joins": "local t = {} for i = 1, 100000 do t[i] = 'xxxxxxxxxx' end while true do local s = table.concat(t) end",
    "recurses": "local function f() return 1 + f() end f()",
    "recurses-at-its-end": "local function f() return f() end f()",
    "recurses-in-c": "local function f(s) return (s:gsub('.', f)) end f('x')",
    "swallows": "while true do pcall(function() while true do end end) end",
    "swallows-errors": "while true do pcall(error, 'never mind') end",
    "swallows-by-a-handler": "local function h() while true do end end while true do xpcall(error, h) end",
    "swallows-deep": "local function f() pcall(f) while true do pcall(f) end end f()",
    "index": "local t = setmetatable({}, { __index = function(t, k) return t[k + 1] end }) local x = t[1]",
    "tostring": "error(setmetatable({}, { __tostring = function() while true do end end }))",
    "sorts": "local t = {} for i = 1, 100000 do t[i] = -i end while true do table.sort(t, function() return true end) end",
    "branches": "ctx:parallel { function() while true do end end, function() while true do end end,"
                " function() while true do end end, function() while true do end end }",
}
STEADY = """return plan "steady" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" {}, phase "work" { on = "J", owner = "ops", step "tick" { irreversible = true, run = function(ctx)
    for i = 1, 15000 do ctx:exec { "/bin/sh", "-c", "date +%s%N >> ticks" } end
  end } } }
"""


class NoHoleTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.addCleanup(self.end_all)
        self.start()
        self.house.add_user(getpass.getuser(), "ops")

    def start(self):
        self.house.engine = subprocess.Popen(
            [BIN / "golive", "serve", "--data", self.house.data, "--no-door"], stdout=subprocess.DEVNULL)
        until(lambda: (self.house.ask_engine(op="ping") or {}).get("pid") == self.house.engine.pid)

    def end_all(self):
        self.house.engine.kill()
        self.house.engine.wait()
        for entry in pathlib.Path("/proc").iterdir():
            try:
                if (entry / "cmdline").read_bytes() == b"golive-keeper\0" + str(self.house.data).encode() + b"\0":
                    os.kill(int(entry.name), signal.SIGKILL)
            except (OSError, ValueError):
                continue

    def begin(self, name, text):
        folder = self.house.write_runbook(name, text)
        started = self.house.golive("run", folder, "--j", "2027-01-15", "--detach")
        self.assertEqual(started.returncode, 0, started.stderr)
        return started.stdout.strip()

    def ticks(self):
        file = self.house.folder / "steady" / "ticks"
        return [int(line) for line in file.read_text().split()] if file.exists() else []

    def events(self, run):
        with sqlite3.connect(f"file:{self.house.data}/golive.db?mode=ro", uri=True) as database:
            return database.execute("select at, kind, body from events join logs on log = logs.number where id = ?"
                                    " order by seq", (run,)).fetchall()

    def failed(self, run):
        """How long the attempt took, in ms, and why it failed."""
        until(lambda: any(kind == "attempt_failed" for _, kind, _ in self.events(run)), PATIENCE_S * 4)
        events = self.events(run)
        begun = next(at for at, kind, _ in events if kind == "attempt_started")
        return next((at - begun, json.loads(body)["error"]) for at, kind, body in events if kind == "attempt_failed")

    def longest_gap(self, ticks):
        """Between two effects of the run beside it, in ms."""
        return max(b - a for a, b in zip(ticks, ticks[1:])) / 1e6

    def beside(self, name, text):
        """Plays it beside a steady run: how long it took, why it failed, and the other's longest gap meanwhile."""
        before = len(self.ticks())
        took, why = self.failed(self.begin(name, text))
        after = len(self.ticks())
        until(lambda: len(self.ticks()) > after)
        return took, why, self.longest_gap(self.ticks()[before - 1:])

    def test_a_body_that_does_not_end_fails_its_attempt_soon_and_others_go_on(self):
        self.begin("steady", STEADY)
        until(lambda: len(self.ticks()) > 20)
        gaps = {"nothing": self.longest_gap(self.ticks())}
        for name, body in BODIES.items():
            with self.subTest(name):
                took, why, gaps[name] = self.beside(name, PLAN % {"name": name, "body": body})
                self.assertLess(took, ENDS_WITHIN_S * 1000, why)
                self.assertRegex(why, r"^runbook\.lua:3: ")
        print("longest gap between two effects of another run, in ms: "
              + ", ".join(f"{name} {gap:.0f}" for name, gap in sorted(gaps.items(), key=lambda each: -each[1])))

    def test_a_body_that_computes_between_effects_ends_too_and_costs_a_restart_no_more_than_that(self):
        run = self.begin("slow", PLAN % {"name": "slow", "body": """
            for i = 1, 1000 do
              for k = 1, 5000000 do end
              ctx:exec { "/bin/sh", "-c", "echo >> done" }
            end"""})
        done = self.house.folder / "slow" / "done"
        until(lambda: done.exists() and len(done.read_text()) > 20)
        self.house.engine.send_signal(signal.SIGKILL)
        self.house.engine.wait()
        self.start()
        _, why = self.failed(run)
        self.assertIn("the code computes too much: more than 1000 million instructions in one attempt", why)
        self.assertLess(len(done.read_text()), 250)

    def test_an_engine_killed_while_such_a_body_runs_starts_again(self):
        self.begin("steady", STEADY)
        until(lambda: len(self.ticks()) > 5)
        text = PLAN % {"name": "later", "body": """
            ctx:exec { "/bin/sh", "-c", "echo > begun" }
            while true do pcall(function() while true do end end) end"""}
        run = self.begin("later", text)
        until((self.house.folder / "later" / "begun").exists)
        self.house.engine.send_signal(signal.SIGKILL)
        self.house.engine.wait()
        self.start()
        _, why = self.failed(run)
        self.assertRegex(why, r"^runbook\.lua:5: the code does not come to an end")
        after = len(self.ticks())
        until(lambda: len(self.ticks()) > after)


if __name__ == "__main__":
    unittest.main(verbosity=1)
