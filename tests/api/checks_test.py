"""Looks of every kind at real parts: a certificate, a port, a name, Prometheus, what a service says of its health."""
import getpass
import http.server
import json
import os
import socket
import threading
import unittest

from house import House, until
from sinks import certificate, serve_until_end

RUNBOOK = """
local prometheus, health = require "golive.prometheus", require "golive.health"
local function look(id, asked)
  asked.every, asked.within = "20ms", id:find("^good") and "30s" or "200ms"
  return step(id) { effects = false, on_failure = "continue", run = function(ctx) ctx:poll(asked) end }
end
local function body(id, ready)
  return step(id) { on_failure = "continue", run = ready }
end
local plain, tls = "http://127.0.0.1:%(plain)d", "https://127.0.0.1:%(tls)d"
local function query(name, within)
  return { server = plain .. "/" .. name, query = "up", max = 1, every = "20ms", within = within or "200ms" }
end
return plan "looks" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" }, environment "test" {},
  phase "work" { on = "J", owner = "ops",
    look("good-certificate", { url = tls, expect = { tls_days = 1 } }),
    look("short-certificate", { url = tls, expect = { tls_days = 30 } }),
    look("no-certificate", { url = plain, expect = { tls_days = 0 } }),
    look("good-port", { connect = "localhost:%(plain)d" }),
    look("closed-port", { connect = "127.0.0.1:%(closed)d" }),
    look("good-name", { resolve = "localhost", expect = { body_contains = "1" } }),
    look("other-address", { resolve = "localhost", expect = { body_contains = "10.9.8.7" } }),
    look("no-name", { resolve = "no-such-name.invalid" }),
    body("good-figure", prometheus.within(query("0.5", "30s"))),
    body("high-figure", prometheus.within(query "7")),
    body("nan-figure", prometheus.within(query "NaN")),
    body("no-figure", prometheus.within(query "none")),
    body("good-health", health.check { url = plain .. "/health/UP/UP" }),
    body("good-degraded", health.check { url = plain .. "/health/UP/DOWN", bears = "degraded" }),
    body("degraded", health.check { url = plain .. "/health/UP/DOWN" }),
    body("down", health.check { url = plain .. "/health/DOWN/UP", bears = "degraded" }),
    task "look" {},
  } }
"""


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # pylint: disable=invalid-name
        words = self.path.split("/")
        status = 200
        if words[1] == "health":
            status = 503 if words[2] == "DOWN" else 200
            answer = {"status": words[2], "components": {"db": {"status": words[3]}}}
        else:
            result = [] if words[1] == "none" else [{"metric": {}, "value": [1, words[1]]}]
            answer = {"status": "success", "data": {"resultType": "vector", "result": result}}
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class ChecksTest(unittest.TestCase):
    def test_what_is_well_passes_and_nothing_else(self):
        house = House()
        self.addCleanup(house.stop)
        crt, context = certificate(house.folder)
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))  # bound, and nobody listens
            ports = {"plain": serve_until_end(self, Service), "tls": serve_until_end(self, Service, context),
                     "closed": closed.getsockname()[1]}
            house.serve(env=dict(os.environ, SSL_CERT_FILE=str(crt)))
            house.add_user(getpass.getuser(), "ops")
            started = house.golive("run", house.write_runbook("looks", RUNBOOK % ports), "--j", "2027-01-15", "--detach")
            self.assertEqual(started.returncode, 0, started.stderr)
            run = started.stdout.strip()
            until(lambda: self.is_ready(house, run))
        states = {item["path"].split("/")[-1]: item["state"] for item in self.items(house, run) if item["kind"] == "step"}
        self.assertEqual(len(states), 16)
        for name, state in states.items():
            self.assertEqual(state, "succeeded" if name.startswith("good-") else "failed", name)
        told = house.golive("report", run, "j1-account", "--format", "md", "--lang", "en").stdout
        self.assertRegex(told, "the certificate is good for [12] days, less than 30")

    def items(self, house, run):
        view = json.loads(house.golive("status", run, "--json").stdout)
        return [item for phase in view["phases"] for item in phase["items"]]

    def is_ready(self, house, run):
        return any(item["path"] == "work/look" and item["state"] != "waiting" for item in self.items(house, run))


if __name__ == "__main__":
    unittest.main()
