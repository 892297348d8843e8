"""The commands: one row each. What a row says is how it is read, checked, helped and recorded."""
import collections
import importlib
import re
import sqlite3
import sys

from base import place, state
from base.refused import Refused
from control import journal

DONE, SAYS_NO, WRONG_USE = 0, 1, 2

# `function` is in the folder control/, given the arguments; it returns an exit code, or None.
Command = collections.namedtuple("Command", "usage function changes says")

COMMANDS = (
    Command("up", "platform.up", True, "start what shall run (at first: version 1 in region a)"),
    Command("down", "platform.down", True, "end every process; the data stay"),
    Command("status [--json]", "status.show", False, "what runs, and how it is"),
    Command("deploy SERVICE VERSION", "releases.deploy", True, "put the artefact in place"),
    Command("undeploy SERVICE VERSION", "releases.undeploy", True, "take the artefact away"),
    Command("start SERVICE VERSION", "platform.start", True, "returns once it listens"),
    Command("stop SERVICE VERSION", "platform.stop", True, "returns once it has ended"),
    Command("migrate SERVICE status", "migrations.status", False, "3 when behind, with indexes"),
    Command("migrate SERVICE up|down", "migrations.migrate", True, "the schema to 2, or back to 1"),
    Command("backup SERVICE FILE", "backups.backup", True, "a snapshot of its database"),
    Command("restore SERVICE FILE", "backups.restore", True, "the database as in the snapshot"),
    Command("compare SERVICE FILE", "backups.compare", False, "1 if a row of the snapshot is lost"),
    Command("load-reference SERVICE", "migrations.load_reference", True, "its reference data"),
    Command("fingerprint [SERVICE]", "backups.fingerprint", False, "of the customers' data"),
    Command("maintenance on|off [TEXT]", "switches.maintenance", True, "the router's page"),
    Command("readonly on|off [TEXT]", "switches.readonly", True, "version 1 takes no writes"),
    Command("route PERCENT", "switches.route", True, "of the requests go to version 2"),
    Command("failover REGION", "platform.failover", True, "run in this region"),
    Command("keys issue|rotate", "keys.change", True, "a new key; rotate revokes the others"),
    Command("keys revoke [ID]", "keys.revoke", True, "this key, or all"),
    Command("keys list", "keys.show_list", False, "their ids"),
    Command("keys show", "keys.show", False, "print the client's key"),
    Command("scan-secrets", "scan.scan", False, "1 and where, if a public page shows a key"),
    Command("fault FAULT on|off [now|start|opening]", "faults.switch", True,
            "the moment is for infrastructure"),
    Command("faults", "faults.show", False, "which there are, which are on"),
    Command("alert TEXT", "switches.alert", True, "a line in alerts.log"),
)

VALUES = {
    "SERVICE": lambda word: word if word in place.SERVICES else None,
    "VERSION": lambda word: int(word) if word in ("1", "2") else None,
    "REGION": lambda word: word if word in place.REGIONS else None,
    "PERCENT": lambda word: int(word) if re.fullmatch("[0-9]{1,2}|100", word) else None,
    "FAULT": lambda word: word if word in state.FAULTS else None,
    "FILE": lambda word: word or None,
    "TEXT": lambda word: word or None,
    "ID": lambda word: word or None,
}

EXPLAINED = {
    "SERVICE": "SERVICE is one of " + ", ".join(place.SERVICES),
    "VERSION": "VERSION is 1 or 2",
    "REGION": "REGION is a or b",
    "PERCENT": "PERCENT is 0 to 100",
    "FAULT": "FAULT is one of " + ", ".join(state.FAULTS),
}


def read(usage, words):
    """The arguments as the usage wants them, or None where they do not fit it."""
    arguments = []
    patterns = usage.split()[1:]
    for pattern in patterns:
        optional, name = pattern.startswith("["), pattern.strip("[]")
        if not words:
            if not optional:
                return None
            continue
        value = VALUES.get(name, lambda word: word if word in name.split("|") else None)(words[0])
        if value is None:
            return None
        words = words[1:]
        if "|" in name or name in VALUES or optional:
            arguments.append(value)
    return None if words else arguments


def wrong_use(words):
    rows = [row for row in COMMANDS if words and row.usage.split()[0] == words[0]]
    if words and not rows:
        import difflib
        near = difflib.get_close_matches(words[0], [row.usage.split()[0] for row in COMMANDS], 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        print(f"platform: no command {words[0]!r}{hint}", file=sys.stderr)
        return WRONG_USE
    for row in rows or COMMANDS:
        print(f"  platform {row.usage:42} {row.says}", file=sys.stderr)
    for name, sentence in EXPLAINED.items():
        if any(name in row.usage for row in rows):
            print(f"  {sentence}", file=sys.stderr)
    return WRONG_USE


def main(words):
    for row in COMMANDS:
        arguments = read(row.usage, words[1:]) if row.usage.split()[0] in words[:1] else None
        if arguments is not None:
            break
    else:
        return wrong_use(words)
    try:
        place.base_port()
    except ValueError as error:
        print(f"platform: PLATFORM_PORT: {error}", file=sys.stderr)
        return WRONG_USE
    try:
        if row.changes:
            journal.record(words)
        module, _, name = row.function.partition(".")
        function = getattr(importlib.import_module("control." + module), name)
        return function(*arguments) or DONE
    except (Refused, OSError, sqlite3.Error) as why:
        print(f"platform: {why}", file=sys.stderr)
        return SAYS_NO
