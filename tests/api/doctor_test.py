"""golive doctor: what a machine, or a data directory, lacks is told before the day J, with a way out."""
import json
import os
import shutil
import sqlite3
import subprocess
import unittest

from house import BIN, House

GOOD, NO = 0, 1


class DoctorTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)

    def looked(self, code, *words, **options):
        done = self.house.golive("doctor", "--json", *words, **options)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual(said["ok"], code == GOOD)
        return {each["at"]: each for each in said["looked"]}

    def told(self, code, at, how, *parts):
        each = self.looked(code)[at]
        self.assertEqual(each["how"], how, each)
        for part in parts:
            self.assertIn(part, each["what"] + " -> " + each["way_out"])

    def test_before_the_first_engine_nothing_is_made(self):
        looked = self.looked(GOOD)
        self.assertEqual(looked["data directory"]["how"], "good")
        self.assertIn("will be made", looked["data directory"]["what"])
        self.assertEqual(looked["log"]["what"], "none yet")
        self.assertFalse(self.house.data.exists())

    def test_an_engine_at_work_is_named(self):
        self.house.serve()
        looked = self.looked(GOOD)
        self.assertIn(f"process {self.house.engine.pid} is at work", looked["engine"]["what"])
        self.assertIn("0 runs", looked["log"]["what"])

    def test_a_data_directory_that_is_open_to_others(self):
        self.house.data.mkdir(mode=0o700)
        self.house.data.chmod(0o755)
        self.told(GOOD, "data directory", "lacking", "others may look into", "chmod 700")
        for mode in (0o720, 0o777):
            self.house.data.chmod(mode)
            self.told(NO, "data directory", "broken", "others may write", "chmod 700")

    def test_a_file_where_the_data_directory_should_be(self):
        self.house.data.write_text("")
        self.told(NO, "data directory", "broken", "is not a directory", "--data")

    def test_a_log_that_has_lost_events(self):
        self.house.serve()
        self.house.golive("user", "add", "lea", "--role", "ops")
        self.house.engine.terminate()
        self.house.engine.wait()
        with sqlite3.connect(self.house.data / "golive.db") as database:
            database.execute("DELETE FROM events")
        self.told(NO, "log", "broken", "have lost events", "restore")

    def test_a_log_that_is_gone(self):
        self.house.serve()
        self.house.golive("user", "add", "lea", "--role", "ops")
        self.house.engine.terminate()
        self.house.engine.wait()
        for file in self.house.data.glob("golive.db*"):
            if file.name != "golive.db-count":
                file.unlink()
        self.told(NO, "log", "broken", "is gone, and", "restore")

    def test_a_file_that_is_no_database(self):
        self.house.data.mkdir(mode=0o700)
        (self.house.data / "golive.db").write_bytes(b"this is no database, and was none" * 100)
        self.told(NO, "log", "broken", "file is not a database", "restore it from a backup")

    def test_a_program_that_is_missing(self):
        alone = self.house.folder / "alone"
        alone.mkdir()
        shutil.copy(BIN / "golive", alone)
        environment = dict(os.environ, GOLIVE_DATA=str(self.house.data))
        done = subprocess.run([alone / "golive", "doctor"], text=True, capture_output=True, env=environment, timeout=60)
        self.assertEqual(done.returncode, NO, done.stdout + done.stderr)
        self.assertIn("there is no golive-keeper, golive-door, golive-verify", done.stdout)
        self.assertIn("-> install all four programs into one folder", done.stdout)
        self.assertTrue(done.stdout.endswith("golive cannot work here as it is.\n"))


if __name__ == "__main__":
    unittest.main()
