"""The public door: sends each request to version 1 or 2, or shows the maintenance page.

Of 100 requests to a service, exactly `percent` go to version 2, evenly spread. A request with the
header `X-Version: 1` or `2` is the QA team's: it goes there, past maintenance, and is not counted.
"""
import html
import http.client
import json
import threading

from base import place, state, web

UPSTREAM_TIMEOUT_S = 10.0
HOP_BY_HOP = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "host",
              "content-length", "transfer-encoding", "expect"}

PAGE = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Maintenance</title>
<h1>EventTickets est en maintenance</h1><p>{reason}</p></html>
"""


class Split:
    """Counts the requests of each service; starts anew when the percentage changes."""

    def __init__(self):
        self.lock = threading.Lock()
        self.percent = None
        self.counts = {}

    def version(self, service, percent):
        with self.lock:
            if percent != self.percent:
                self.percent, self.counts = percent, {}
            count = self.counts.get(service, 0)
            self.counts[service] = count + 1
        return 2 if (count + 1) * percent // 100 > count * percent // 100 else 1


class Router(web.Handler):
    split = Split()

    def answer_to(self, method, body):
        now = state.read()
        service, _, rest = self.path.lstrip("/").partition("/")
        pinned = self.headers.get("X-Version")
        if service == "router":
            self.about(now)
        elif now["maintenance"] and pinned is None:
            page = PAGE.format(reason=html.escape(now["maintenance"])).encode()
            self.send(503, "text/html; charset=utf-8", page,
                      [("Retry-After", "60"), ("X-Maintenance", "on")])
        elif service not in place.SERVICES:
            self.problem(404, "the paths are /" + "/..., /".join(place.SERVICES) + "/...")
        elif pinned not in (None, "1", "2"):
            self.problem(400, "X-Version is 1 or 2")
        else:
            version = int(pinned) if pinned else self.split.version(service, now["percent"])
            self.forward(method, body, service, version, now["region"], "/" + rest)

    def about(self, now):
        shown = ("percent", "maintenance", "readonly", "region")
        self.send_json(200, {"status": "UP"} | {name: now[name] for name in shown})

    def forward(self, method, body, service, version, region, path):
        mark = [("X-Version", str(version)), ("X-Region", region)]
        upstream = http.client.HTTPConnection(
            place.HOST, place.port(service, version, region), timeout=UPSTREAM_TIMEOUT_S)
        headers = {name: value for name, value in self.headers.items()
                   if name.lower() not in HOP_BY_HOP}
        try:
            upstream.request(method, path, body or None, headers)
            answer = upstream.getresponse()
            content = answer.read()
        except TimeoutError:
            self.problem(504, f"{service} {version} in region {region} takes too long", mark)
        except ValueError:
            self.problem(400, "this path is no URL", mark)
        except (OSError, http.client.HTTPException):
            self.problem(502, f"{service} {version} in region {region} does not answer", mark)
        else:
            self.send(answer.status, answer.headers.get("Content-Type", ""), content, mark)
        finally:
            upstream.close()

    def problem(self, status, why, headers=()):
        self.send_json(status, {"error": why}, headers)

    def send_json(self, status, value, headers=()):
        self.send(status, "application/json", json.dumps(value).encode(), headers)
