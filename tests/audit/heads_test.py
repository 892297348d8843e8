"""Signed heads of the real engine: when, by which key, and what becomes of a log that was written anew."""
import datetime
import hashlib
import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))
from house import BIN, House, until  # noqa: E402

RUNBOOK = """
return plan "shop" { timezone = "Europe/Paris", language = "en", approved_by = { "lead" }, role "lead" { title = "Lead" },
  environment "test" {},
  phase "work" { on = "J", owner = "lead",
    gate "go" { decided_by = { "lead" } },
    step "greet" { irreversible = true, run = function(ctx) ctx:exec { "echo", "hello" } end },
    task "look" { title = "Look at it" } } }
"""


def verify(file, *words):
    return subprocess.run([BIN / "golive-verify", *map(str, words), file], text=True, capture_output=True, timeout=30, check=False)


def sized(*texts):
    return b"".join(b"%d:%s," % (len(text.encode()), text.encode()) for text in texts)


def write_anew(data, run, change):
    """What somebody does who has the database and docs/event_format.md, but not the key: every hash anew."""
    with sqlite3.connect(data / "golive.db") as database:
        number = database.execute("SELECT number FROM logs WHERE id = ?", [run]).fetchone()[0]
        rows = database.execute("SELECT seq, at, kind, actor, sender, body FROM events WHERE log = ? ORDER BY seq", [number]).fetchall()
        head = hashlib.sha256(sized("golive log", run)).hexdigest()
        for seq, at, kind, actor, sender, body in rows:
            body = change(kind, body, head)
            instant = datetime.datetime.fromtimestamp(at / 1000, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at % 1000:03d}Z"
            head = hashlib.sha256(sized(head, str(seq), instant, kind, actor, sender, body)).hexdigest()
            database.execute("UPDATE events SET body = ?, hash = ? WHERE log = ? AND seq = ?", [body, head, number, seq])
    database.close()


class HeadsTest(unittest.TestCase):
    def setUp(self):
        self.house = self.opened()

    def opened(self):
        house = House()
        self.addCleanup(house.stop)
        house.serve()
        house.lead = house.add_user("lea", "lead", more=["--may-bring-code"])
        return house

    def begun(self, house):
        folder = house.write_runbook("shop", RUNBOOK)
        made = house.golive("run", folder, "--j", "2027-01-15", "--env", "test", "--detach")
        self.assertEqual(made.returncode, 0, made.stderr)
        run = made.stdout.split()[0]
        self.await_item(house, run, "go", "open")
        return run

    def await_item(self, house, run, item, state):
        until(lambda: re.search(rf"{item}\b.*{state}", house.golive("status", run).stdout) or
              any(each["path"] == f"work/{item}" and each["state"] == state
                  for each in json.loads(house.golive("status", run, "--json").stdout or "{}").get("items", [])))

    def act(self, house, run, command, **fields):
        answer = house.ask("POST", f"/api/v1/runs/{run}/{command}", fields, house.lead)
        self.assertEqual(answer.status, 200, answer.text)

    def go(self, house, run, verdict="go", reason="ready"):
        self.act(house, run, "decide", gate="work/go", verdict=verdict, reason=reason)

    def end(self, house, run):
        until(lambda: "task_started" in self.kinds(house, run) or self.try_start(house, run))
        self.act(house, run, "end-task", item="work/look", result="pass", comment="seen")

    def try_start(self, house, run):
        return house.ask("POST", f"/api/v1/runs/{run}/start-task", {"item": "work/look"}, house.lead).status == 200

    def kinds(self, house, run):
        return [event["kind"] for event in house.events(run, house.lead)]

    def heads(self, house, run):
        """But those of days: a rehearsal's clock jumps over midnights as it goes."""
        return [event for event in house.events(run, house.lead) if event["kind"] == "head_signed" and event["occasion"] != "day"]

    def exported(self, house, log, *words):
        file = house.folder / f"{log}.audit"
        made = house.golive("audit", "export", log, "-o", file, *words)
        self.assertEqual(made.returncode, 0, made.stderr)
        return file

    def kill(self, house):
        house.engine.kill()
        house.engine.wait()

    def restart(self, house, **options):
        house.engine.send_signal(signal.SIGTERM)
        house.engine.wait()
        house.serve(**options)

    def site_keys(self, house):
        text = self.exported(house, "site").read_text()
        return [json.loads(body) for body in re.findall(r'audit_key_used,6:engine,0:,\d+:(\{[^\n]*?\}),\n', text)]

    def test_a_gate_and_the_end_have_one_head_each_whatever_is_killed(self):
        house, run = self.house, self.begun(self.house)
        self.assertEqual(self.heads(house, run), [])
        self.go(house, run)
        self.kill(house)
        house.serve()
        self.end(house, run)
        until(lambda: "run_completed" in self.kinds(house, run))
        self.kill(house)
        house.serve()
        heads = self.heads(house, run)
        self.assertEqual([head["occasion"] for head in heads], ["gate", "end"])
        events = house.events(run, house.lead)
        self.assertEqual([events[head["of"] - 1]["kind"] for head in heads], ["gate_approved", "run_completed"])
        self.assertEqual(events[-1]["kind"], "head_signed")
        self.assertIn("completed", house.golive("status", run).stdout)
        file = self.exported(house, run)
        found = verify(file, "--head", f"{heads[0]['of']}:{heads[0]['head']}")
        self.assertEqual(found.returncode, 0, found.stderr)
        self.assertRegex(found.stdout, r"heads \d signed in the log, the last by event")
        self.assertIn(": the first", found.stdout)
        found = house.golive("audit", "verify", run, "--head", f"{heads[1]['of']}:{heads[1]['head']}")
        self.assertEqual(found.returncode, 0, found.stderr)
        self.assertRegex(found.stdout, r"heads \d signed in the log, the last by event")
        for format in ("html", "md", "json"):
            report = house.golive("report", run, "j1-account", "--format", format).stdout
            self.assertIn(f"{heads[1]['of']}:{heads[1]['head']}", report)

    def test_a_log_written_anew_by_the_keys_owner_is_found_by_a_kept_head(self):
        run = self.begun(self.house)
        self.go(self.house, run)
        kept = self.heads(self.house, run)[0]
        key = self.house.data / "audit_key.pem"
        anew = self.opened()
        forged = self.begun(anew)
        self.assertEqual(forged, run)
        self.go(anew, forged, reason="what I should have said")
        file = self.exported(anew, forged, "--key-file", key)
        print_of_key = self.house.golive("audit", "key").stdout.split()[-1]
        self.assertEqual(verify(file, "--key", print_of_key).returncode, 0)
        for found in (verify(file, "--head", f"{kept['of']}:{kept['head']}"),
                      anew.golive("audit", "verify", forged, "--head", f"{kept['of']}:{kept['head']}")):
            self.assertEqual(found.returncode, 1, found.stdout)
            self.assertIn(f"event {kept['of']} is not the one whose head was kept", found.stderr)
        for bad in ("", "12", "12:abc", "x"):
            self.assertEqual(verify(file, "--head", bad).returncode, 2)
            self.assertEqual(anew.golive("audit", "verify", forged, "--head", bad).returncode, 2)

    def test_a_log_whose_hashes_are_all_computed_anew_does_not_fit_its_heads(self):
        house, run = self.house, self.begun(self.house)
        self.go(house, run)
        house.engine.send_signal(signal.SIGTERM)
        house.engine.wait()

        def left(kind, body, head):
            return body.replace('"reason":"ready"', '"reason":"never"') if kind == "decision_made" else body

        def followed(kind, body, head):
            return re.sub('"head":"[0-9a-f]{64}"', f'"head":"{head}"', body) if kind == "head_signed" else left(kind, body, head)

        write_anew(house.data, run, lambda kind, body, head: body)
        self.assertEqual(house.golive("audit", "verify", run).returncode, 0)
        for change, sentence in ((left, "is not of the event before it"), (followed, "is not signed by the key that it names")):
            write_anew(house.data, run, change)
            found = house.golive("audit", "verify", run)
            self.assertEqual(found.returncode, 1, found.stdout)
            self.assertRegex(found.stderr, "the head in event [0-9]+ " + sentence)
            exported = verify(self.exported(house, run))
            self.assertEqual(exported.returncode, 1)
            self.assertRegex(exported.stderr, "the head in event [0-9]+ " + sentence)
        house.serve()

    def test_both_programs_take_a_fingerprint_or_a_file_for_the_key(self):
        house, run = self.house, self.begun(self.house)
        self.go(house, run)
        told = house.golive("audit", "key").stdout
        public, fingerprint = (line.split()[-1] for line in told.splitlines())
        file, key_file, foreign = self.exported(house, run), house.folder / "key.txt", house.folder / "foreign.txt"
        foreign.write_text("0" * 64)
        for text in (public, public + "\n", told):
            key_file.write_text(text)
            for word in (fingerprint, key_file):
                self.assertEqual(verify(file, "--key", word).returncode, 0)
                self.assertEqual(house.golive("audit", "verify", file, "--key", word).returncode, 0)
                self.assertEqual(house.golive("audit", "verify", run, "--key", word).returncode, 0)
        for word, code in ((foreign, 1), ("1" * 64, 1), ("/nowhere", 2), ("12", 2), (house.folder, 2)):
            self.assertEqual(verify(file, "--key", word).returncode, code)
            self.assertEqual(house.golive("audit", "verify", file, "--key", word).returncode, code)
            self.assertEqual(house.golive("audit", "verify", run, "--key", word).returncode, code)

    def test_another_key_is_told_in_the_site_log_and_vouched_for_if_the_former_is_there(self):
        house, run = self.house, self.begun(self.house)
        self.go(house, run)
        key = house.data / "audit_key.pem"
        key.rename(house.data / "audit_key.pem.old")
        self.restart(house)
        (house.data / "audit_key.pem.old").unlink()
        key.unlink()
        self.restart(house)
        self.end(house, run)
        first, second, third = self.site_keys(house)
        self.assertEqual((first["former"], first["vouched_for"]), ("", ""))
        self.assertEqual((second["former"], len(second["vouched_for"])), (first["key"], 128))
        self.assertEqual((third["former"], third["vouched_for"]), (second["key"], ""))
        found = verify(self.exported(house, run))
        self.assertEqual(found.returncode, 0, found.stderr)
        for line in (": the first", ": the one before vouches for it", ": the one before does not vouch for it", " by key "):
            self.assertIn(line, found.stdout)

    def test_without_a_key_runs_go_on_and_what_is_due_is_signed_once_there_is_one(self):
        house = self.house
        key = house.data / "audit_key.pem"
        os.chmod(key, 0o644)
        with open(house.folder / "told", "w", encoding="utf-8") as told:
            self.restart(house, stderr=told)
        self.assertIn("heads of logs are not signed: ", (house.folder / "told").read_text())
        self.assertIn("may be read by others", (house.data / "engine.log").read_text())
        run = self.begun(house)
        self.go(house, run)
        until(lambda: "attempt_succeeded" in self.kinds(house, run))
        self.assertEqual(self.heads(house, run), [])
        self.assertIn(", which asks for one", house.golive("audit", "verify", run).stdout)
        os.chmod(key, 0o600)
        for _ in range(2):
            self.restart(house)
            until(lambda: self.kinds(house, run).count("engine_took_over") > 0)
            self.assertEqual([head["occasion"] for head in self.heads(house, run)], ["gate"])
        self.assertNotIn("which asks for one", house.golive("audit", "verify", run).stdout)


if __name__ == "__main__":
    unittest.main()
