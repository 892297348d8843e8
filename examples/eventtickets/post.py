"""Where the demo's notices arrive: the project's channel, as Slack would take it, and a mail server."""
import email
import email.policy
import http.server
import json
import socketserver
import threading


class Channel(http.server.BaseHTTPRequestHandler):
    def do_POST(self):  # pylint: disable=invalid-name
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.post.take("project", body["text"])
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class MailServer(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail needs."""

    def handle(self):
        self.say("220 demo")
        for line in self.rfile:
            word = line.split(None, 1)[0].upper() if line.split() else b""
            if word == b"DATA":
                self.say("354 go on")
                self.take_mail()
            self.say("221 bye" if word == b"QUIT" else "250 demo")
            if word == b"QUIT":
                return

    def take_mail(self):
        lines = []
        for line in self.rfile:
            if line.rstrip(b"\r\n") == b".":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        mail = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        self.server.post.take("daily", f"{mail['Subject']}\n{mail.get_content()}")

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


class Post:
    """Both on free ports of 127.0.0.1; what arrives is kept in a folder, a file for each channel."""

    def __init__(self, folder):
        self.folder, self.lock = folder, threading.Lock()
        self.count = {"project": 0, "daily": 0}
        self.servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Channel),
                        socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer)]
        for server in self.servers:
            server.post, server.daemon_threads = self, True
            threading.Thread(target=server.serve_forever, daemon=True).start()
        web, mail = (server.server_address[1] for server in self.servers)
        self.channel_url, self.mail_server = f"http://127.0.0.1:{web}/project", f"smtp://127.0.0.1:{mail}"

    def take(self, channel, text):
        with self.lock:
            self.count[channel] += 1
            with open(self.folder / f"told-{channel}.txt", "a", encoding="utf-8") as file:
                file.write(text.rstrip() + "\n" + ("\n" if channel == "daily" else ""))

    def close(self):
        for server in self.servers:
            server.shutdown()
            server.server_close()
