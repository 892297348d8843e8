"""A golive engine on a data directory of its own, for the tests that run the real programs."""
import contextlib
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time

BIN = pathlib.Path(os.environ.get("GOLIVE_BIN", "build/bin"))
PATIENCE_S = 30
OUR_PORTS = 10_000, 20_000  # below those of tests/platform


def free_port():
    """One that the system gives to no client: who listens there may be away for a moment, and come back."""
    while True:
        port = random.randrange(*OUR_PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def until(what, patience_s=PATIENCE_S):
    """Calls `what` until it answers with something true, which is returned; what it looks up may not be there yet."""
    end = time.monotonic() + patience_s
    while True:
        missing = None
        try:
            found = what()
        except LookupError as error:
            found, missing = None, error
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience_s} s in vain") from missing
        time.sleep(0.02)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.text = response.read().decode()
        is_json = "json" in self.headers.get("content-type", "")
        self.json = json.loads(self.text) if is_json and self.text else None


class House:
    """`golive serve` with its door, and a folder for runbooks."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="golive-"))
        self.data = self.folder / "data"
        self.port = free_port()
        self.engine = None

    def golive(self, *words, **options):
        environment = dict(os.environ, GOLIVE_DATA=str(self.data), XDG_STATE_HOME=str(self.folder / "state"))
        environment.pop("GOLIVE_TOKEN", None)
        return subprocess.run([BIN / "golive", *map(str, words)], text=True, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=PATIENCE_S * 2, env=environment,
                              check=False, **options)

    def serve(self, *words, **options):
        until(self.is_free)  # the door of one that was killed may be ending
        self.engine = subprocess.Popen(
            [BIN / "golive", "serve", "--data", str(self.data), "--listen",
             f"127.0.0.1:{self.port}", *map(str, words)], stdout=subprocess.DEVNULL, **options)
        until(self.is_live)

    def is_free(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) != 0

    def is_live(self):
        try:
            return self.ask("GET", "/health/live").status == 200
        except OSError:
            return False

    def stop(self):
        if self.engine and self.engine.poll() is None:
            self.engine.send_signal(signal.SIGTERM)
            assert self.engine.wait(PATIENCE_S) == 0
        self.end_processes()
        shutil.rmtree(self.folder)

    def keeper(self):
        for entry in pathlib.Path("/proc").iterdir():
            try:
                if (entry / "cmdline").read_bytes() == b"golive-keeper\0" + str(self.data).encode() + b"\0":
                    return int(entry.name)
            except OSError:
                continue
        return None

    def end_processes(self):
        """What runs go on doing without their engine: processes outlive it."""
        for entry in pathlib.Path("/proc").iterdir():
            try:
                is_ours = os.readlink(entry / "cwd").startswith(str(self.folder)) \
                    and b"GOLIVE_PROCESS=" in (entry / "environ").read_bytes()
                if is_ours:
                    os.kill(int(entry.name), signal.SIGKILL)
            except (OSError, ValueError):
                continue

    def end_process(self, pid):
        try:
            os.kill(pid, signal.SIGTERM)
        except ProcessLookupError:
            return
        until(lambda: not pathlib.Path(f"/proc/{pid}").exists()
              or "State:\tZ" in pathlib.Path(f"/proc/{pid}/status").read_text())

    def add_user(self, name, *roles, more=()):
        words = [word for role in roles for word in ("--role", role)]
        added = self.golive("user", "add", name, *words, *more)
        assert added.returncode == 0, added.stderr
        return added.stdout.strip()

    def write_runbook(self, name, text):
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        (folder / "runbook.lua").write_text(text)
        return folder

    def ask(self, method, path, body=None, token=None, headers=None, timeout=PATIENCE_S):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, (str, bytes)) else json.dumps(body)
        try:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def ask_engine(self, **request):
        """One request at the engine's socket; None while nobody answers there."""
        with socket.socket(socket.AF_UNIX) as wire:
            wire.settimeout(PATIENCE_S)
            try:
                wire.connect(str(self.data / "engine.sock"))
                wire.sendall(json.dumps(request).encode() + b"\n")
                line = wire.makefile().readline()
            except OSError:
                return None
        return json.loads(line) if line else None

    def door(self):
        """The door's process, or None while there is none."""
        children = pathlib.Path(f"/proc/{self.engine.pid}/task/{self.engine.pid}/children")
        for pid in map(int, children.read_text().split()):
            try:
                program = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
            except OSError:
                continue
            if program.endswith(b"golive-door"):
                return pid
        return None

    def events(self, run, token):
        found, after = [], 0
        while True:
            page = self.ask("GET", f"/api/v1/runs/{run}/events?after={after}", token=token).json
            found += page["events"]
            if page["last"] == after:
                return found
            after = page["last"]

    def item(self, run, path, token, seq=0):
        """An item of the run's view, by its path."""
        view = self.ask("GET", f"/api/v1/runs/{run}?wait_seq={seq}", token=token).json
        waiting = list(view["phases"])
        while waiting:
            item = waiting.pop()
            if item.get("path") == path or item.get("item") == path:
                return item
            waiting += item.get("items", item.get("children", []))
        raise AssertionError(f"no item {path} in {json.dumps(view)[:2000]}")
