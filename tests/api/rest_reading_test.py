"""What a client of REST can rely on beside the answers themselves: tags, pages, numbers, limits, figures."""
import os
import re
import signal
import sqlite3
import unittest

from house import until
from rest_case import RUNS, RestCase


class ReadingTest(RestCase):
    def listed(self, query="", token=None):
        answer = self.ask("GET", RUNS + query, token=token or self.lead)
        self.assertEqual(answer.status, 200, answer.text)
        return [run["id"] for run in answer.json["runs"]], answer.json["next"]

    def test_a_client_that_has_seen_a_run_is_not_sent_it_again(self):
        run = self.new_run()
        self.order(200, run, "abort", self.lead, reason="enough", rollback=False)
        path = f"{RUNS}/{run}"
        tag = self.ask("GET", path, token=self.lead).headers["etag"]
        for seen in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
            answer = self.ask("GET", path, token=self.lead, headers={"If-None-Match": seen})
            self.assertEqual((answer.status, answer.text, answer.headers["etag"]), (304, "", tag))
        for unseen in ('W/"1"', '"', ",", "nonsense"):
            answer = self.ask("GET", path, token=self.lead, headers={"If-None-Match": unseen})
            self.assertEqual(answer.status, 200)

    def test_a_tag_changes_with_what_happens(self):
        run = self.new_run()
        tags = set()
        for name in ("pause", "resume", "pause"):
            self.order(200, run, name, self.lead, reason="lunch")
            answer = self.ask("GET", f"{RUNS}/{run}", token=self.lead, headers={"If-None-Match": ", ".join(tags) or '""'})
            self.assertEqual(answer.status, 200)
            tags.add(answer.headers["etag"])
        self.assertEqual(len(tags), 3)

    def test_if_match_is_of_the_right_form_and_belongs_to_decisions(self):
        run = self.new_run()
        decision = {"gate": "end", "verdict": "go", "reason": "all is well"}
        for odd in ("abc", '""', '"', 'W/"ab"', '"ab", "cd"', '"x y"'):
            self.refused(400, "POST", f"{RUNS}/{run}/decide", decision, self.lead, headers={"If-Match": odd})
        self.refused(400, "POST", f"{RUNS}/{run}/pause", {"reason": "x"}, self.lead, headers={"If-Match": '"ab"'})
        self.refused(409, "POST", f"{RUNS}/{run}/decide", decision, self.lead, headers={"If-Match": "*"})

    def test_pages_of_runs_have_each_once_though_more_are_added(self):
        before = [self.new_run() for _ in range(5)]
        everything = self.listed("?limit=1000")[0]
        self.assertTrue(set(before) <= set(everything))
        seen, cursor = [], ""
        while cursor is not None:
            page, cursor = self.listed("?limit=2" + (f"&cursor={cursor}" if cursor else ""))
            self.assertLessEqual(len(page), 2)
            seen += page
            if len(seen) == 4:
                added = self.new_run()
        self.assertEqual(seen, everything + [added])

    def test_runs_by_state_and_plan(self):
        ended = self.new_run()
        self.order(200, ended, "abort", self.lead, reason="enough", rollback=False)
        going = self.new_run()
        aborted, active = self.listed("?state=aborted&limit=1000")[0], self.listed("?state=running&limit=1000")[0]
        self.assertIn(ended, aborted)
        self.assertIn(going, active)
        self.assertFalse(set(aborted) & set(active))
        self.assertEqual(self.listed("?plan=nothing"), ([], None))
        self.assertIn(going, self.listed("?plan=actions&limit=1000")[0])

    def test_pages_of_events(self):
        run = self.new_run()
        for _ in range(5):
            self.order(200, run, "pause", self.lead, reason="lunch")
            self.order(200, run, "resume", self.lead)
        everything = self.house.events(run, self.lead)
        seen, cursor = [], ""
        while cursor is not None:
            page = self.ask("GET", f"{RUNS}/{run}/events?limit=3" + (f"&cursor={cursor}" if cursor else ""),
                            token=self.lead).json
            seen, cursor = seen + page["events"], page["next"]
        self.assertEqual(seen, everything)

    def test_odd_pages_are_refused(self):
        run = self.new_run()
        for query in ("cursor=", "cursor=c", "cursor=cx", "cursor=c-1", "cursor=c01", "cursor=cFF", "cursor=cffffffffffffffffff",
                      "cursor=%00", "limit=0", "limit=1001", "limit="):
            self.refused(400, "GET", f"{RUNS}?{query}", token=self.lead)
            self.refused(400, "GET", f"{RUNS}/{run}/events?{query}", token=self.lead)
        for query in ("cursor=cfffff", "state=asleep", "state="):
            self.refused(400, "GET", f"{RUNS}?{query}", token=self.lead)
        self.refused(400, "GET", f"{RUNS}/{run}/events?after=1&cursor=c1", token=self.lead)

    def test_each_answer_has_a_number_by_which_it_is_found_again(self):
        for given in ("req-1", "a.b_C-9", "x" * 64):
            answer = self.ask("GET", RUNS, token=self.lead, headers={"X-Request-Id": given})
            self.assertEqual(answer.headers["x-request-id"], given)
        for odd in ("", "a b", "x" * 65, "<script>", "é".encode().decode("latin-1")):
            answer = self.ask("GET", f"{RUNS}/nothing", token=self.lead, headers={"X-Request-Id": odd})
            made = answer.headers["x-request-id"]
            self.assertRegex(made, "^[0-9a-f]{16}$")
            self.assertEqual(answer.json["request_id"], made)
        self.ask("GET", f"{RUNS}/nothing", token=self.lead, headers={"X-Request-Id": "find-me"})
        line = until(lambda: [line for line in self.access_log() if line.endswith(" find-me")])[0]
        self.assertRegex(line, r"^\S+Z 127\.0\.0\.1 lea GET /api/v1/runs/nothing 404 \d+ms find-me$")

    def access_log(self):
        return (self.house.data / "access.log").read_text().splitlines()

    def test_strangers_leave_no_trace_but_some_lines_in_the_access_log(self):
        database = sqlite3.connect(f"file:{self.house.data}/golive.db?mode=ro", uri=True)
        count = "SELECT count(*) FROM events"
        before, lines = database.execute(count).fetchone(), len(self.access_log())
        for number in range(300):
            self.house.ask("GET", f"{RUNS}/noise", token="wrong.secret-of-mine", headers={"X-Real-IP": f"10.1.0.{number % 200}"})
        self.assertEqual(database.execute(count).fetchone(), before)
        log = "\n".join(self.access_log()[lines:])
        self.assertNotIn("secret-of-mine", log)
        self.assertNotIn("secret-of-mine", "".join(path.read_text(errors="replace")
                                                   for path in self.house.data.glob("*.log*")))
        self.assertLess(log.count("10.1.0."), 300)

    def test_a_source_of_wrong_tokens_is_slowed_and_nobody_else(self):
        source = {"X-Real-IP": "10.2.0.1"}
        self.assertEqual(self.ask("GET", RUNS, token=self.lead, headers=source).status, 200)
        statuses = [self.ask("GET", RUNS, token=f"{self.lead}x", headers=source).status for _ in range(15)]
        self.assertEqual((statuses[0], statuses[-1]), (401, 429), statuses)
        slowed = self.refused(429, "GET", RUNS, token="a.b", headers=source)
        self.assertIn("address", slowed["detail"])
        # Neither the one whose token was tried, nor who was known at that address, nor anybody elsewhere.
        self.assertEqual(self.ask("GET", RUNS, token=self.lead, headers=source).status, 200)
        self.assertEqual(self.ask("GET", RUNS, token=self.dba).status, 200)
        self.refused(401, "GET", RUNS, token="a.b", headers={"X-Real-IP": "10.2.0.2"})
        self.assertEqual(self.house.ask("GET", "/health/live", headers=source).status, 200)

    def test_an_actor_who_asks_without_end_is_told_to_wait_and_others_are_served(self):
        token = self.house.add_user("ivo")
        answers = (self.house.ask("GET", f"{RUNS}?limit=1", token=token) for _ in range(20_000))
        refused = next(answer for answer in answers if answer.status != 200)
        self.assertEqual((refused.status, refused.headers["retry-after"]), (429, "1"), refused.text)
        self.assertIn("ivo", self.access_log()[-1])
        self.assertEqual(self.ask("GET", RUNS, token=self.lead).status, 200)

    def test_figures_for_prometheus(self):
        self.refused(401, "GET", "/metrics")
        run = self.new_run()
        self.await_state(run, "go-live/tasks/one", "ready")
        self.refused(404, "GET", f"{RUNS}/nothing", token=self.lead)
        before = self.figures()
        self.assertGreaterEqual(before['golive_runs{state="running"}'], 1)
        self.assertGreaterEqual(before['golive_steps{state="waiting"}'], 1)
        self.assertEqual(before["golive_engine_up"], 1)
        self.assertGreaterEqual(before['golive_requests_total{status="404"}'], 1)
        self.assertGreater(before["golive_append_seconds_count"], 0)
        self.assertEqual(before['golive_append_seconds_bucket{le="+Inf"}'], before["golive_append_seconds_count"])
        door = until(self.house.door)
        os.kill(door, signal.SIGKILL)
        until(lambda: self.house.door() not in (None, door) and self.house.is_live())
        self.assertEqual(self.figures()["golive_door_restarts_total"], before["golive_door_restarts_total"] + 1)

    def figures(self):
        answer = self.ask("GET", "/metrics", token=self.guest)
        self.assertEqual(answer.status, 200, answer.text)
        figures, types = {}, {}
        for line in answer.text.splitlines():
            if line.startswith("# TYPE "):
                types[line.split()[2]] = line.split()[3]
            elif not line.startswith("#"):
                found = re.fullmatch(r'([a-z_]+)(\{[a-z]+="[^"]*"\})? (\S+)', line)
                self.assertTrue(found, line)
                self.assertIn(re.sub("_(bucket|sum|count)$", "", found[1]), types, line)
                figures[found[1] + (found[2] or "")] = float(found[3])
        return figures


if __name__ == "__main__":
    unittest.main(verbosity=1)
