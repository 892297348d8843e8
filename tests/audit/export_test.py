"""An exported log, tampered with in every way that docs/audit.md tells apart; judged by golive-verify and by golive."""
import os
import pathlib
import random
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "api"))
from house import BIN, House, until  # noqa: E402

RUNBOOK = """
return plan "shop" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" {},
  phase "work" { on = "J", owner = "ops",
    step "greet" { irreversible = true, run = function(ctx) ctx:exec { "echo", "é" } end },
    step "greet-again" { irreversible = true, run = function(ctx) ctx:exec { "echo", "again" } end },
    step "count" { irreversible = true, run = function(ctx) ctx:exec { "seq", "100000" } end } } }
"""
PART = re.compile(rb"(log|key|site|event|text|evidence|head) ([0-9a-f]{64}) (\d+)\n")
SAMPLES = 400


def parts_of(export):
    """The first line, each part (its line and content), and the signature's line."""
    start = export.index(b"\n") + 1
    parts, rest = [export[:start]], export[start:]
    while match := PART.match(rest):
        end = match.end() + int(match[3]) + 1
        parts.append(rest[:end])
        rest = rest[end:]
    return parts + [rest]


class ExportTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House()
        cls.addClassCleanup(cls.house.stop)
        cls.house.serve()
        cls.house.add_user("amelie", "ops")
        folder = cls.house.write_runbook("shop", RUNBOOK)
        cls.runs = [cls.play(folder) for _ in range(2)]
        cls.exports = [cls.exported(run) for run in cls.runs]
        cls.parts = parts_of(cls.exports[0])
        cls.events = [i for i, part in enumerate(cls.parts) if part.startswith(b"event ")]
        cls.print = cls.house.golive("audit", "key").stdout.split()[-1]

    @classmethod
    def play(cls, folder):
        begun = cls.house.golive("run", folder, "--j", "2027-01-15", "--env", "test", "--detach")
        assert begun.returncode == 0, begun.stderr
        run = begun.stdout.split()[0]
        until(lambda: "completed" in cls.house.golive("status", run).stdout)
        return run

    @classmethod
    def exported(cls, run, *words):
        file = cls.house.folder / "made.audit"
        made = cls.house.golive("audit", "export", run, "-o", file, *words)
        assert made.returncode == 0, made.stderr
        return file.read_bytes()

    def judged(self, export, *words):
        file = self.house.folder / "judged.audit"
        file.write_bytes(export if isinstance(export, bytes) else b"".join(export))
        return subprocess.run([BIN / "golive-verify", *words, file], text=True, capture_output=True, timeout=30, check=False)

    def refuted(self, export, sentence, *words):
        found = self.judged(export, *words)
        self.assertEqual(found.returncode, 1, found.stdout + found.stderr)
        self.assertIn(sentence, found.stderr)
        other = self.house.golive("audit", "verify", self.house.folder / "judged.audit", *words)
        self.assertEqual((other.returncode, other.stderr), (1, "golive: " + found.stderr))

    def changed(self, place, part):
        return self.parts[:place] + part + self.parts[place + 1:]

    def test_what_was_exported_holds_and_is_the_same_each_time(self):
        for words in ([], ["--key", self.print]):
            found = self.judged(self.exports[0], *words)
            self.assertEqual((found.returncode, found.stderr), (0, ""))
            self.assertIn(f"log {self.runs[0]}: {len(self.events)} events, 1 plan texts", found.stdout)
            self.assertEqual("whose key" not in found.stdout, bool(words))
        self.assertEqual(self.exported(self.runs[0]), self.exports[0])
        self.assertEqual(self.judged(self.exported("site")).returncode, 0)
        key = self.house.data / "audit_key.pem"
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)

    def test_outputs_are_in_it_whole_as_long_as_they_are_what_was_printed(self):
        kept = {part.split(b"\n", 1)[1][:-1] for part in self.parts if part.startswith(b"evidence ")}
        numbers = "".join(f"{number}\n" for number in range(1, 100001)).encode()
        self.assertEqual(kept, {"é\n".encode(), b"again\n", numbers})
        for place, part in enumerate(self.parts):
            if part.startswith(b"evidence "):
                self.refuted(self.changed(place, []), "evidence was removed or added")
        folder = self.house.data / "output" / self.runs[1]
        (folder / "work.greet.run.1.1.out").unlink()
        (folder / "work.count.run.1.1.out").write_bytes(b"1\n2\n4\n")
        left = parts_of(self.exported(self.runs[1]))
        self.assertEqual([part for part in left if part.startswith(b"evidence ")][0].split(b"\n", 1)[1], b"again\n\n")
        self.assertEqual(self.judged(left).returncode, 0)

    def test_every_event_removed_doubled_or_swapped_is_told(self):
        for seq, place in enumerate(self.events, 1):
            part, last = self.parts[place], seq == len(self.events)
            gone = f"event {seq} was cut off the end" if last else f"event {seq} was removed"
            self.refuted(self.changed(place, []), gone)
            self.refuted(self.changed(place, [part, part]), f"event {seq} was added a second time")
            if not last:
                swapped = [*self.parts[:place], self.parts[place + 1], part, *self.parts[place + 2:]]
                self.refuted(swapped, f"event {seq} was reordered: event {seq + 1} stands in its place")

    def test_an_event_of_another_run_is_told(self):
        others = parts_of(self.exports[1])
        self.refuted(self.changed(self.events[0], [others[self.events[0]]]), "event 1 is the first of another log")
        for place in self.events[1:len(self.events) - 2]:
            self.refuted(self.changed(place, [others[place]]), "was taken from another log")

    def test_every_changed_byte_is_found(self):
        chance, export = random.Random(6), self.exports[0]
        for _ in range(SAMPLES):
            place = chance.randrange(len(export))
            changed = bytearray(export)
            changed[place] ^= 1 << chance.randrange(8)
            self.assertIn(self.judged(bytes(changed)).returncode, (1, 2), f"byte {place}")

    def test_each_end_that_is_cut_off_is_found(self):
        chance, export = random.Random(7), self.exports[0]
        for end in [1, len(export) - 1, *(chance.randrange(1, len(export)) for _ in range(50))]:
            self.assertIn(self.judged(export[:end]).returncode, (1, 2), f"cut at {end}")
        self.refuted(export[:-200], "was cut off")
        self.refuted(export + b"x", "something was added after the signature")

    def test_a_text_that_was_changed_or_removed_is_told(self):
        place = next(i for i, part in enumerate(self.parts) if part.startswith(b"text "))
        self.refuted(self.changed(place, [self.parts[place].replace(b"again", b"never")]), "the plan's text ")
        self.refuted(self.changed(place, []), "a plan's text was removed or added")

    def test_the_key_of_somebody_else_is_told(self):
        key_file = self.house.folder / "other.pem"
        theirs = self.exported(self.runs[0], "--key-file", key_file)
        self.assertEqual(self.judged(theirs).returncode, 0)
        self.refuted(theirs, "it is signed by another key", "--key", self.print)
        # Their signature under what we have signed.
        self.refuted([*self.parts[:-1], parts_of(theirs)[-1]], "the signature is not this key's")
        os.chmod(key_file, 0o644)
        refused = self.house.golive("audit", "export", self.runs[0], "--key-file", key_file)
        self.assertEqual((refused.returncode, refused.stdout), (2, ""))
        self.assertIn("may be read by others", refused.stderr)

    def test_what_is_no_export_is_told_apart(self):
        for text in (b"", b"\n", b"golive audit export 2\n", b"{}", bytes(5000)):
            self.assertEqual(self.judged(text).returncode, 2)
        for words in ([], ["--key"], ["--key", "12", "x"], ["a", "b"], ["/nowhere"], ["/tmp"]):
            found = subprocess.run([BIN / "golive-verify", *words], text=True, capture_output=True, timeout=30, check=False)
            self.assertEqual(found.returncode, 2, words)
        told = subprocess.run([BIN / "golive-verify", "--help"], text=True, capture_output=True, timeout=30, check=True)
        self.assertIn("EXPORT", told.stdout)
        self.assertNotEqual(self.house.golive("audit", "export", "no-such-run").returncode, 0)
        self.assertEqual(self.judged(b"golive audit export 1\nlog " + b"0" * 64 + b" 9999999999999999999\nx").returncode, 1)


if __name__ == "__main__":
    unittest.main()
