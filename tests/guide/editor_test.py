"""What an author's editor is told: what `golive annotations` writes, what `golive new` leaves, and that it is so."""
import json
import re
import unittest

from snippets import PROJECT, Bench

LIBRARY = PROJECT / "runbooks" / "golive"

# Each call of ctx once; the names of what it gives are its result.
CALLS = """local function names(answer)
  local found = {}
  for name in pairs(answer) do found[#found + 1] = name end
  return found
end
return plan "calls" { timezone = "Europe/Paris", approved_by = { "lead" }, role "lead" { title = "Lead" },
  environment "uat" {},
  phase "day" { on = "J", owner = "lead",
    step "exec" { effects = false, run = function(ctx) return names(ctx:exec { "true" }) end },
    step "http" { effects = false, run = function(ctx) return names(ctx:http "http://127.0.0.1:9/") end },
    step "poll" { effects = false, run = function(ctx) return names(ctx:poll { url = "http://127.0.0.1:9/" }) end },
  } }
"""
PLAYED = """return tests { j = "2027-01-15",
  test "all is told" { play = function(day)
    day:expect_equal(day:play(), "over")
    local told = {
      ExecAnswer = day:item("exec").result, HttpAnswer = day:item("http").result, PollAnswer = day:item("poll").result,
      DayItem = {}, DayRun = {},
    }
    for name in pairs(day:item "exec") do table.insert(told.DayItem, name) end
    for name in pairs(day:run()) do table.insert(told.DayRun, name) end
    local lines = {}
    for class, names in pairs(told) do table.insert(lines, class .. "=" .. table.concat(names, ",")) end
    day:expect(false, table.concat(lines, ";"))
  end },
}
"""


def fields_of(text, name):
    """Field names of a class, its parents' included, each with whether it may be missing."""
    found = re.search(rf"^---@class {re.escape(name)}(?:: (\S+))?\n((?:---@field .*\n)*)", text, re.M)
    assert found, name
    own = dict((field, bool(mark)) for field, mark in re.findall(r"---@field (\w+)(\??) ", found[2]))
    return {**(fields_of(text, found[1]) if found[1] else {}), **own}


class EditorTest(unittest.TestCase):
    def setUp(self):
        self.bench = Bench(self)

    def told(self, *words):
        done = self.bench.golive("annotations", *words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_the_command_prints_what_stands_beside_the_library(self):
        self.assertEqual(self.told(), (LIBRARY / "meta.lua").read_text())

    def test_what_the_calls_give_is_told(self):
        self.bench.write("calls/runbook.lua", CALLS)
        self.bench.write("calls/all_test.lua", PLAYED)
        said = re.search(r"not so: (\S+)", self.bench.golive("test", "calls").stdout)[1]
        for line in said.split(";"):
            name, given = line.split("=")
            known = fields_of(self.told(), f"golive.{name}")
            with self.subTest(name):
                self.assertLessEqual(set(given.split(",")), set(known))
                self.assertLessEqual({each for each, optional in known.items() if not optional}, set(given.split(",")))

    def test_the_library_says_of_each_body_what_it_takes(self):
        checked = 0
        for module in sorted(LIBRARY.glob("*.lua")):
            text = module.read_text()
            for kind, noun in re.findall(r"^---@param given (golive\.\S+)\n(?:---.*\n)*function (\S+)\(", text, re.M):
                folder = f"takes-{checked}"
                self.bench.write(f"{folder}/runbook.lua", f'local {noun.split(".")[0]} = require "golive.{module.stem}"\n'
                                 f'return plan "p" {{ phase "a" {{ on = "J", step "s" {{ run = {noun} {{ "x", nonsense = 1 }}'
                                 " } } }\n")
                said = self.bench.golive("check", folder).stderr
                names = re.search(r"it has ([\w, ]+)", self.taken(noun, said, folder, module))
                with self.subTest(noun):
                    self.assertEqual(set(names[1].split(", ")), set(fields_of(text, kind)))
                checked += 1
        self.assertGreaterEqual(checked, 7)

    def taken(self, noun, said, folder, module):
        """Some take no list, and say so first."""
        if "it has" in said:
            return said
        self.bench.write(f"{folder}/runbook.lua", f'local {noun.split(".")[0]} = require "golive.{module.stem}"\n'
                         f'return plan "p" {{ phase "a" {{ on = "J", step "s" {{ run = {noun} {{ nonsense = 1 }} }} }} }}\n')
        return self.bench.golive("check", folder).stderr

    def test_a_new_runbook_comes_with_what_an_editor_needs(self):
        self.assertEqual(self.bench.golive("new", "shop").returncode, 0)
        shop = self.bench.place / "shop"
        settings = json.loads((shop / ".luarc.json").read_text())
        self.assertEqual(settings["runtime.version"], "Lua 5.4")
        meta, = [shop / folder for folder in settings["workspace.library"]]
        self.assertEqual((meta / "golive.lua").read_text(), self.told())
        for module in ("command", "fields", "files", "http", "mysql"):
            self.assertEqual((meta / "golive" / f"{module}.lua").read_text(), (LIBRARY / f"{module}.lua").read_text())
        self.assertIn("no findings", self.bench.golive("check", "shop").stdout)
        self.assertIn("2 of 2 tests passed", self.bench.golive("test", "shop").stdout)

    def test_a_plans_own_names_replace_the_general_ones(self):
        self.assertEqual(self.bench.golive("new", "shop").returncode, 0)
        done = self.bench.golive("annotations", "shop", "-o", "shop/meta")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertIn('---@alias golive.Role "lead"|"ops"\n', (self.bench.place / "shop/meta/golive.lua").read_text())

    def test_what_cannot_be_read_or_written_is_told(self):
        self.bench.write("file", "")
        for words, why in ((["nowhere"], "there is no such runbook"), (["-o", "file/meta"], "the folder cannot be made")):
            done = self.bench.golive("annotations", *words)
            self.assertEqual(done.returncode, 2)
            self.assertIn(why, done.stderr)


if __name__ == "__main__":
    unittest.main()
