"""What a page shows, tried out: its fenced blocks are written, loaded and run in a folder of their own.

    ```lua shop/runbook.lua     a whole file, kept in the folder for what follows
    ```lua in plan              blocks of a plan; `in phase`, `in step`, `in body`: what stands there
    ```console                  "$ " begins a command; what follows is what it prints

Of a command without output only the exit code is held: 0, or what its comment says ("# exits with 1"). A line "..."
stands for any lines. Instants and seconds that something took are not compared, nor the times of day in what
`golive status` says of a clock that runs.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests" / "api"))
from house import BIN, PATIENCE_S, House  # noqa: E402  pylint: disable=wrong-import-position

# What fragments stand in.
AROUND = """return plan "around" {{ title = "Around", timezone = "Europe/Paris", approved_by = {{ "lead" }},
  role "lead" {{ title = "Lead" }}, role "dba" {{ title = "DBA" }}, role "ops" {{ title = "Operations" }},
  environment "uat" {{ base_url = "http://127.0.0.1:9" }}, secret "key" {{ from = "env:KEY" }},
  phase "go-live" {{ title = "Day J", on = "J", owner = "ops",
    step "migrate" {{ irreversible = true, run = function(ctx) ctx:exec {{ "true" }} end }},
    task "prices" {{}},
{phase}
  }},
{plan}
}}
"""
NOTHING = "run = function(ctx) ctx:exec { \"true\" } end,\n"
PLAYED = """return tests { j = "2027-01-15", environment = "uat",
  test "it is played to its end" { play = function(day) day:expect_equal(day:play(), "over") end },
}
"""


@dataclass
class Snippet:
    page: str
    line: int
    language: str
    info: str  # what follows the language
    text: str

    def __str__(self):
        return f"{self.page}:{self.line}"


def snippets_of(page):
    found, fence = [], None
    for number, line in enumerate(page.read_text().splitlines(keepends=True), 1):
        mark = re.match(r"```(\w*) *(.*?) *$", line)
        if fence is None and mark:
            fence = Snippet(str(page.relative_to(PROJECT)), number, mark[1], mark[2], "")
        elif fence is not None and line.rstrip() == "```":
            found.append(fence)
            fence = None
        elif fence is not None:
            fence.text += line
    assert fence is None, f"{fence}: it does not end"
    return found


def whole(snippet):
    """A runbook around a fragment of one."""
    text = snippet.text
    if snippet.info == "in plan":
        return AROUND.format(phase="", plan=text)
    if snippet.info == "in body":
        text = f"run = function(ctx)\n{text}end,\n"
    if snippet.info in ("in step", "in body"):
        run = "" if re.search(r"^\s*run = ", text, re.M) else NOTHING
        text = f'step "example" {{ irreversible = true,\n{run}{text.rstrip()}\n}},\n'
    return AROUND.format(phase=text, plan="")


@dataclass
class Command:
    text: str
    shown: list  # lines
    line: int

    @property
    def code(self):
        told = re.search(r"#.*\bexits with (\d)", self.text)
        return int(told[1]) if told else 0

    @property
    def only_looks(self):
        return re.match(r"golive (status|audit|report)\b", self.text) is not None


def commands_of(snippet):
    commands = []
    for number, line in enumerate(snippet.text.splitlines(), snippet.line + 1):
        if line.startswith("$ "):
            commands.append(Command(line[2:], [], number))
        elif commands and commands[-1].text.endswith("\\"):
            commands[-1].text += "\n" + line
        elif commands:
            commands[-1].shown.append(line.rstrip())
        else:
            raise AssertionError(f"{snippet}: a console shows a command first, after \"$ \"")
    return commands


def comparable(line, of_clock):
    line = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "INSTANT", line.rstrip())
    line = re.sub(r"\(\d+\.\d\d s\)", "(SECONDS)", line)
    return re.sub(r"\b\d\d:\d\d\b", "hh:mm", line) if of_clock else line


def is_as_shown(command, printed):
    of_clock = command.text.startswith("golive status")
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(comparable(line, of_clock)) + "\n"
                      for line in "\n".join(command.shown).rstrip().splitlines())
    text = "".join(comparable(line, of_clock) + "\n" for line in printed.rstrip().splitlines())
    return re.fullmatch(pattern, text) is not None


class Bench:
    """A folder with the programs at hand, and one shell that keeps what it is told, as a reader's does."""

    def __init__(self, case):
        self.case = case
        self.house = House()
        case.addCleanup(self.end)
        self.place = self.house.folder / "place"
        (self.place / "build").mkdir(parents=True)
        (self.place / "build" / "bin").symlink_to(BIN.resolve())
        (self.place / "runbooks").symlink_to(PROJECT / "runbooks")
        (self.place / "dev").write_text("#!/bin/sh\n")  # the programs are built already
        (self.place / "dev").chmod(0o755)
        environment = dict(os.environ, GOLIVE_DATA=str(self.house.data), HOME=str(self.house.folder),
                           PATH=f"{BIN.resolve()}:{os.environ['PATH']}")
        environment.pop("GOLIVE_TOKEN", None)
        self.shell = subprocess.Popen(["bash"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                      cwd=self.place, env=environment)

    def end(self):
        self.shell.stdin.close()
        self.shell.wait(PATIENCE_S)
        self.shell.stdout.close()
        lock = self.house.data / "engine.lock"
        if lock.exists():
            self.house.end_process(int(lock.read_text()))
        self.house.stop()

    def golive(self, *words):
        return self.house.golive(*words, cwd=self.place)

    def expect(self, codes, *words):
        done = self.golive(*words)
        self.case.assertIn(done.returncode, codes, f"{words}: {done.stdout}{done.stderr}")

    def write(self, name, text):
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def keep(self, snippet):
        """A whole file, which must be loaded as what it is."""
        path = self.write(snippet.info, snippet.text)
        if path.name.endswith("_test.lua"):
            self.expect([0], "test", path)
        elif "return scenario" in snippet.text:
            self.expect([0, 1], "simulate", path.parent.parent, "--j", "2027-01-15", "--scenario", path)
        elif path.suffix == ".json":
            json.loads(snippet.text)
        elif path.suffix == ".lua":
            self.expect([0, 1], "check", path)

    def load(self, snippet):
        """A fragment; what is done in a body is also played, against answers that succeed."""
        folder = self.place / "around"
        self.write("around/runbook.lua", whole(snippet))
        self.expect([0, 1], "check", folder)
        if snippet.info == "in body":
            self.write("around/played_test.lua", PLAYED)
            self.expect([0], "test", folder)
        shutil.rmtree(folder)

    def tell(self, text):
        """Has the shell do it; its exit code, and what was printed."""
        printed = self.house.folder / "printed"
        text = text.replace("/tmp/golive-tour", str(self.house.data))
        self.shell.stdin.write(f"{{ {text}\n}} >{printed} 2>&1 </dev/null; echo $?\n")
        self.shell.stdin.flush()
        return int(self.shell.stdout.readline()), printed.read_text()

    def run(self, snippet, command):
        end = time.monotonic() + PATIENCE_S
        while True:
            code, printed = self.tell(command.text)
            good = code == command.code and (not any(command.shown) or is_as_shown(command, printed))
            # What is only looked at may come in a moment.
            if good or not command.only_looks or time.monotonic() > end:
                break
            time.sleep(0.05)
        where = f"{snippet.page}:{command.line}"
        self.case.assertEqual(code, command.code, f"{where}: {command.text}\n{printed}")
        self.case.assertTrue(good, f"{where}: {command.text}\nprints\n{printed}\nand is said to print\n"
                             + "\n".join(command.shown))

    def play(self, snippet):
        if snippet.language == "console":
            for command in commands_of(snippet):
                self.run(snippet, command)
        elif snippet.language == "lua" and snippet.info in ("in plan", "in phase", "in step", "in body"):
            self.load(snippet)
        elif "." in snippet.info:
            self.keep(snippet)
        else:
            raise AssertionError(f"{snippet}: the test cannot tell what this is; see tests/guide/snippets.py")
