"""The front that we ship, by a real nginx: TLS, redirect, headers, limits, streams, and a door that is replaced."""
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import unittest
import urllib.parse

from house import PATIENCE_S, Answer, free_port, until
from rest_case import RUNS, RestCase

SHIPPED = pathlib.Path(__file__).parents[2] / "examples/nginx/golive.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


class Front:
    """nginx with the shipped file, on ports of its own and with a certificate made for it."""

    def __init__(self, house):
        self.folder = house.folder / "nginx"
        self.folder.mkdir()
        self.port, self.plain_port = free_port(), free_port()
        key, certificate = self.folder / "key.pem", self.folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=golive.example",
                        "-addext", "subjectAltName=DNS:golive.example"], check=True, capture_output=True)
        text = SHIPPED.read_text()
        for ours, theirs in (("listen 80;", f"listen 127.0.0.1:{self.plain_port};"),
                             ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
                             ("127.0.0.1:8080", f"127.0.0.1:{house.port}"),
                             ("/etc/ssl/certs/golive.example.pem", str(certificate)),
                             ("/etc/ssl/private/golive.example.key", str(key))):
            assert ours in text, ours
            text = text.replace(ours, theirs)
        (self.folder / "golive.conf").write_text(text)
        temporary = "".join(f"{name}_temp_path {self.folder}/{name};\n"
                            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (self.folder / "nginx.conf").write_text(
            f"daemon off;\nmaster_process off;\npid {self.folder}/pid;\nerror_log {self.folder}/error.log;\n"
            f"events {{ worker_connections 4096; }}\n"
            f"http {{\naccess_log off;\n{temporary}include {self.folder}/golive.conf;\n}}\n")
        self.trust = ssl.create_default_context(cafile=certificate)
        self.process = subprocess.Popen([NGINX, "-c", self.folder / "nginx.conf", "-p", self.folder],
                                        stderr=subprocess.DEVNULL)
        until(self.listens)

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE_S)

    def connect(self, context=None):
        wire = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as browsers and curl do
        return (context or self.trust).wrap_socket(wire, server_hostname="golive.example")

    def open(self, method, path, token=None, body=None, headers=()):
        connection = http.client.HTTPConnection("golive.example")
        connection.sock = self.connect()
        headers = dict(headers)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, body, headers)
        return connection, connection.getresponse()

    def ask(self, *what, **options):
        connection, response = self.open(*what, **options)
        try:
            return Answer(response)
        finally:
            connection.close()


@unittest.skipUnless(NGINX, "there is no nginx here")
class NginxTest(RestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.front = Front(cls.house)
        cls.addClassCleanup(cls.front.stop)

    def test_a_client_is_served_and_told_to_stay_with_tls(self):
        answer = self.front.ask("GET", RUNS, self.lead, headers={"Accept": "nonsense;;;"})
        self.assertEqual(answer.status, 200, answer.text)
        for name, value in (("strict-transport-security", "max-age=31536000"), ("x-content-type-options", "nosniff"),
                            ("x-frame-options", "DENY"), ("referrer-policy", "no-referrer")):
            self.assertEqual(answer.headers[name], value)
        self.assertNotIn("1.", answer.headers["server"])
        refused = self.front.ask("GET", RUNS, "wrong")
        self.assertEqual((refused.status, refused.json["status"]), (401, 401))

    def test_plain_http_is_sent_to_https(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.front.plain_port, timeout=PATIENCE_S)
        connection.request("GET", "/api/v1/runs?limit=1", headers={"Host": "evil.example"})
        answer = Answer(connection.getresponse())
        self.assertEqual(answer.status, 301)
        self.assertEqual(answer.headers["location"], "https://golive.example/api/v1/runs?limit=1")

    def test_old_tls_is_refused(self):
        context = ssl.create_default_context(cafile=self.front.folder / "certificate.pem")
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            self.front.connect(context).close()

    def test_a_decision_is_recorded_with_the_clients_own_address(self):
        run = self.new_run()
        body = json.dumps({"reason": "lunch"})
        answer = self.front.ask("POST", f"{RUNS}/{run}/pause", self.lead, body=body,
                                headers={"X-Real-IP": "10.9.8.7"})
        self.assertEqual(answer.status, 200, answer.text)
        paused = [event for event in self.house.events(run, self.lead) if event["kind"] == "run_paused"]
        self.assertEqual(paused[0]["from"], "rest 127.0.0.1")

    def test_a_session_of_the_board_goes_by_tls_alone(self):
        form = urllib.parse.urlencode({"token": self.lead})
        answer = self.front.ask("POST", "/board/sign-in", body=form,
                                headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(answer.status, 303, answer.text)
        self.assertIn("; Secure", answer.headers["set-cookie"])

    def test_what_is_too_large_or_odd_ends_here(self):
        restarts = self.front.ask("GET", "/health/ready").json["door_restarts"]
        self.assertEqual(self.front.ask("POST", RUNS, self.author, body=" " * 600_000).status, 413)
        self.assertEqual(self.front.ask("POST", RUNS, self.author, body=" " * 1_100_000).status, 413)
        self.assertEqual(self.front.ask("GET", "/" + "a/" * 4_500, self.lead).status, 414)
        with self.front.connect() as wire:
            wire.sendall(b"POST /api/v1/runs HTTP/1.1\r\nHost: golive.example\r\nContent-Length: 5\r\n"
                         b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            self.assertIn(b" 400 ", wire.recv(100))
        with self.front.connect() as wire:  # chunks, in pieces: they would freeze the door
            wire.sendall(b"POST /api/v1/runs HTTP/1.1\r\nHost: golive.example\r\nTransfer-Encoding: chunked\r\n"
                         b"Authorization: Bearer " + self.author.encode() + b"\r\nContent-Type: application/json\r\n\r\n")
            for piece in (b"2\r", b"\n{}\r", b"\n0\r", b"\n\r", b"\n"):
                wire.sendall(piece)
            self.assertIn(b" 400 ", wire.recv(100))
        self.assertEqual(self.front.ask("GET", "/health/ready").json["door_restarts"], restarts)

    def test_a_cookie_that_the_library_would_stumble_over_is_refused(self):
        for cookie, status in (("a=b; c=d", 200), ("a=", 200), ("a=b; ", 200), ("a=b;;c=d", 200), ("a=b=c", 200),
                               ("a", 400), ("a=b; c", 400), ("c; a=b", 400), (";", 400), ("a;b=c;d", 400)):
            answer = self.front.ask("GET", "/health/live", headers={"Cookie": cookie})
            self.assertEqual(answer.status, status, cookie)
        self.assertEqual((answer.json["place"], answer.headers["content-type"]), ("Cookie", "application/problem+json"))

    def test_events_come_through_as_they_happen_and_go_on_over_a_new_door(self):
        run = self.new_run()
        heard = []
        for disturb in (False, True):
            connection, response = self.front.open(
                "GET", f"{RUNS}/{run}/stream", self.lead, headers={"Last-Event-ID": str(len(heard))})
            self.assertEqual(response.status, 200)
            self.order(200, run, "pause", self.lead, reason="lunch")
            last = self.order(200, run, "resume", self.lead)["seq"]
            while not heard or heard[-1] < last:
                line = response.readline().decode()
                if line.startswith("id: "):
                    heard.append(int(line[4:]))
            connection.close()
            if not disturb:
                self.replace_door()
        self.assertEqual(heard, list(range(1, len(heard) + 1)))

    def replace_door(self):
        door = until(self.house.door)
        os.kill(door, signal.SIGKILL)
        answer = self.front.ask("GET", RUNS, self.lead)
        if answer.status != 200:  # while it is being replaced
            self.assertEqual((answer.status, answer.json["status"]), (503, 503), answer.text)
            self.assertTrue(answer.headers["retry-after"])
        until(lambda: self.house.door() not in (None, door) and self.house.is_live())


if __name__ == "__main__":
    unittest.main(verbosity=1)
