"""The command line: what it prints, and the exit codes that scripts rely on."""
import json
import resource
import signal
import sqlite3
import subprocess
import unittest

from house import BIN, House, until
from runbooks import SMALL

DONE, NO, WRONG_USE, ENGINE = 0, 1, 2, 3


class CliTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.runbook = self.house.write_runbook("small", SMALL)
        self.addCleanup(self.end_engine)

    def end_engine(self):
        """Also one that `golive run` has started by itself."""
        lock = self.house.data / "engine.lock"
        if lock.exists() and not self.house.engine:
            self.house.end_process(int(lock.read_text()))
        self.house.stop()

    def check(self, code, *words):
        done = self.house.golive(*words)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        return done

    def test_wrong_use_is_told_and_exits_2(self):
        for words in ([], ["obey"], ["check"], ["plan", self.runbook], ["run", self.runbook],
                      ["decide", "run", "gate", "maybe", "--reason", "x"],
                      ["decide", "run", "gate", "go"], ["task", "run", "item", "perhaps"],
                      ["abort", "run"], ["status", "a", "b"], ["audit"], ["user", "add"],
                      ["serve", "--listen", "nowhere"], ["serve", "--listen", "0.0.0.0:8080"],
                      ["run", self.runbook, "--j", "2027-01-15", "--set", "word"],
                      ["plan", self.runbook, "--j", "15/01/2027"]):
            done = self.check(WRONG_USE, *words)
            self.assertTrue(done.stderr, words)

    def test_a_slip_in_a_commands_name_is_recognised(self):
        for words, meant in ((["chek", "x.lua"], "check"), (["user", "ad", "lea"], "user add"),
                             (["--data", "/tmp", "decid"], "decide")):
            self.assertIn(f'did you mean "{meant}"?', self.check(WRONG_USE, *words).stderr)
        self.assertIn("golive --help lists them", self.check(WRONG_USE, "frobnicate").stderr)

    def test_a_command_that_ends_too_early_is_told_what_may_follow(self):
        self.assertIn("golive user needs a command: add, list, revoke\n", self.check(WRONG_USE, "user").stderr)
        self.assertIn("golive --help lists them", self.check(WRONG_USE).stderr)
        self.assertEqual("golive: check: RUNBOOK is missing (golive check --help tells how it is used)\n",
                         self.check(WRONG_USE, "check").stderr)

    def test_an_option_that_is_not_there_and_a_word_too_many_are_named(self):
        for words, told in ((["--bogus"], "golive: there is no option --bogus (golive --help"),
                            (["check", "x", "--jsn"], 'check: there is no option --jsn (did you mean "--json"?)'),
                            (["check", "x", "y"], 'check: "y" is one word too many (golive check --help'),
                            (["plan", "x", "--j", "2027-01-15", "--format", "pdf"], "golive: plan: --format: pdf not in")):
            with self.subTest(words):
                self.assertIn(told, self.check(WRONG_USE, *words).stderr)

    def test_what_is_not_utf8_is_refused_by_its_name(self):
        odd = "caf\udce9"  # as Python hands over what is no UTF-8
        run = self.check(DONE, "run", self.runbook, "--j", "2027-01-15", "--detach").stdout.strip()
        for words, field in ((["pause", run, "--reason", odd], "reason"), (["bind", run, "lead", odd, "--reason", "x"], "people"),
                             (["user", "add", "lea", "--role", odd], "roles"), (["--as-token", odd, "pause", run], "token")):
            with self.subTest(field):
                self.assertIn(f"golive: {field}: is not UTF-8 (", self.check(WRONG_USE, *words).stderr)

    def test_what_a_terminal_would_obey_is_shown_and_does_nothing(self):
        hostile = self.house.write_runbook("hostile", SMALL.replace('title = "Small"', r'title = "Sm\27[2Jall\r"'))
        for words in (["check", hostile], ["plan", hostile, "--j", "2027-01-15"], ["simulate", hostile, "--j", "2027-01-15"],
                      ["check", "\x1b[2Jnowhere"], ["status", "\x1b]0;x\x07"]):
            with self.subTest(words[0]):
                done = self.house.golive(*words)
                self.assertNotRegex(done.stdout + done.stderr, r"[\x00-\x08\x0b-\x1f]")

    def test_output_that_is_not_taken_is_no_success(self):
        for words in (["--version"], ["check", self.runbook], ["check", self.runbook, "--json"],
                      ["simulate", self.runbook, "--j", "2027-01-15"]):
            with self.subTest(words[0]), open("/dev/full", "w") as full:
                done = subprocess.run([BIN / "golive", *map(str, words)], stdout=full, stderr=subprocess.PIPE, text=True)
                self.assertEqual(done.returncode, ENGINE, done.stderr)
                self.assertIn("golive: stdout: the output takes no more", done.stderr)

    def test_errors_have_one_form_for_machines(self):
        nowhere, j = self.house.folder / "nowhere", ("--j", "2027-01-15")
        for words in (["check", nowhere, "--json"], ["import", nowhere, "--json"], ["status", "none", "--json"],
                      ["simulate", nowhere, *j, "--json"], ["move", "none", *j, "--json"],
                      ["move", "none", *j, "--reason", "late", "--json"], ["plan", nowhere, *j, "--format", "json"],
                      ["user", "list", "--json"], ["check", "--json"], ["status", "--jsn", "--json"]):
            with self.subTest(words[0]):
                done = self.house.golive(*words)
                self.assertIn(done.returncode, (WRONG_USE, ENGINE))
                self.assertEqual(done.stderr, "")
                answer = json.loads(done.stdout)
                self.assertEqual(answer["ok"], False)
                self.assertEqual(set(answer["error"]), {"kind", "what", "place", "way_out"})
                self.assertTrue(answer["error"]["what"] and answer["error"]["way_out"], answer)

    def test_people_are_listed_and_their_tokens_revoked(self):
        token = self.house.add_user("lea", "lead")
        self.house.add_user("dan", more=("--may-bring-code",))
        number, until_day = token.split(".")[0], r"until \d{4}-\d\d-\d\d"
        self.assertRegex(self.check(DONE, "user", "list").stdout,
                         rf"^dan, without a role; may bring code\n  token [0-9a-f]{{12}}, valid, {until_day}\n\n"
                         rf"lea: lead\n  token {number}, valid, {until_day}\n$")
        self.check(DONE, "user", "revoke", number)  # without an engine
        self.assertIn(f"token {number}, revoked", self.check(DONE, "user", "list").stdout)
        self.assertIn("golive user list", self.check(WRONG_USE, "user", "revoke", number).stderr)
        self.house.serve()
        tokens = [self.house.add_user("lea", "lead") for _ in range(2)]
        statuses = lambda: [self.house.ask("GET", "/api/v1/runs", token=each).status for each in (token, *tokens)]
        self.assertEqual(statuses(), [401, 200, 200])
        self.check(DONE, "user", "revoke", "lea")
        self.assertEqual(statuses(), [401, 401, 401])
        self.assertEqual(self.check(NO, "--as-token", self.house.add_user("eve", "lead"), "user", "revoke", "dan").stdout, "")
        dan, *_ = json.loads(self.check(DONE, "user", "list", "--json").stdout)["users"]
        self.assertEqual((dan["name"], dan["roles"], dan["may_bring_code"]), ("dan", [], True))
        self.assertEqual([each["state"] for each in dan["tokens"]], ["valid"])

    def test_people_are_added_without_an_engine_beside_runs_that_are_over_and_under_way(self):
        lead = self.house.add_user("lea", "lead")
        over, waiting = (self.check(DONE, "run", self.runbook, "--j", "2027-01-15", "--detach").stdout.strip()
                         for _ in range(2))
        self.check(DONE, "--as-token", lead, "abort", over, "--reason", "enough")
        self.house.end_process(int((self.house.data / "engine.lock").read_text()))
        self.check(DONE, "user", "add", "dan", "--role", "dba")
        self.check(DONE, "audit", "verify", "site")
        self.await_state(waiting, "go-live/go", "open")  # nobody has taken it over

    def test_help_and_version(self):
        self.assertIn("Exit codes", self.check(DONE, "--help").stdout)
        self.assertRegex(self.check(DONE, "--version").stdout, r"^golive \d")
        self.assertIn("Ctrl-C", self.check(DONE, "run", "--help").stdout)

    def test_check_and_plan(self):
        self.assertIn("estimate-missing", self.check(NO, "check", self.runbook).stdout)
        self.assertFalse(json.loads(self.check(NO, "check", self.runbook, "--json").stdout)["ok"])
        text = self.check(DONE, "plan", self.runbook, "--j", "2027-01-15").stdout
        self.assertIn("go-live/act", text)
        self.assertIn("2027-01-15", text)
        plan = json.loads(self.check(DONE, "plan", self.runbook, "--j", "2027-01-15",
                                     "--format", "json").stdout)
        self.assertEqual(plan["items"][0]["path"], "go-live")

    def test_a_new_runbook_passes_everything_as_it_is(self):
        shop = self.house.folder / "web-shop"
        self.assertIn("golive check", self.check(DONE, "new", shop).stdout)
        self.assertIn("no findings", self.check(DONE, "check", shop, "--j", "2027-01-14").stdout)
        self.assertIn("2 of 2 tests passed", self.check(DONE, "test", shop).stdout)
        told = self.check(DONE, "simulate", shop, "--j", "2027-01-14").stdout
        self.assertIn("on time", told)
        self.assertIn("go-live/open", self.check(DONE, "plan", shop, "--j", "2027-01-14").stdout)
        again = self.check(NO, "new", shop).stderr
        self.assertIn("name a folder that is not there yet", again)
        self.assertIn("web-shop", self.check(WRONG_USE, "new", self.house.folder / "a b").stderr)

    def test_a_runbook_that_cannot_be_loaded(self):
        broken = self.house.write_runbook("broken", "return plan \"x\" {\n  title = ,\n}\n")
        done = self.check(WRONG_USE, "check", broken)
        self.assertIn("runbook.lua:2", done.stderr)
        told = json.loads(self.check(WRONG_USE, "check", broken, "--json").stdout)
        self.assertEqual(told["error"]["kind"], "unloadable")
        self.check(WRONG_USE, "check", self.house.folder / "nowhere")
        self.check(WRONG_USE, "run", broken, "--j", "2027-01-15")

    def test_what_is_wrong_with_a_runbook_is_told_in_one_line_with_its_place(self):
        for name, text, told in (
                ("early", SMALL[:SMALL.rindex("}")], "runbook.lua:19: the text ends too early: a '}'"),
                ("binary", "\x1bLua", "runbook.lua:1: this is no text: compiled Lua is not run"),
                ("body", 'local f = function(ctx) tostrng "x" end\nreturn plan "p" {}',
                 'runbook.lua:1: the name "tostrng" is not defined (did you mean "tostring"?)'),
                ("method", 'local f = function(ctx) ctx:exce { "x" } end\nreturn plan "p" {}',
                 'runbook.lua:1: ctx has no "exce" (did you mean "exec"?)'),
                ("empty", 'return plan "p" { title = "P" }', "runbook.lua: the plan has no phase"),
                ("zone", SMALL.replace("Paris", "Pariss"), 'runbook.lua:3: there is no time zone "Europe/Pariss" (did you mean')):
            done = self.check(WRONG_USE, "check", self.house.write_runbook(name, text))
            self.assertIn(told, done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)

    def test_what_can_be_checked_and_not_run_is_refused_a_run(self):
        self.house.serve()
        for name, text, told in (
                ("zoneless", SMALL.replace('timezone = "Europe/Paris", ', ""), "runbook.lua:2: the plan has no time zone"),
                ("undecided", SMALL.replace('gate "go" { decided_by = { "lead" } }', 'gate "go" {}'),
                 'gate "go" has nobody who decides'),
                ("leaderless", SMALL.replace('decided_by = { "lead" }, within', "within"),
                 'contingency "calm" has nobody who decides')):
            runbook = self.house.write_runbook(name, text)
            self.check(NO, "check", runbook)
            done = self.check(WRONG_USE, "run", runbook, "--j", "2027-01-15", "--env", "uat", "--detach")
            self.assertIn(told, done.stderr)
            self.assertEqual(self.check(DONE, "status").stdout.strip().count(name), 0)

    def test_without_an_engine_it_is_said_so(self):
        self.house.add_user("lea", "lead")
        done = self.check(ENGINE, "pause", "run")
        self.assertIn("golive serve", done.stderr)

    def test_a_run_from_the_terminal(self):
        lead = self.house.add_user("lea", "lead")
        dba = self.house.add_user("dan", "dba")
        run = self.check(DONE, "run", self.runbook, "--j", "2027-01-15", "--detach").stdout.strip()
        self.await_state(run, "go-live/go", "open")
        self.check(WRONG_USE, "status", "nothing")
        self.check(NO, "--as-token", dba, "decide", run, "go", "go", "--reason", "me too")
        self.check(NO, "--as-token", "a.b", "decide", run, "go", "go", "--reason", "me too")
        self.check(NO, "--as-token", lead, "decide", run, "late", "go", "--reason", "early")
        self.check(DONE, "--as-token", lead, "decide", run, "go", "go", "--reason", "all is well")
        self.await_state(run, "go-live/look", "ready")
        self.check(DONE, "--as-token", dba, "task", run, "look", "start")
        self.check(DONE, "--as-token", dba, "task", run, "look", "pass", "--comment", "fine")
        self.await_state(run, "go-live/break", "failed")
        self.check(DONE, "--as-token", lead, "contingency", run, "calm", "activate",
                   "--reason", "nerves")
        self.check(DONE, "--as-token", lead, "abort", run, "--reason", "enough")
        self.check(NO, "follow", run)
        self.assertIn("aborted", self.check(DONE, "status").stdout)
        self.assertIn("the chain holds",
                      self.check(DONE, "audit", "verify", run).stdout)
        report = self.check(DONE, "report", run, "j1-account", "--format", "md", "--lang", "fr")
        self.assertTrue(report.stdout.startswith("#"))
        self.check(WRONG_USE, "report", run, "poem")

    def await_state(self, run, path, state):
        def reached():
            view = json.loads(self.check(DONE, "status", run, "--json").stdout)
            return any(item["path"] == path and item["state"] == state
                       for phase in view["phases"] for item in phase.get("items", []))
        until(reached)

    def test_a_changed_log_is_found(self):
        self.house.add_user("lea", "lead")
        run = self.check(DONE, "run", self.runbook, "--j", "2027-01-15", "--detach").stdout.strip()
        self.await_state(run, "go-live/go", "open")
        self.house.end_process(int((self.house.data / "engine.lock").read_text()))
        self.check(DONE, "audit", "verify", run)
        self.check(DONE, "audit", "verify", "site")
        database = sqlite3.connect(self.house.data / "golive.db")
        with database:
            database.execute("update events set actor = 'mallory' where seq = 2")
        database.close()
        done = self.check(NO, "audit", "verify", run)
        self.assertIn("2", done.stderr)

    def test_an_engine_whose_disk_says_no_stops_acting_and_says_so(self):
        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, 256 * 1024))
        self.house.serve(preexec_fn=small_files)
        run = self.check(DONE, "run", self.runbook, "--j", "2027-01-15", "--detach").stdout.strip()
        self.await_state(run, "go-live/go", "open")

        def refused():
            done = self.house.golive("decide", run, "go", "go", "--reason", "x" * 3900)
            return done if done.returncode == ENGINE else None
        self.assertIn("golive.db", until(refused).stderr)
        self.check(ENGINE, "run", self.runbook, "--j", "2027-01-15")
        self.check(ENGINE, "follow", run)
        self.assertIn("The engine has stopped acting: ", self.check(DONE, "status", run).stdout)
        self.assertEqual(self.house.ask("GET", "/health/ready").status, 503)
        self.check(DONE, "audit", "verify", run)
        self.house.end_process(self.house.engine.pid)
        self.assertEqual(self.house.engine.wait(), ENGINE)

    def test_a_killed_engine_is_taken_over_from(self):
        self.house.serve()
        run = self.check(DONE, "run", self.runbook, "--j", "2027-01-15", "--detach").stdout.strip()
        self.await_state(run, "go-live/go", "open")
        self.house.engine.kill()
        self.house.engine.wait()
        lead = self.house.add_user("lea", "lead")
        self.house.serve()
        self.check(DONE, "--as-token", lead, "decide", run, "go", "go", "--reason", "all is well")
        self.await_state(run, "go-live/look", "ready")
        self.check(DONE, "audit", "verify", run)

    def test_one_engine_at_a_time(self):
        self.house.serve()
        second = subprocess.run([BIN / "golive", "serve", "--no-door", "--data",
                                 str(self.house.data)],
                                capture_output=True, text=True, timeout=20, check=False)
        self.assertNotEqual(second.returncode, DONE)
        self.assertIn("engine", second.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
