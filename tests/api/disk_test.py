"""A disk that fails, is full, cannot be written, or gives back something else than it was given: the engine does
nothing that is not recorded, says why it stops or does not start, and goes on once the disk is well."""
import ctypes
import getpass
import os
import pathlib
import signal
import sqlite3
import subprocess
import unittest

from house import BIN, PATIENCE_S, House, until

NO, ENGINE = 1, 3
CLONE_NEWNS = 0x20000
LIBRARY = (BIN / "libfailing_disk.so").resolve()
WAL_HEADER, FRAME_HEADER = 32, 24
STEPS = 60

RUNBOOK = """
return plan "lines" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" {},
  phase "work" { on = "J", owner = "ops",
    step "write" { run = function(ctx)
        for i = 1, %d do ctx:exec { "/bin/sh", "-c", "echo " .. i .. " >> lines" } end
      end },
    task "look" {},
  } }
"""


def may_mount():
    """From here on this process and its children have mounts of their own, which end with them."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNS) != 0:
        return False
    return subprocess.run(["mount", "--make-rprivate", "/"], capture_output=True, check=False).returncode == 0


MAY_MOUNT = may_mount()
needs_mounts = unittest.skipUnless(MAY_MOUNT, "SKIPPED: it needs the right to mount")


class DiskCase(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.data = self.house.data
        self.log = self.data / "engine.log"
        self.lines = self.house.folder / "lines" / "lines"
        self.said = self.house.folder / "said"
        self.addCleanup(self.end_all)

    def end_all(self):
        if self.house.engine:
            self.house.engine.kill()
            self.house.engine.wait()
        for entry in pathlib.Path("/proc").iterdir():
            try:
                if (entry / "cmdline").read_bytes() == b"golive-keeper\0" + str(self.data).encode() + b"\0":
                    os.kill(int(entry.name), signal.SIGKILL)
            except (OSError, ValueError):
                continue

    def serve(self, **environment):
        with open(self.said, "w", encoding="utf-8") as said:
            self.house.serve(stderr=said, env=dict(os.environ, **environment))

    def begin(self, **environment):
        self.serve(**environment)
        self.house.add_user(getpass.getuser(), "ops")
        self.token = self.house.add_user("olga", "ops")
        folder = self.house.write_runbook("lines", RUNBOOK % STEPS)
        started = self.house.golive("run", folder, "--j", "2027-01-15", "--detach")
        self.assertEqual(started.returncode, 0, started.stderr)
        return started.stdout.strip()

    def done(self):
        return self.lines.read_text().split() if self.lines.exists() else []

    def requested(self, run):
        with sqlite3.connect(f"file:{self.data}/golive.db?mode=ro", uri=True) as database:
            return database.execute("select count(*) from events join logs on log = logs.number where id = ?"
                                    " and kind = 'effect_requested'", (run,)).fetchone()[0]

    def check_ready(self, run):
        """All of its processes have run, each once, in order; the log holds."""
        until(lambda: "○ work/look" in self.house.golive("status", run).stdout)
        self.assertEqual(self.done(), [str(i) for i in range(1, STEPS + 1)])
        self.assertEqual(self.house.golive("audit", "verify", run).returncode, 0)

    def refused_start(self, code=ENGINE):
        engine = subprocess.run([BIN / "golive", "serve", "--data", self.data, "--no-door"], text=True,
                                capture_output=True, timeout=PATIENCE_S, check=False)
        self.assertEqual(engine.returncode, code, engine.stderr)
        self.assertEqual(engine.stderr.count("\n"), 1, engine.stderr)
        return engine.stderr


class FailingDiskTest(DiskCase):
    def check_stopped(self, run, why):
        """It acts no more, everybody is told, and nothing was done that is not recorded."""
        until(lambda: "has stopped acting" in self.said.read_text())
        for text in (self.said.read_text(), self.log.read_text()):
            self.assertRegex(text, r"has stopped acting: .*golive\.db.*" + why)
        ready = self.house.ask("GET", "/health/ready")
        self.assertEqual((ready.status, ready.json["title"] != ""), (503, True))
        for name, fields in (("pause", {"reason": "see"}), ("skip", {"item": "look", "reason": "see"})):
            answer = self.house.ask("POST", f"/api/v1/runs/{run}/{name}", fields, self.token)
            self.assertEqual(answer.status, 503, answer.text)
            self.assertIn("golive.db", answer.text)
        for words in (["pause", run, "--reason", "see"], ["user", "add", "eve"],
                      ["run", self.house.folder / "lines", "--j", "2027-01-15"], ["follow", run]):
            self.assertEqual(self.house.golive(*words).returncode, ENGINE, words)
        self.assertEqual(self.house.golive("audit", "verify", run).returncode, 0)
        until(lambda: len(self.done()) >= self.requested(run) - 1)  # what was under way ends
        done = self.done()
        self.assertLessEqual(len(done), self.requested(run))
        self.assertEqual(done, [str(i) for i in range(1, len(done) + 1)])
        self.assertLess(len(done), STEPS)

    def end_stopped(self):
        self.house.engine.send_signal(signal.SIGTERM)
        self.assertEqual(self.house.engine.wait(PATIENCE_S), ENGINE)

    def check_failing(self, order, why):
        control = self.house.folder / "order"
        run = self.begin(LD_PRELOAD=str(LIBRARY), FAILING_DISK_FOLDER=str(self.data),
                         FAILING_DISK_ORDER=str(control),
                         ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0")
        until(lambda: len(self.done()) > 3)
        control.write_text(order)
        self.check_stopped(run, why)
        control.unlink()
        answer = self.house.ask("POST", f"/api/v1/runs/{run}/pause", {"reason": "is it well?"}, self.token)
        self.assertEqual(answer.status, 503)  # for good: what is in memory is ahead of the disk
        self.end_stopped()
        self.serve()
        self.check_ready(run)

    def test_an_error_of_fsync(self):
        self.check_failing("sync EIO", "disk I/O error")

    def test_an_error_of_writing(self):
        self.check_failing("write EIO", "(disk I/O error|Input/output error)")

    def test_a_file_system_that_turns_read_only(self):
        self.check_failing("write EROFS", "(disk I/O error|Read-only file system)")

    @needs_mounts
    def test_a_full_disk(self):
        self.data.mkdir(mode=0o700)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", self.data], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", self.data], check=True)
        run = self.begin()
        until(lambda: len(self.done()) > 3)
        ballast = self.data / "ballast"
        with open(ballast, "wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass
        self.check_stopped(run, "database or disk is full")
        ballast.unlink()
        self.end_stopped()
        self.serve()
        self.check_ready(run)


class BadStartTest(DiskCase):
    """What the engine finds when it starts."""

    def run_and_end(self, how=signal.SIGTERM):
        run = self.begin()
        self.check_ready(run)
        self.house.engine.send_signal(how)
        self.house.engine.wait(PATIENCE_S)
        self.database = self.data / "golive.db"
        self.wal = self.data / "golive.db-wal"
        return run

    def into_the_file(self):
        """All of it, so that nothing in the log file hides what is changed."""
        database = sqlite3.connect(self.database)
        database.execute("pragma wal_checkpoint(truncate)")
        database.close()

    def page_size(self):
        return int.from_bytes(self.database.read_bytes()[16:18], "big")

    def change(self, file, at, flip):
        with open(file, "r+b") as opened:
            opened.seek(at)
            byte = opened.read(1)[0]
            opened.seek(at)
            opened.write(bytes([byte ^ flip]))

    def give_up_what_is_lost(self, told):
        """The way out that the refusal names."""
        self.assertIn("golive.db-count", told)
        (self.data / "golive.db-count").unlink()

    @needs_mounts
    def test_a_read_only_folder_is_not_started_on_and_can_be_read(self):
        self.data.mkdir(mode=0o700)
        run = self.run_and_end()
        self.end_all()
        subprocess.run(["mount", "--bind", self.data, self.data], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", self.data], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", self.data], check=True)
        self.assertIn("Read-only file system", self.refused_start())
        self.assertEqual(self.house.golive("status", run).returncode, 0)
        self.assertEqual(self.house.golive("audit", "verify", run).returncode, 0)

    def test_half_a_frame_that_was_never_acknowledged_is_passed_over(self):
        run = self.run_and_end(signal.SIGKILL)
        with open(self.wal, "ab") as file:
            file.write(self.wal.read_bytes()[-FRAME_HEADER - 2000:-1000])
        self.serve()
        self.check_ready(run)

    def test_a_log_file_cut_in_the_middle_of_a_frame_is_noticed(self):
        run = self.run_and_end(signal.SIGKILL)
        os.truncate(self.wal, self.wal.stat().st_size - 1000)
        self.check_lost_end(run)

    def test_a_log_file_cut_to_an_earlier_commit_is_noticed(self):
        run = self.run_and_end(signal.SIGKILL)
        frame = FRAME_HEADER + self.page_size()
        frames = (self.wal.stat().st_size - WAL_HEADER) // frame
        os.truncate(self.wal, WAL_HEADER + (frames - 30) * frame)
        self.check_lost_end(run)
        self.assertGreater(len(self.done()), STEPS)

    def check_lost_end(self, run):
        """SQLite sees nothing, nor does the chain; the count does. Then it is up to people."""
        told = self.refused_start()
        self.assertRegex(told, r"the logs have lost events: \d+ were written, and only the first \d+ are there")
        verified = self.house.golive("audit", "verify", run)
        self.assertEqual(verified.returncode, NO, verified.stdout)
        self.assertIn("the logs have lost events", verified.stderr)
        self.give_up_what_is_lost(told)
        self.serve()
        until(lambda: "○ work/look" in self.house.golive("status", run).stdout)
        self.assertEqual(self.house.golive("audit", "verify", run).returncode, 0)
        again = self.done()[STEPS:]  # what no log knows of is done again: docs/operations.md says so
        self.assertEqual(again, [str(i) for i in range(STEPS - len(again) + 1, STEPS + 1)])

    def test_a_flipped_bit_in_an_event_is_refused_by_its_number(self):
        run = self.run_and_end()
        self.into_the_file()
        self.change(self.database, self.database.read_bytes().index(b"echo 7 >> lines"), 1)
        told = self.refused_start()
        self.assertRegex(told, rf"the log of run {run} is damaged at event \d+ .*audit verify")
        number = told.split("at event ")[1].split()[0]
        verified = self.house.golive("audit", "verify", run)
        self.assertEqual(verified.returncode, NO, verified.stdout)
        self.assertIn(number, verified.stderr)

    def test_a_flipped_bit_in_the_header_of_a_page_is_refused(self):
        run = self.run_and_end()
        self.into_the_file()
        at = self.database.read_bytes().index(b"echo 7 >> lines")
        self.change(self.database, at - at % self.page_size(), 0xff)
        told = self.refused_start()
        self.assertIn("golive.db: database disk image is malformed (keep it aside", told)
        self.assertNotEqual(self.house.golive("audit", "verify", run).returncode, 0)

    def test_an_emptied_database_is_refused_and_its_log_file_not_touched(self):
        self.run_and_end(signal.SIGKILL)
        kept = self.wal.stat().st_size
        os.truncate(self.database, 0)
        self.assertRegex(self.refused_start(), r"golive.db is empty: it held \d+ events")
        self.assertEqual(self.wal.stat().st_size, kept)

    def test_a_missing_database_is_refused(self):
        self.run_and_end(signal.SIGKILL)
        self.database.rename(self.data / "moved")
        told = self.refused_start()
        self.assertRegex(told, r"golive.db is gone: it held \d+ events")
        self.assertFalse(self.database.exists())
        (self.data / "moved").rename(self.database)
        self.serve()

    def test_an_epoch_without_a_database_is_a_first_start_that_did_not_get_far(self):
        self.data.mkdir(mode=0o700)
        (self.data / "epoch").write_text("1\n")
        self.serve()
        self.assertEqual((self.data / "epoch").read_text(), "2\n")


if __name__ == "__main__":
    unittest.main(verbosity=1)
