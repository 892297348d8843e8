"""The schemas: migrations/SERVICE/NNNN_*.sql, up and down, statement by statement as in MySQL.

A schema change is no transaction there: one that fails in the middle leaves a half-done schema,
which is marked, and which `down` and `restore` must bear.
"""
import os
import re
import sqlite3

from base import database, files, place, state
from base.refused import Refused

OLD, NEW = 1, 2
BEHIND = 3  # the exit code of `status`


def create_databases():
    """Those that are missing, in both regions, with schema 1 and some customers' data."""
    for service in place.SERVICES:
        if os.path.exists(place.database(service, "b")):
            continue
        with files.locked(place.guard(service + "-data")):
            _create(service)


def migrate(service, direction):
    with database.writing(service, state.read()["region"]) as db:
        version, dirty = database.schema(db)
        if direction == "up" and dirty:
            raise Refused(f"{service} is half migrated: `down` or `restore` first")
        if version == (NEW if direction == "up" else OLD) and not dirty:
            print(f"{service} was at schema {version} already")
            return
        _mark(db, version, dirty=True)
        _run(db, service, direction)
        version = NEW if direction == "up" else OLD
        _mark(db, version, dirty=False)
    print(f"{service} is at schema {version}")


def status(service):
    with database.reading(service, state.read()["region"]) as db:
        version, dirty = database.schema(db)
        indexes = [row["name"] for row in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1")]
        sound, = db.execute("PRAGMA integrity_check").fetchone()
    progress = f"half migrated to {NEW}" if dirty else "behind" if version < NEW else "the newest"
    print(f"{service} is at schema {version}, {progress}; indexes: "
          f"{', '.join(indexes) or 'none'}; integrity {sound}")
    return BEHIND if version < NEW or dirty else 0


def load_reference(service):
    with open(place.source("reference", service + ".sql"), encoding="utf-8") as file:
        statements = file.read()
    with database.writing(service, state.read()["region"]) as db:
        try:
            db.executescript(f"BEGIN; {statements} COMMIT;")
        except sqlite3.OperationalError as error:
            raise Refused(f"{service}: {error}; migrate up first") from None
    print(f"{service} has its reference data")


def _create(service):
    path = place.database(service, "a")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if not os.path.exists(path):
        db = database.connect(path + ".new")
        db.executescript("DROP TABLE IF EXISTS schema_version; CREATE TABLE schema_version"
                         " (service TEXT, version INTEGER, dirty INTEGER);")
        db.execute("INSERT INTO schema_version VALUES (?, ?, 0)", (service, OLD))
        with open(_file(service, OLD, "up"), encoding="utf-8") as file:
            db.executescript(file.read())
        with open(place.source("seed", service + ".sql"), encoding="utf-8") as file:
            db.executescript(file.read())
        db.close()
        os.rename(path + ".new", path)
    db = database.connect(path)
    database.copy(db, place.database(service, "b") + ".new")
    db.close()
    os.rename(place.database(service, "b") + ".new", place.database(service, "b"))


def _run(db, service, direction):
    path = _file(service, NEW, direction)
    with open(path, encoding="utf-8") as file:
        statements = [text for text in re.split(r";\s*\n", file.read()) if text.strip()]
    for number, statement in enumerate(statements, 1):
        try:
            if (direction, service) == ("up", "inventory") and number == len(statements):
                _fail_by_fault()
            db.execute(statement)
        except sqlite3.OperationalError as error:
            if direction == "down" and "no such" in str(error):
                continue  # what a half-done migration had not made need not be taken away
            raise Refused(f"{os.path.basename(path)} failed at statement {number} of "
                          f"{len(statements)}: {error}; {service} is half migrated") from None


def _fail_by_fault():
    if state.fault("migration"):
        raise sqlite3.OperationalError(
            "ERROR 1206 (HY000): The total number of locks exceeds the lock table size")


def _mark(db, version, dirty):
    db.execute("UPDATE schema_version SET version = ?, dirty = ?", (version, int(dirty)))


def _file(service, version, direction):
    folder = place.source("migrations", service)
    name, = (name for name in os.listdir(folder)
             if name.startswith(f"{version:04}_") and name.endswith(f".{direction}.sql"))
    return os.path.join(folder, name)
