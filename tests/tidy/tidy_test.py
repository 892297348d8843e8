#!/usr/bin/python3
"""The house's rules hold for every file of the project; and each rule finds what it is there to find."""
import os
import subprocess
import unittest

import rules
from rules import Source, check

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
SUFFIXES = (".cpp", ".h", ".lua", ".py", ".sh", ".mustache")
PROGRAMS = ("dev", ".ci/run")


def project_paths():
    command = ["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "--deduplicate"]
    paths = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    return sorted(p for p in paths if p and os.path.isfile(os.path.join(ROOT, p)))


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


class TheProject(unittest.TestCase):
    def assertNothing(self, findings):
        self.assertEqual([], [str(f) for f in findings], "\n" + "\n".join(map(str, findings)))

    def test_every_file_keeps_the_rules_of_the_house(self):
        paths = [p for p in project_paths() if p.endswith(SUFFIXES) or p in PROGRAMS]
        # The rules' own words would be findings.
        paths = [p for p in paths if not p.startswith("tests/tidy/")]
        self.assertNothing([f for p in paths for f in check(Source(p, read(p)))])

    def test_every_source_is_listed_by_hand(self):
        paths = project_paths()
        lists = {os.path.dirname(p): read(p) for p in paths if os.path.basename(p) == "CMakeLists.txt"}
        self.assertNothing(list(rules.unlisted(paths, lists)))


class TheRules(unittest.TestCase):
    """Small bad samples: what is found, where, and that the good twin is not."""

    def found(self, path, text):
        return [(f.line, f.rule) for f in check(Source(path, text))]

    def finds(self, path, text, line, part):
        found = self.found(path, text)
        self.assertTrue(any(at == line and part in rule for at, rule in found), found)

    def passes(self, path, text):
        self.assertEqual([], self.found(path, text))

    def test_a_room_may_include_only_what_lies_below_it(self):
        for room, target in (("base", "core/plan.h"), ("core", "port/store.h"), ("core", "view/board.h"),
                             ("store", "rim/http.h"), ("lua", "store/sqlite_store.h"),
                             ("loop", "lua/host.h"), ("keeper", "core/plan.h")):
            self.finds(f"engine/{room}/x.cpp", f'// why\n#include "{target}"\n', 2, f'includes "{target}"')
        self.passes("engine/core/x.cpp", '#include "base/instant.h"\n#include "core/plan.h"\n#include <map>\n')
        self.passes("engine/loop/x.cpp", '#include "port/store.h"\n#include "view/board.h"\n')
        self.passes("api/wire.cpp", '#include "store/sqlite_store.h"\n#include "lua/host.h"\n')
        self.passes("engine/base/x.cpp", '// #include "core/plan.h"\n')

    def test_the_pure_rooms_touch_nothing_outside(self):
        for code in ("auto t = std::chrono::system_clock::now();", "auto t = time(nullptr);", "clock_gettime(CLOCK_REALTIME, &t);",
                     "auto h = std::getenv(\"HOME\");", "std::ifstream in(path);", "FILE* f = fopen(p, m);",
                     "std::thread t(work);", "int r = rand();", "static int count = 0;",
                     "static std::map<int, int> cache;", "std::cout << 1;", "std::random_device device;"):
            self.finds("engine/core/x.cpp", f"\n{code}\n", 2, "core/ ")
            self.passes("engine/rim/x.cpp", f"\n{code}\n")
        for code in ("static constexpr int most = 3;", "static const char* name();", "hh_mm_ss time(since_midnight);",
                     "auto t = start_time(run);", "// std::thread", 'auto s = "rand()";', "std::time_t t;",
                     "static Plan load(int x);", "static_assert(sizeof(int) == 4);",
                     "static_cast<int>(x);"):
            self.passes("engine/core/x.cpp", f"{code}\n")

    def test_sizes_are_bounded(self):
        self.finds("engine/core/x.cpp", "\n" * 401, 401, "401 lines")
        self.finds("engine/core/x.cpp", "// " + "x" * 98 + "\n", 1, "101 characters")
        self.passes("engine/core/x.cpp", "// " + "é" * 97 + "\n")

    def test_long_functions_are_found_and_long_classes_are_not(self):
        body = "  f();\n" * 59
        self.finds("engine/core/x.cpp", "int a;\nvoid g(int x) const {\n" + body + "}\n", 2, "61 lines")
        self.passes("engine/core/x.cpp", "void g(int x) {\n" + "  f();\n" * 58 + "}\n")
        self.passes("engine/core/x.h", "#pragma once\nnamespace golive {\nstruct A {\n" + "  int x();\n" * 70 + "};\n}\n")
        self.finds("engine/core/x.cpp", "A::A(int x)\n    : x_(x) {\n  if (x) {\n  }\n" + body + "}\n", 2, "lines")

    def test_braces_in_texts_and_comments_do_not_count(self):
        text = "void g() {\n  auto s = \"}\";  // }\n  char c = '}';\n" + "  f();\n" * 58 + "}\n"
        self.finds("engine/core/x.cpp", text, 1, "62 lines")

    def test_names_say_what_a_file_is_about(self):
        for name in ("run_manager", "util", "string_helper", "plan_impl", "common", "data", "run_info_test"):
            self.finds(f"engine/core/{name}.cpp", "\n", 1, "file's name")
        self.passes("engine/core/database_url.cpp", "\n")
        self.passes("engine/core/data_dir_test.cpp", "\n")

    def test_headers_switches_catches_and_notes(self):
        self.finds("engine/core/x.h", "int x;\n", 1, "#pragma once")
        self.finds("engine/core/x.cpp", "switch (k) {\n  default: break;\n}\n", 2, "`default:`")
        self.passes("engine/core/x.cpp", "A() = default;\n")
        self.finds("engine/lua/x.cpp", "try {\n} catch (...) {\n}\n", 2, "`catch (...)`")
        self.passes("engine/lua/x.cpp", "try {\n} catch (const Stop&) {\n}\n")
        self.finds("runbooks/golive/http.lua", "-- TO" + "DO: later\n", 1, "come back later")

    def test_a_source_in_no_list_is_found(self):
        lists = {"": "add_subdirectory(engine/core)", "engine/core": "room(core SOURCES plan.cpp # run.cpp\n)",
                 "api": "add_executable(golive cli/main.cpp)"}
        paths = ["engine/core/plan.cpp", "engine/core/run.cpp", "engine/core/an.cpp", "api/cli/main.cpp",
                 "api/cli/other.cpp"]
        self.assertEqual(["engine/core/run.cpp", "engine/core/an.cpp", "api/cli/other.cpp"],
                         [f.path for f in rules.unlisted(paths, lists)])

    def test_a_finding_says_place_rule_and_reason(self):
        finding = check(Source("engine/core/x.h", "int x;\n"))[0]
        self.assertEqual("engine/core/x.h:1: a header without #pragma once (it may be included twice)",
                         str(finding))


if __name__ == "__main__":
    unittest.main()
