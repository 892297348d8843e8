"""Everything that the guide and the tour in README show is so: each file loads, each command prints what it is said to."""
import re
import subprocess
import unittest

from snippets import PROJECT, Bench, Snippet, commands_of, is_as_shown, snippets_of

GUIDE = PROJECT / "docs" / "runbook_guide.md"
README = PROJECT / "README.md"
NOTICES = PROJECT / "docs" / "notices.md"


class PagesTest(unittest.TestCase):
    def test_the_guide_does_what_it_says(self):
        bench = Bench(self)
        shown = snippets_of(GUIDE)
        self.assertGreater(len(shown), 10)
        for snippet in shown:
            bench.play(snippet)

    def test_what_the_page_of_notices_shows_loads(self):
        bench = Bench(self)
        shown = snippets_of(NOTICES)
        self.assertTrue(shown)
        for snippet in shown:
            bench.play(snippet)

    def test_the_tour_in_the_readme_goes_as_it_says(self):
        bench = Bench(self)
        first = snippets_of(GUIDE)[0]  # where the tour begins
        self.assertEqual(first.info, "shop/runbook.lua")
        bench.play(first)
        for snippet in snippets_of(README):
            if snippet.language != "sh":
                bench.play(snippet)

    def test_what_the_readme_has_one_type_first_is_there(self):
        told = subprocess.run([PROJECT / "dev", "help"], text=True, capture_output=True, check=True).stdout
        shown = [snippet for snippet in snippets_of(README) if snippet.language == "sh"]
        self.assertTrue(shown)
        for snippet in shown:
            for line in snippet.text.splitlines():
                word = re.match(r"\./dev (\w+)", line)
                self.assertRegex(told, rf"(?m)^  {word[1]}\b", str(snippet))


class SnippetsTest(unittest.TestCase):
    def console(self, text):
        return commands_of(Snippet("page.md", 1, "console", "", text))

    def test_a_command_is_held_against_what_the_page_shows(self):
        command, = self.console("$ golive check shop\nfirst\n...\nlast\n")
        self.assertTrue(is_as_shown(command, "first\nanything\nat all\nlast\n"))
        self.assertTrue(is_as_shown(command, "first\nlast\n"))
        self.assertFalse(is_as_shown(command, "first\nlast\nmore\n"))
        self.assertFalse(is_as_shown(command, "another\nlast\n"))

    def test_the_time_of_a_clock_that_runs_is_not_compared(self):
        command, = self.console("$ golive status r\nsince 00:00 (2027-01-14T23:00:00.022Z)\n")
        self.assertTrue(is_as_shown(command, "since 00:01 (2027-01-14T23:01:01.5Z)\n"))
        self.assertFalse(is_as_shown(command, "since noon (2027-01-14T23:01:01.5Z)\n"))

    def test_a_command_says_how_it_ends(self):
        first, second = self.console("$ golive check a  # exits with 1\n$ golive run b \\\n    --detach\n")
        self.assertEqual((first.code, second.code), (1, 0))
        self.assertEqual(second.text, "golive run b \\\n    --detach")

    def test_a_slip_in_a_page_fails(self):
        bench = Bench(self)
        for language, info, text in (("lua", "in plan", 'rol "x" { title = "X" },'), ("lua", "in body", "ctx:exce {}\n"),
                                     ("lua", "", "return 1"), ("console", "", "$ golive chek\n"),
                                     ("console", "", "$ echo a\nb\n"), ("lua", "a/runbook.lua", "return plan {}")):
            with self.subTest(text), self.assertRaises(AssertionError):
                bench.play(Snippet("page.md", 1, language, info, text))


if __name__ == "__main__":
    unittest.main()
