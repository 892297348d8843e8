"""A database for each service and region: a SQLite file stands in for a MySQL schema.

Whoever writes holds the service's lock, and every write is in the other region before it is
answered: the file is small, so it is copied whole, which is right for rows and for schemas.
"""
import contextlib
import os
import sqlite3

from base import files, place, state
from base.refused import Refused

BUSY_TIMEOUT_S = 5.0
COPY_RETRY_S = 0.005


def connect(path, read_only=False):
    """Autocommit: who wants a transaction says BEGIN."""
    uri = f"file:{path}?mode={'ro' if read_only else 'rwc'}"
    db = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA synchronous = OFF")  # outlives kill -9; a demo need not outlive a power cut
    return db


@contextlib.contextmanager
def reading(service, region):
    db = connect(_present(service, region), read_only=True)
    try:
        yield db
    finally:
        db.close()


@contextlib.contextmanager
def writing(service, region):
    """Alone on the service's data; what was committed is replicated, also after an error."""
    with files.locked(place.guard(service + "-data")):
        db = connect(_present(service, region))
        try:
            yield db
        finally:
            if db.in_transaction:
                db.rollback()
            if not is_lost(place.other(region)):
                copy(db, place.database(service, place.other(region)))
            db.close()


def copy(db, path):
    target = connect(path)
    try:
        db.backup(target, sleep=COPY_RETRY_S)
    finally:
        target.close()


def synchronise(service, origin, target):
    with files.locked(place.guard(service + "-data")):
        with reading(service, origin) as db:
            copy(db, place.database(service, target))


def schema(db):
    """(version, whether a migration was left half-done)."""
    version, dirty = db.execute("SELECT version, dirty FROM schema_version").fetchone()
    return version, bool(dirty)


def is_lost(region):
    return region == "a" and state.read()["lost"]


def _present(service, region):
    if is_lost(region):
        raise Refused(f"region {region} is lost", 503)
    path = place.database(service, region)
    if not os.path.exists(path):
        raise Refused(f"{service} has no database yet: `platform up` makes it", 503)
    return path
