"""What the four services share: JSON over HTTP, their rows, their health, calls to each other."""
import datetime
import json
import sqlite3
import traceback

from base import database, place, state, web
from base.refused import Refused

PEER_TIMEOUT_S = 5.0


class Request:
    def __init__(self, path, headers, body):
        self.path, self.headers, self.body = path, headers, body
        last = path.rpartition("/")[2]
        self.id = int(last) if last.isascii() and last.isdigit() and len(last) < 16 else None


class BaseService:
    """A service says its name, version, needed schema, health path, routes and columns."""

    name = version = schema = health_path = None

    def __init__(self, region):
        self.region = region

    def routes(self):
        """(method, path) -> a function of the request that returns (status, answer); * is an id."""
        raise NotImplementedError

    def health(self, why_down):
        raise NotImplementedError

    def why_down(self):
        """None when all is well."""
        try:
            with database.reading(self.name, self.region) as db:
                version, dirty = database.schema(db)
        except (Refused, sqlite3.Error) as error:
            return str(error)
        if version < self.schema:
            half = ", half migrated" if dirty else ""
            return f"schema {version}{half}, version {self.version} needs {self.schema}"
        return None

    def answer(self, method, request):
        if method == "HEAD":
            method = "GET"
        if (method, request.path) == ("GET", self.health_path):
            why = self.why_down()
            return (503 if why else 200), self.health(why)
        pattern = request.path
        if request.id is not None:
            pattern = request.path.rpartition("/")[0] + "/*"
        handler = self.routes().get((method, pattern))
        if handler is None:
            raise Refused(f"{self.name} has no {method} {request.path}", 404)
        if method != "GET" and self.version == 1 and state.read()["readonly"]:
            raise Refused("read-only: " + state.read()["readonly"], 503)
        return handler(request)

    def every(self, table, columns):
        with database.reading(self.name, self.region) as db:
            rows = db.execute(f"SELECT {columns} FROM {table} ORDER BY id DESC LIMIT 100")
            return [dict(row) for row in rows]

    def one(self, table, columns, number):
        with database.reading(self.name, self.region) as db:
            row = db.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise Refused(f"no {table} {number}", 404)
        return dict(row)

    def add(self, table, row):
        """In the database and in its replica when it returns."""
        with database.writing(self.name, self.region) as db:
            return self.insert(db, table, row)

    @staticmethod
    def insert(db, table, row):
        row = row | {"created_at": datetime.datetime.now(datetime.timezone.utc).isoformat()}
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        try:
            added = db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", [*row.values()])
        except sqlite3.IntegrityError as error:
            raise Refused(str(error), 409) from None
        return {"id": added.lastrowid} | row

    def known(self, table, name, default):
        """A name that the reference data knows; the default is always known."""
        if name is None or name == default:
            return default
        with database.reading(self.name, self.region) as db:
            found = db.execute(f"SELECT name FROM {table} WHERE name = ?", (str(name),)).fetchone()
        if found is None:
            raise Refused(f"{name!r} is not in the reference data {table}", 422)
        return name

    def ask(self, service, path):
        """Another service: of this version, or of the other one where this one does not run."""
        import http.client
        for version in (self.version, 3 - self.version):
            peer = http.client.HTTPConnection(
                place.HOST, place.port(service, version, self.region), timeout=PEER_TIMEOUT_S)
            try:
                peer.request("GET", path)
                answer = peer.getresponse()
                return answer.status, json.loads(answer.read())
            except ConnectionRefusedError:
                continue
            except (OSError, ValueError, http.client.HTTPException):
                break
            finally:
                peer.close()
        raise Refused(f"{service} does not answer", 502)


def text(body, field):
    value = body.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise Refused(f"{field} is a text of 1 to 200 characters", 422)
    return value


def count(body, field, least=0):
    value = body.get(field)
    if type(value) is not int or not least <= value <= 10**9:
        raise Refused(f"{field} is a whole number from {least}", 422)
    return value


def handler_of(service):
    class ServiceHandler(web.Handler):
        def answer_to(self, method, body):
            try:
                status, answer = service.answer(method, self.request_of(body))
            except Refused as why:
                status, answer = why.status, {"error": str(why)}
            except Exception:
                traceback.print_exc()
                status, answer = 500, {"error": "internal error"}
            content = json.dumps({"version": service.version} | answer).encode()
            self.send(status, "application/json", content)

        def request_of(self, body):
            try:
                fields = json.loads(body) if body else {}
            except ValueError:
                raise Refused("the body is not JSON", 400) from None
            if not isinstance(fields, dict):
                raise Refused("the body is not a JSON object", 400)
            return Request(self.path.partition("?")[0], self.headers, fields)

    return ServiceHandler
