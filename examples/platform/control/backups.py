"""Snapshots of a service's database, and the proof that the customers' data are as they were."""
import contextlib
import hashlib
import json
import os
import sqlite3

from base import database, place, state
from base.refused import Refused

# What the customers own, in the columns that both schemas have.
CUSTOMER_DATA = {
    "catalog": {"events": "id, title, venue, starts_at, price_cents, seats, created_at"},
    "inventory": {"bookings": "id, event_id, customer, quantity, total_cents, created_at"},
    "payment": {"payments": "id, booking_id, amount_cents, status, created_at",
                "notifications": "id, payment_id, recipient, text, created_at"},
    "users": {"accounts": "id, name, email, created_at"},
}


def backup(service, file):
    file = os.path.abspath(file)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    new = f"{file}.{os.getpid()}.new"
    with database.reading(service, state.read()["region"]) as db:
        database.copy(db, new)
    os.replace(new, file)
    with open_snapshot(service, file) as db:
        version, dirty = database.schema(db)
    half = ", half migrated" if dirty else ""
    print(f"{service} is saved (schema {version}{half}, {os.path.getsize(file)} bytes) to {file}")


def restore(service, file):
    """Rows and schema both become those of the snapshot, whatever state they are in."""
    with open_snapshot(service, file) as snapshot:
        version, _ = database.schema(snapshot)
        with database.writing(service, state.read()["region"]) as db:
            snapshot.backup(db, sleep=database.COPY_RETRY_S)
    print(f"{service} is restored (schema {version}) from {file}")


def compare(service, file):
    """Rows may have come since; of the snapshot's, none may be missing or another."""
    rows, lost = 0, []
    with open_snapshot(service, file) as snapshot:
        with database.reading(service, state.read()["region"]) as db:
            for table, columns in CUSTOMER_DATA[service].items():
                saved, found = (set(map(tuple, each.execute(f"SELECT {columns} FROM {table}")))
                                for each in (snapshot, db))
                rows += len(saved)
                lost += [f"{table} {row[0]}" for row in sorted(saved - found)]
    if lost:
        raise Refused(f"{service} has no longer, as it was in {file}: {', '.join(lost)}")
    print(f"{service} has all {rows} rows of {file}")


@contextlib.contextmanager
def open_snapshot(service, file):
    db = None
    try:
        db = database.connect(os.path.abspath(file), read_only=True)
        owner, = db.execute("SELECT service FROM schema_version").fetchone()
    except (sqlite3.Error, TypeError) as error:
        if db is not None:
            db.close()
        raise Refused(f"{file} is no snapshot: {error}") from None
    try:
        if owner != service:
            raise Refused(f"{file} is a snapshot of {owner}, not of {service}")
        yield db
    finally:
        db.close()


def fingerprint(service=None):
    for name in [service] if service else place.SERVICES:
        with database.reading(name, state.read()["region"]) as db:
            rows, digest = fingerprint_of(db, name)
        print(f"{name} {digest} {rows} rows")


def fingerprint_of(db, service):
    """(how many rows, the SHA-256 over them)."""
    digest, rows = hashlib.sha256(), 0
    for table, columns in CUSTOMER_DATA[service].items():
        for row in db.execute(f"SELECT {columns} FROM {table} ORDER BY id"):
            digest.update(json.dumps([table, *row]).encode() + b"\n")
            rows += 1
    return rows, digest.hexdigest()
