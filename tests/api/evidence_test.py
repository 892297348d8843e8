"""Files as evidence: in parts, by their hash, at their gate; what lies, leaks or is too large is refused."""
import base64
import hashlib
import os
import unittest


from rest_case import RUNS, RestCase
from runbooks import GATES

SECRET = "hunter2-hunter2"
WITH_SECRET = GATES.replace('environment "uat" {},', 'environment "uat" {}, secret "word" { from = "env:EVIDENCE_WORD" },')
JUNIT = """<?xml version="1.0"?>
<testsuites tests="99"><testsuite name="uat"><testcase classname="seat" name="is booked"/>
<testcase classname="seat" name="is paid"><failure message="%s"/></testcase>
<testcase name="refund"><skipped/></testcase></testsuite></testsuites>"""
PART = 200_000


class EvidenceTest(RestCase):
    @classmethod
    def setUpClass(cls):
        os.environ["EVIDENCE_WORD"] = SECRET
        cls.addClassCleanup(os.environ.pop, "EVIDENCE_WORD")
        super().setUpClass()
        cls.gates = str(cls.house.write_runbook("gates", WITH_SECRET))

    def upload(self, name, content, token=None, status=200):
        for at in range(0, max(1, len(content)), PART):
            part = base64.b64encode(content[at:at + PART]).decode()
            answer = self.ask("POST", "/api/v1/uploads", {"upload": name, "at": at, "content": part},
                              token or self.lead)
            if answer.status != 200:
                break
        self.assertEqual(answer.status, status, answer.text)
        return answer.json

    def attach(self, run, name, content, item="go", status=200, token=None, **more):
        self.upload(name, content, token)
        return self.order(status, run, "add-evidence", token or self.lead, item=item, file=name, upload=name, **more)

    def listed(self, run):
        return self.ask("GET", f"{RUNS}/{run}/evidence", token=self.dba).json["evidence"]

    def open_gate(self):
        run = self.new_run(self.gates)
        self.await_state(run, "go-live/go", "open")
        return run

    def test_a_file_in_parts_is_kept_by_its_hash_and_comes_back_as_an_attachment(self):
        run = self.open_gate()
        content = b"%PDF-1.7\n" + os.urandom(700_000)
        self.attach(run, "PV de recette.pdf", content, title="PV de recette")
        one, = self.listed(run)
        sha256 = hashlib.sha256(content).hexdigest()
        self.assertEqual((one["sha256"], one["size"], one["media_type"], one["name"]),
                         (sha256, len(content), "application/pdf", "PV_de_recette.pdf"))
        path = f"{RUNS}/{run}/evidence/{sha256}"
        self.refused(413, "GET", path, token=self.dba)
        got = self.house.folder / "got.pdf"
        self.assertEqual(self.house.golive("evidence", "get", run, sha256[:12], "-o", got).returncode, 0)
        self.assertEqual(got.read_bytes(), content)
        self.refused(404, "GET", f"{RUNS}/{run}/evidence/{'0' * 64}", token=self.dba)
        self.refused(404, "GET", f"{RUNS}/{self.open_gate()}/evidence/{sha256}", token=self.dba)

    def test_evidence_is_part_of_what_is_decided_and_makes_an_earlier_decision_lapse(self):
        run = self.open_gate()
        path = f"{RUNS}/{run}/gates/go"
        before = self.ask("GET", path, token=self.lead).headers["etag"]
        self.order(200, run, "decide", self.lead, gate="go", verdict="go", reason="well")
        self.attach(run, "note.txt", b"the load test was repeated", title="Load test", token=self.dba)
        gate = self.ask("GET", path, token=self.lead)
        self.assertNotEqual(gate.headers["etag"], before)
        self.assertEqual(gate.json["evidence"][0]["title"], "Load test")
        self.assertNotIn("decisions", gate.json)
        lapsed, = [e for e in self.house.events(run, self.lead) if e["kind"] == "decision_lapsed"]
        self.assertIn("Load test", str(lapsed))
        self.order(412, run, "decide", self.lead, gate="go", verdict="go", reason="well", seen=before.strip('"'))

    def test_attached_twice_is_attached_once(self):
        run = self.open_gate()
        self.attach(run, "note.txt", b"as before")
        self.attach(run, "note.txt", b"as before")
        self.assertEqual(len(self.listed(run)), 1)

    def test_junit_results_are_read_and_secrets_masked_before_anything_is_kept(self):
        run = self.open_gate()
        self.attach(run, "uat.xml", (JUNIT % SECRET).encode(), item="uat", token=self.dba)
        one, = self.listed(run)
        self.assertEqual(one["results"], {"tests": 3, "failed": 1, "skipped": 1, "failing": ["seat.is paid"]})
        bytes_ = self.ask("GET", f"{RUNS}/{run}/evidence/{one['sha256']}", token=self.dba)
        self.assertIn("[redacted]", bytes_.text)
        self.assertEqual(bytes_.headers["x-content-type-options"], "nosniff")
        self.assertIn("attachment", bytes_.headers["content-disposition"])
        self.assertEqual(hashlib.sha256(bytes_.text.encode()).hexdigest(), one["sha256"])
        encoded = base64.b64encode(b"??" + SECRET.encode() + b"!").decode()
        self.attach(run, "more.log", f"said {encoded}".encode())
        kept = [each for each in (self.house.data / "evidence").iterdir() if each.is_file()]
        inner = base64.b64encode(b"??" + SECRET.encode() + b"!").decode()[4:-4]
        for file in kept + [self.house.data / "golive.db", self.house.data / "golive.db-wal"]:
            self.assertNotIn(SECRET.encode(), file.read_bytes(), file)
            self.assertNotIn(inner.encode(), file.read_bytes(), file)

    def test_what_lies_about_its_type_is_refused_and_nothing_is_kept(self):
        run = self.open_gate()
        before = sorted(path.name for path in (self.house.data / "evidence").glob("?" * 64))
        for name, content in {"a.pdf": b"plain text", "b.png": b"%PDF-1.4", "c.txt": b"\x00\x01\x02",
                              "d.txt": b"<!doctype html><script>alert(1)</script>", "e.html": b"hello",
                              "f.exe": b"MZ\x90\x00\x03", "g.json": b"{not json",
                              "h.xml": b"<?xml version='1.0'?><a><b></a>", "i.txt": b"",
                              "j.xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                              "k.xml": b"<?xml version='1.0'?>" + b"<a>" * 50 + b"</a>" * 50,
                              "l.pdf": b"%PDF-1.4 " + SECRET.encode()}.items():
            with self.subTest(name):
                self.upload("odd" + name[0], content)
                self.order(400, run, "add-evidence", self.lead, item="go", file=name, upload="odd" + name[0])
                for left in (self.house.data / "evidence/uploads").iterdir():
                    left.unlink()
        self.assertEqual(self.listed(run), [])
        self.assertEqual(before, sorted(path.name for path in (self.house.data / "evidence").glob("?" * 64)))

    def test_a_file_that_is_too_large_is_refused_and_not_left_behind(self):
        part = base64.b64encode(b"x" * 262_144).decode()
        for index in range(64):
            answer = self.house.ask("POST", "/api/v1/uploads", {"upload": "huge", "at": index * 262_144, "content": part},
                                    self.lead)
            self.assertEqual(answer.status, 200, answer.text)
        self.refused(413, "POST", "/api/v1/uploads", {"upload": "huge", "at": 64 * 262_144, "content": part}, self.lead)
        large = self.house.folder / "large.bin"
        with large.open("wb") as file:
            file.truncate(100 << 20)
        added = self.house.golive("evidence", "add", "no-run", "go", large)
        self.assertEqual(added.returncode, 2, added.stderr)
        self.assertIn("larger than 16 MB", added.stderr)
        self.assertEqual(list((self.house.data / "evidence/uploads").iterdir()), [])

    def test_parts_out_of_order_odd_uploads_and_strangers_are_refused(self):
        run = self.open_gate()
        body = {"upload": "gap", "at": 5, "content": "YQ=="}
        self.refused(409, "POST", "/api/v1/uploads", body, self.lead)
        for odd in ({"content": "Y"}, {"content": "?Q=="}, {"at": -1}, {"upload": ""}, {"more": 1}, {"op": "ping"}):
            self.refused(400, "POST", "/api/v1/uploads", {**body, "at": 0, **odd}, self.lead)
        self.upload("mine", b"a note")
        self.order(404, run, "add-evidence", self.dba, item="go", file="a.txt", upload="mine")  # of somebody else
        self.upload("theirs", b"a note", self.guest)
        self.order(403, run, "add-evidence", self.guest, item="go", file="a.txt", upload="theirs")
        self.order(404, run, "add-evidence", self.lead, item="go", file="a.txt", upload="never came")
        self.order(413, run, "add-evidence", self.lead, item="go", file="a.txt", upload="mine", title="t" * 300)
        self.order(200, run, "add-evidence", self.lead, item="go", file="../../etc/a b.txt", upload="mine")
        self.assertEqual(self.listed(run)[-1]["name"], "a_b.txt")
        self.order(200, run, "abort", self.lead, reason="enough", rollback=False)
        self.upload("late", b"a late note")
        self.order(409, run, "add-evidence", self.lead, item="go", file="a.txt", upload="late")

    def test_an_upload_outlives_the_engine_and_a_repeated_command_attaches_once(self):
        run = self.open_gate()
        self.upload("survivor", b"half, then whole"[:8])
        self.house.engine.kill()
        self.house.engine.wait()
        self.house.serve()
        rest = base64.b64encode(b"half, then whole"[8:]).decode()
        whole = self.ask("POST", "/api/v1/uploads", {"upload": "survivor", "at": 8, "content": rest}, self.lead)
        self.assertEqual(whole.json, {"bytes": 16})
        fields = {"item": "go", "file": "half.txt", "upload": "survivor"}
        answers = [self.ask("POST", f"{RUNS}/{run}/add-evidence", fields, self.lead, headers={"Idempotency-Key": "one"})
                   for _ in range(3)]
        self.assertEqual({(each.status, each.text) for each in answers}, {(200, answers[0].text)})
        self.assertEqual([each["size"] for each in self.listed(run)], [16])

    def test_evidence_from_the_terminal_survives_a_restart_of_the_engine(self):
        run = self.open_gate()
        note = self.house.folder / "note.md"
        note.write_text("# Tested\n")
        added = self.house.golive("--as-token", self.lead, "evidence", "add", run, "go", note, "--title", "Test note")
        self.assertEqual((added.returncode, added.stdout), (0, f"Recorded: {note} is evidence at go.\n"), added.stderr)
        self.house.engine.kill()
        self.house.engine.wait()
        self.house.serve()
        listed = self.house.golive("evidence", "list", run)
        self.assertIn("Test note, 9 bytes, by lea as lead at go-live/go", listed.stdout)
        self.assertEqual(self.house.golive("audit", "verify", run).returncode, 0)


if __name__ == "__main__":
    unittest.main()
