#!/usr/bin/python3
"""The board's list of runs, where there are many."""
import re
import unittest

from board_case import BoardCase
from runbooks import SMALL

UNDER_WAY, OVER = 102, 31


class BoardRunsTest(BoardCase):
    def listed(self, browser, page, section):
        shown = browser.get(f"/board?page={page}")
        self.check_page(shown)
        found = re.search(f'<section id="{section}".*?</section>', shown.text, re.S)
        return re.findall(r'class="soft id">([^<]*)<', found[0]) if found else []

    def test_many_runs_stand_on_pages_the_newest_first_and_none_is_left_out(self):
        small = str(self.house.write_runbook("small", SMALL))
        runs = [self.new_run(small) for _ in range(UNDER_WAY + OVER)]
        under_way, over = runs[:UNDER_WAY], runs[UNDER_WAY:]
        for run in over:
            done = self.house.ask("POST", f"/api/v1/runs/{run}/abort", {"reason": "over", "rollback": False}, self.lead)
            self.assertEqual(done.status, 200, done.text)
        lea = self.browser(self.lead)
        for section, size, wanted in (("under-way", 100, under_way), ("past", 30, over)):
            first, second = (self.listed(lea, page, section) for page in (1, 2))
            self.assertEqual(len(first), size)
            self.assertEqual(first + second, wanted[::-1])
        self.assertIn('href="?page=2"', lea.get("/board").text)
        self.assertEqual(lea.page.text.count('class="ask"'), 100)
        self.assertIn("list all): 2<", lea.page.text)
        self.assertNotIn('href="?page=3"', lea.get("/board?page=2").text)
        # A page that there is not is the nearest one, and what is no number is told.
        self.assertEqual(lea.get("/board?page=99").text.count("?page=1"), 1)
        self.check_page(lea.get("/board?page=0"))
        for odd in ("-1", "x", "9999999999999999999999"):
            self.check_page(lea.get(f"/board?page={odd}"), 400)


if __name__ == "__main__":
    unittest.main()
