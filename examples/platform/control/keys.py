"""The keys of the payment service: its hashes for the service, the newest key for the clients.

A key is written to keys/payment.key for its owner alone, and printed only by `keys show`.
"""
import contextlib
import hashlib
import json
import secrets

from base import files, place
from base.refused import Refused

PATTERN = r"etk_[0-9a-f]{40}"


def have_one():
    with _changing() as keys:
        if not keys:
            _issue(keys)


def change(action):
    with _changing() as keys:
        if action == "rotate":
            _revoke(keys)
        number = _issue(keys)
    print(f"key {number} is issued, in {place.client_key()}"
          + ("; all others are revoked" if action == "rotate" else ""))


def revoke(number=None):
    with _changing() as keys:
        if number and number not in [key["id"] for key in keys]:
            raise Refused(f"there is no key {number}")
        revoked = _revoke(keys, number)
    print(f"revoked: {', '.join(revoked) or 'nothing was left to revoke'}")


def show():
    try:
        with open(place.client_key(), encoding="utf-8") as file:
            print(file.read().strip())
    except FileNotFoundError:
        raise Refused("no key was issued yet") from None


def show_list():
    for key in read():
        print(f"{key['id']} {'revoked' if key['revoked'] else 'valid'}")


def read():
    try:
        with open(place.path("keys", "payment.json"), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return []


def digest(key):
    return hashlib.sha256(key.encode()).hexdigest()


@contextlib.contextmanager
def _changing():
    with files.locked(place.guard("keys")):
        keys = read()
        yield keys
        files.write_whole(place.path("keys", "payment.json"), json.dumps(keys, indent=1), 0o600)


def _issue(keys):
    key = "etk_" + secrets.token_hex(20)
    files.write_whole(place.client_key(), key + "\n", 0o600)
    keys.append({"id": f"k{len(keys) + 1}", "sha256": digest(key), "revoked": False})
    return keys[-1]["id"]


def _revoke(keys, number=None):
    revoked = [key for key in keys if not key["revoked"] and number in (None, key["id"])]
    for key in revoked:
        key["revoked"] = True
    return [key["id"] for key in revoked]
