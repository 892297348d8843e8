"""The switches of the platform: one small file, read by every process at every request."""
import contextlib
import json
import os

from base import files, place

FAULTS = {
    "infrastructure": "region a is lost at its moment: `now`, `start` of version 2, or `opening`",
    "migration": "the new migration of inventory fails in the middle",
    "behaviour": "inventory 2 books at a wrong price once it is open to the public",
    "secret": "payment 2 shows the payment key on /payment/debug once it is open to the public",
    "unhealthy": "users 2 stays DOWN",
    "slow": "inventory 2 answers after 3 s, its health too",
    "payment": "payment 2 refuses every payment with 500",
}

INITIAL = {
    "percent": 0,         # of the requests go to version 2
    "maintenance": None,  # or what the public is told
    "readonly": None,     # or why version 1 takes no writes
    "region": "a",        # where the platform runs
    "lost": False,        # region a is gone
    "faults": {},         # name -> its moment, of those that are on
    "wanted": [[service, 1] for service in place.SERVICES],  # what shall run
}

_seen = (None, INITIAL)


def read():
    """The present state. Not to be changed: see changing()."""
    global _seen
    try:
        found = os.stat(_file())
    except FileNotFoundError:
        return INITIAL
    mark = (found.st_mtime_ns, found.st_ino, found.st_size)
    if mark != _seen[0]:
        _seen = (mark, _load())
    return _seen[1]


@contextlib.contextmanager
def changing():
    """The state to change in place; written when the block ends well."""
    with files.locked(place.guard("state")):
        now = _load()
        yield now
        files.write_whole(_file(), json.dumps(now, indent=1) + "\n")


def fault(name):
    return name in read()["faults"]


def is_open():
    return read()["percent"] > 0


def _file():
    return place.path("state.json")


def _load():
    try:
        with open(_file(), encoding="utf-8") as file:
            return INITIAL | json.load(file)
    except FileNotFoundError:
        return json.loads(json.dumps(INITIAL))
