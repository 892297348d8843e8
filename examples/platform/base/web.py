"""The HTTP server under the services and the router: HTTP/1.1, keep-alive, a thread a client."""
import http.server
import socketserver
import sys

from base import place
from base.refused import Refused

IDLE_TIMEOUT_S = 30
MAX_BODY_BYTES = 64 * 1024


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True

    def __init__(self, port, handler):
        super().__init__((place.HOST, port), handler)

    def server_bind(self):
        socketserver.TCPServer.server_bind(self)  # without the look-up of our name in the DNS
        self.server_name, self.server_port = self.server_address

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class Handler(http.server.BaseHTTPRequestHandler):
    """Subclasses write answer_to(method, body), and end it with send()."""

    protocol_version = "HTTP/1.1"
    server_version = "platform"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024  # head and body leave together
    timeout = IDLE_TIMEOUT_S

    def do_GET(self):
        self.respond()

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def respond(self):
        try:
            body = self.read_body()
        except Refused as why:
            self.close_connection = True  # what follows on this connection is not a request
            self.send(why.status, "text/plain", str(why).encode())
            return
        self.answer_to(self.command, body)

    def read_body(self):
        if "Transfer-Encoding" in self.headers:
            raise Refused("send a Content-Length", 411)
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            raise Refused("Content-Length is not a number", 400)
        if int(length) > MAX_BODY_BYTES:
            raise Refused(f"more than {MAX_BODY_BYTES} bytes", 413)
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionResetError("the client left in the middle of its request")
        return body

    def send(self, status, content_type, body, headers=()):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format, *args):
        pass
