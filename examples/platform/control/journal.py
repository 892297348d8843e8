"""actions.log: one line for each action that was asked for, written before it is done."""
import datetime
import json

from base import files, place


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")


def record(words):
    shown = [word if word.isprintable() and " " not in word else json.dumps(word)
             for word in words]
    files.append_line(place.path("actions.log"), " ".join([now(), *shown]))
