"""Where notices arrive, for tests: web servers, and a mail server of aiosmtpd's."""
import http.server
import ssl
import subprocess
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from house import free_port


class WebSink:
    """Answers each POST with what `answer` says: a status, or None for silence until release()."""

    def __init__(self, answer=lambda request: 200):
        sink = self
        self.answer = answer
        self.requests = []
        self.released = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # pylint: disable=invalid-name
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                request = {"path": self.path, "headers": dict(self.headers), "body": body}
                sink.requests.append(request)
                status = sink.answer(request)
                if status is None:
                    sink.released.wait()
                    return
                self.send_response(status)
                self.send_header("Content-Length", "0")
                if 300 <= status < 400:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def ids(self):
        return [request["headers"].get("Golive-Notice") for request in list(self.requests)]

    def close(self):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


def serve_until_end(test, handler, context=None):
    """A web server of `handler` on 127.0.0.1 until the test is over, by TLS with a context; its port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    test.addCleanup(server.server_close)
    test.addCleanup(server.shutdown)
    return server.server_port


def certificate(folder):
    """A self-made one for 127.0.0.1, and its key."""
    crt, key = folder / "mail.crt", folder / "mail.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                    "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", crt],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(crt, key)
    return crt, context


class MailSink:
    """A mail server that keeps what it is given. `tls`: None, "starttls" or "implicit"."""

    def __init__(self, tls=None, context=None, user=None, password=None, refuse=""):
        self.mails, self.logins = [], []
        self.refuse = refuse
        sink = self

        class Handler:
            async def handle_RCPT(self, _server, _session, envelope, address, _options):  # pylint: disable=invalid-name
                if sink.refuse:
                    return sink.refuse
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, _server, session, envelope):  # pylint: disable=invalid-name
                sink.mails.append({"from": envelope.mail_from, "to": envelope.rcpt_tos,
                                   "content": envelope.content, "tls": session.ssl is not None})
                return "250 OK"

        def authenticate(_server, _session, _envelope, _mechanism, data):
            sink.logins.append((data.login, data.password))
            return AuthResult(success=data.login == user.encode() and data.password == password.encode())

        options = {}
        if user:
            options = {"authenticator": authenticate, "auth_required": True,
                       "auth_require_tls": tls == "starttls"}
        if tls == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        if tls == "implicit":
            options |= {"ssl_context": context}
        self.controller = Controller(Handler(), hostname="127.0.0.1", port=free_port(), **options)
        self.controller.start()
        self.port = self.controller.port

    def close(self):
        self.controller.stop()

