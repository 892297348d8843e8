"""A demo platform of a test's own, in a folder and on ports of its own, ended by the test."""
import concurrent.futures
import http.client
import json
import os
import shutil
import subprocess
import tempfile
import unittest

from ports import ports_of_our_own

PLATFORM = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "..", "..", "examples", "platform", "platform")
SERVICES = ("catalog", "inventory", "payment", "users")
EVENT = {"title": "Gala", "venue": "Lyon", "starts_at": "2031-09-01T20:00:00+02:00",
         "price_cents": 5000, "seats": 10}


PORT, HELD = ports_of_our_own()


class Platform(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="platform-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.addCleanup(self.run_command, "down")

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def run_command(self, *words):
        environment = os.environ | {"PLATFORM_DIR": self.folder, "PLATFORM_PORT": str(PORT)}
        return subprocess.run([PLATFORM, *map(str, words)], env=environment, text=True,
                              capture_output=True, timeout=20, stdin=subprocess.DEVNULL)

    def says(self, code, *words):
        """What the command answers, which ends with this exit code."""
        done = self.run_command(*words)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        return (done.stdout + done.stderr).strip()

    def does(self, *words):
        return self.says(0, *words)

    def start_new(self):
        """As at 10:00 of the day: both versions run on schema 2, the old one is public."""
        self.does("up")
        with concurrent.futures.ThreadPoolExecutor(len(SERVICES)) as pool:
            list(pool.map(self.start_new_one, SERVICES))

    def start_new_one(self, service):
        for words in (["migrate", service, "up"], ["load-reference", service],
                      ["deploy", service, 2], ["start", service, 2]):
            self.does(*words)

    def ask(self, method, path, body=None, version=None, key=None):
        """(status, answer, headers) of the router."""
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=15)
        headers = {"X-Version": str(version)} if version else {}
        if key:
            headers["X-Api-Key"] = key
        try:
            connection.request(method, path, json.dumps(body) if body else None, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        is_json = answer.headers["Content-Type"] == "application/json"
        return answer.status, json.loads(content) if is_json else content.decode(), answer.headers

    def book(self, version, **fields):
        return self.ask("POST", "/inventory/bookings", version=version,
                        body={"event_id": 1, "customer": "qa@x.example", "quantity": 2} | fields)

    def key(self):
        return self.does("keys", "show")

    def pids(self):
        view = json.loads(self.does("status", "--json"))
        found = {f"{row['service']}-{row['version']}-{row['region']}": row["pid"]
                 for row in view["services"] if row["pid"]}
        return found | ({"router": view["router"]["pid"]} if view["router"]["pid"] else {})

    def faults_on(self):
        return len(json.loads(self.does("status", "--json"))["faults"])

    def actions(self):
        with open(self.path("actions.log"), encoding="utf-8") as file:
            return [line.rstrip("\n").partition(" ")[2] for line in file]


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
