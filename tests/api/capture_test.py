"""A token from a login: used by its body, read by nobody, and still there when the engine was killed in between."""
import base64
import getpass
import http.server
import os
import signal
import subprocess
import threading
import unittest

from house import BIN, House, until

TOKEN = "eyJ-a-token-that-nobody-may-read"

RUNBOOK = """
return plan "login" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" { url = "%s" },
  phase "work" { on = "J", owner = "ops",
    step "use" { irreversible = true, run = function(ctx)
      local login = ctx:http { url = "${url}/login", method = "POST", capture = { token = "$.access_token" } }
      ctx:exec { "/bin/sh", "-c", "touch ready; while [ ! -e go ]; do sleep 0.02; done" }
      local me = ctx:http { url = "${url}/me", headers = { Authorization = login.captured.token:prefix "Bearer " } }
      ctx:evidence("me", me.body)
      local said = ctx:exec { "/bin/sh", "-c", "echo $TOKEN", env = { TOKEN = login.captured.token } }
      return { login = login.body, said = said.out }
    end },
    task "look" {},
  } }
"""


class Service(http.server.BaseHTTPRequestHandler):
    def do_POST(self):  # pylint: disable=invalid-name
        self.server.seen.append("login")
        self.answer(f'{{"access_token": "{TOKEN}"}}')

    def do_GET(self):  # pylint: disable=invalid-name
        self.server.seen.append(self.headers.get("Authorization"))
        self.answer(f"you are {self.headers.get('Authorization')}")

    def answer(self, text):
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


class CaptureTest(unittest.TestCase):
    def setUp(self):
        self.service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
        self.service.seen = []
        threading.Thread(target=self.service.serve_forever, daemon=True).start()
        self.addCleanup(self.service.server_close)
        self.addCleanup(self.service.shutdown)
        self.house = House()
        self.addCleanup(self.house.stop)
        self.start_engine()
        self.house.add_user(getpass.getuser(), "ops")
        url = f"http://127.0.0.1:{self.service.server_port}"
        self.folder = self.house.write_runbook("login", RUNBOOK % url)
        started = self.house.golive("run", self.folder, "--j", "2027-01-15", "--detach")
        self.assertEqual(started.returncode, 0, started.stderr)
        self.run_id = started.stdout.strip()
        until((self.folder / "ready").exists)

    def start_engine(self):
        self.house.engine = subprocess.Popen(
            [BIN / "golive", "serve", "--data", str(self.house.data), "--no-door"], stdout=subprocess.DEVNULL)
        until(lambda: (self.house.ask_engine(op="ping") or {}).get("pid") == self.house.engine.pid)

    def kill_engine(self):
        os.kill(self.house.engine.pid, signal.SIGKILL)
        self.house.engine.wait()

    def holders(self):
        """The files of the data directory that tell the token, in plain or in base64."""
        forms = (TOKEN.encode(), base64.b64encode(TOKEN.encode())[:-4])
        files = [file for file in self.house.data.rglob("*") if file.is_file()]
        return [str(file.relative_to(self.house.data)) for file in files
                if any(form in file.read_bytes() for form in forms)]

    def golive(self, *words):
        done = self.house.golive(*words)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        return done.stdout

    def test_a_token_outlives_the_engine_and_is_in_no_log(self):
        self.assertEqual(self.holders(), [f"sealed/{self.run_id}"])
        self.assertEqual((self.house.data / "sealed" / self.run_id).stat().st_mode & 0o777, 0o600)
        self.kill_engine()
        self.start_engine()
        (self.folder / "go").touch()
        until(lambda: "task" in self.house.golive("status", self.run_id).stdout)
        self.assertEqual(self.service.seen, ["login", f"Bearer {TOKEN}"])
        told = self.golive("status", self.run_id) + self.golive("report", self.run_id, "j1-account")
        self.assertNotIn(TOKEN, told)
        self.golive("task", self.run_id, "look", "start")
        self.golive("task", self.run_id, "look", "pass")
        until(lambda: "completed" in self.house.golive("status", self.run_id).stdout)
        self.assertEqual(self.holders(), [])

    def test_a_token_that_is_gone_fails_the_step_and_a_new_attempt_captures_it_anew(self):
        self.kill_engine()
        (self.house.data / "sealed" / self.run_id).unlink()
        self.start_engine()
        (self.folder / "go").touch()
        until(lambda: "captured as token is no longer in" in self.house.golive("status", self.run_id).stdout)
        self.assertEqual(self.service.seen, ["login"])
        self.golive("retry", self.run_id, "use", "--reason", "logs in again")
        until(lambda: "task" in self.house.golive("status", self.run_id).stdout)
        self.assertEqual(self.service.seen, ["login", "login", f"Bearer {TOKEN}"])


if __name__ == "__main__":
    unittest.main()
