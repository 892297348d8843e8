"""What the REST door refuses, endpoint by endpoint: each time a problem document that says what to do."""
import json
import os
import re
import subprocess
import unittest

from contract import OPENAPI
from house import BIN, free_port, until
from rest_case import COMMANDS, RUNS, RestCase

STEERING = ("pause", "resume", "abort", "move", "lift")


class RestRefusalsTest(RestCase):
    def refusals(self, run):
        return [(event["actor"], event["command"]) for event in self.house.events(run, self.lead)
                if event["kind"] == "command_refused"]

    def test_every_command_that_is_described_is_tried_here(self):
        self.assertEqual(self.contract.commands(), set(COMMANDS))

    def test_every_route_of_the_server_is_described(self):
        routes = OPENAPI.parent.joinpath("routes.cpp").read_text()
        served = {(method, re.sub(r":(\w+)", r"{\1}", pattern))
                  for method, pattern in re.findall(r'Route\{"(\w+)", "([^"]+)"', routes)}
        described = {(method, template) for method, template, _ in self.contract.operations()}
        self.assertTrue(served)
        self.assertEqual(served, described)

    def test_without_a_role_every_command_is_refused_and_recorded(self):
        run = self.run_at_failure()
        for name in ("skip", "mark-done"):
            item = "first" if name == "skip" else "second"
            self.order(200, run, name, self.dba, item=item, reason="on to the question")
            self.await_state(run, "go-live/second", "failed" if name == "skip" else "succeeded")
        until(lambda: self.ask("GET", f"{RUNS}/{run}", token=self.lead).json["waiting_for"])
        # Nothing of "first" is in doubt or failed any more: rights are looked at before the state.
        for name, fields in COMMANDS.items():
            problem = self.order(403, run, name, self.guest, **fields)
            self.assertIn("gil may not", problem["detail"])
            self.assertTrue(problem["way_out"], problem)
        self.assertEqual(self.refusals(run), [("gil", name) for name in COMMANDS])
        for name in STEERING:
            self.order(403, run, name, self.dba, **COMMANDS[name])

    def test_every_command_wants_a_run_a_json_body_of_its_form_and_post(self):
        run = self.new_run()
        for name, fields in COMMANDS.items():
            path = f"{RUNS}/{run}/{name}"
            self.refused(404, "POST", f"{RUNS}/nothing/{name}", fields, self.lead)
            for body in ("", "{", "[]", dict(fields, more=1), "[" * 100_000):
                self.refused(400, "POST", path, body, self.lead)
            self.refused(413, "POST", path, b" " * 600_000, self.lead)
            self.refused(415, "POST", path, "{}", self.lead, headers={"Content-Type": "text/xml"})
            twice = json.dumps(fields)[:-1] + (", " if fields else "") + '"reason": 1, "reason": 2}'
            self.assertIn("twice", self.refused(400, "POST", path, twice, self.lead)["detail"])
            allowed = "GET, POST" if name == "move" else "POST"  # GET shows what would change
            for wrong in {"GET", "PUT", "DELETE"} - set(allowed.split(", ")):
                answer = self.house.ask(wrong, path, token=self.lead)
                self.assertEqual((answer.status, answer.headers["allow"]), (405, allowed), path)
            for field in fields:
                less = {key: value for key, value in fields.items() if key != field}
                answer = self.ask("POST", path, less, self.dba)
                self.assertEqual(answer.status == 400, field in self.contract.required_fields(name),
                                 f"{name} without {field}: {answer.text}")

    def test_an_unknown_item_is_not_found(self):
        run = self.new_run()
        for name, fields in COMMANDS.items():
            for field in {"gate", "item", "contingency"} & set(fields):
                problem = self.order(404, run, name, self.lead, **dict(fields, **{field: "moon"}))
                self.assertIn("moon", problem["detail"])

    def test_wrong_and_expired_tokens_and_another_scheme(self):
        expired = self.house.add_user("eve", "lead", more=["--days", "0"])
        replaced = self.house.add_user("eva", "lead")
        run = self.new_run()
        for number, (method, template, operation) in enumerate(self.contract.operations()):
            if operation.get("security") == []:
                continue
            source = {"X-Real-IP": f"10.0.0.{number}"}  # each from elsewhere: who is often wrong is slowed
            path = template.replace("{run}", run).replace("{kind}", "j1-account") \
                .replace("{phase}", "go-live").replace("{gate}", "end")
            body = COMMANDS.get(path.rpartition("/")[2], {}) if method == "POST" else None
            self.refused(401, method, path, body)
            for token in (expired, replaced[:-1], "a.b"):
                self.refused(401, method, path, body, token, headers=source)
            problem = self.refused(401, method, path, body,
                                   headers={"Authorization": f"Basic {self.lead}"})
            self.assertIn("Bearer", problem["way_out"])

    def test_events_page_by_page_are_the_whole_log(self):
        run = self.run_at_failure()
        whole = self.house.events(run, self.lead)
        for limit in (1, 7, 1000):
            seen, after = [], 0
            while True:
                page = self.ask("GET", f"{RUNS}/{run}/events?after={after}&limit={limit}",
                                token=self.dba).json
                if not page["events"]:
                    self.assertEqual(page["last"], after)
                    break
                self.assertLessEqual(len(page["events"]), limit)
                seen += page["events"]
                after = page["last"]
            self.assertEqual(seen[:len(whole)], whole)

    def test_a_report_in_each_format_and_language(self):
        run = self.run_at_failure()
        path = f"{RUNS}/{run}/reports/j1-account"
        texts = set()
        for form, kind in (("html", "text/html"), ("md", "text/markdown"),
                           ("json", "application/json"), ("csv", "text/csv")):
            for language in ("fr", "en"):
                report = self.ask("GET", f"{path}?format={form}&lang={language}", token=self.dba)
                self.assertEqual(report.status, 200, report.text)
                self.assertTrue(report.headers["content-type"].startswith(kind))
                self.assertEqual(report.headers["x-content-type-options"], "nosniff")
                texts.add(report.text)
        self.assertGreaterEqual(len(texts), 5)
        english = self.ask("GET", f"{path}?lang=en", token=self.dba).text
        self.assertEqual(self.ask("GET", path, token=self.dba).text[:200], english[:200])
        for query in ("format=doc", "lang=de", "colour=red"):
            self.refused(400, "GET", f"{path}?{query}", token=self.dba)
        self.refused(404, "GET", f"{RUNS}/{run}/reports/poem", token=self.dba)

    def test_while_there_is_no_engine_every_endpoint_says_so(self):
        port, self.house.port = self.house.port, free_port()
        data = self.house.folder / "idle"
        self.assertEqual(self.house.golive("user", "add", "lea", "--data", data).returncode, 0)
        door = subprocess.Popen([BIN / "golive-door", "--data", data, "--parent", str(os.getpid()),
                                 "--listen", f"127.0.0.1:{self.house.port}"])
        try:
            until(self.house.is_live)
            for method, template, operation in self.contract.operations():
                path = template.replace("{run}", "r").replace("{kind}", "j1-account") \
                    .replace("{phase}", "go-live").replace("{gate}", "end")
                if path == "/health/live":
                    continue
                body = {} if method == "POST" else None
                problem = self.refused(503, method, path, body, self.lead)
                self.assertIn("golive serve", problem["way_out"], path)
        finally:
            door.kill()
            door.wait()
            self.house.port = port

    def test_a_body_is_read_as_utf8_and_nothing_else(self):
        run = self.new_run()
        for odd in ({"Content-Type": "application/json; charset=latin1"}, {"Content-Type": "application/json;CHARSET=\"UTF-16\""},
                    {"Content-Encoding": "gzip"}):
            self.refused(415, "POST", f"{RUNS}/{run}/pause", {"reason": "lunch"}, self.lead, headers=odd)
        for good in ({"Content-Type": "Application/JSON ; charset=\"utf-8\""}, {"Content-Type": "application/json; xcharset=utf-16"},
                     {"Content-Encoding": "identity"}):
            answer = self.ask("POST", f"{RUNS}/{run}/pause", {"reason": "lunch"}, self.lead, headers=good)
            self.assertIn(answer.status, (200, 409), answer.text)


if __name__ == "__main__":
    unittest.main(verbosity=1)
