"""Starts and ends the processes, each at most once.

That a process runs, and which one it is, is said by the lock that it holds (base/files.hold), never
by a number in a file: so nothing but our own is ever ended.
"""
import os
import select
import signal

from base import files, place
from base.refused import Refused

PYTHON = "/usr/bin/python3"
LISTENS_WITHIN_S = 5.0
ENDS_WITHIN_S = 2.0
READY_FD = 3


def running(process):
    """Its pid, or 0."""
    return files.holder(place.lock_file(process))


def every_running():
    """Process -> pid."""
    folder = place.path("run")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    found = {name[:-5]: running(name[:-5]) for name in names if name.endswith(".lock")}
    return {process: pid for process, pid in found.items() if pid}


def start(wanted):
    """Of (folder, arguments) those that do not run yet, side by side; returns once they listen."""
    begun = []
    with files.locked(place.guard("start")):
        try:
            for folder, arguments in wanted:
                process = place.process_name(*arguments)
                if not running(process):
                    begun.append((process, _spawn(process, folder, arguments)))
            failed = [process for process, ready in begun if not _listens(ready)]
        finally:
            for _, ready in begun:
                os.close(ready)
    if failed:
        raise Refused("; ".join(f"{process} did not start: {_last_words(process)}"
                                for process in failed))
    return [process for process, _ in begun]


def stop(names, how=signal.SIGTERM):
    """Ends those of the processes that run; returns once they have ended."""
    ended = [(name, _signal(name, how)) for name in names]
    for name, handle in ended:
        if handle is None:
            continue
        if not select.select([handle], [], [], ENDS_WITHIN_S)[0]:
            signal.pidfd_send_signal(handle, signal.SIGKILL)
            select.select([handle], [], [], ENDS_WITHIN_S)
        os.close(handle)
    return [name for name, handle in ended if handle is not None]


def _spawn(process, folder, arguments):
    """The end of a pipe: the child writes to its file descriptor 3 when it listens."""
    os.makedirs(place.path("logs"), exist_ok=True)
    ready, written = os.pipe()
    command = [PYTHON, "-S", "-E", os.path.join(folder, "serve.py"), *map(str, arguments)]
    environment = {"PATH": os.environ.get("PATH", ""), "PLATFORM_DIR": place.root(),
                   "PLATFORM_PORT": str(place.base_port())}
    log = place.path("logs", process + ".log")
    actions = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644),
               (os.POSIX_SPAWN_DUP2, 1, 2),
               (os.POSIX_SPAWN_DUP2, written, READY_FD)]
    try:
        os.posix_spawn(PYTHON, command, environment, file_actions=actions, setsid=True)
        return ready
    except OSError:
        os.close(ready)
        raise
    finally:
        os.close(written)


def _listens(ready):
    """False when it ended, or said nothing in time."""
    if not select.select([ready], [], [], LISTENS_WITHIN_S)[0]:
        return False
    return os.read(ready, 16) == b"ready"


def _last_words(process):
    with open(place.path("logs", process + ".log"), encoding="utf-8", errors="replace") as log:
        lines = log.read()[-4000:].splitlines()
    return lines[-1] if lines else "it said nothing"


def _signal(process, how):
    """Signals the process through a handle, which no other process can inherit; None if gone."""
    pid = running(process)
    if not pid:
        return None
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return None
    if running(process) != pid:
        os.close(handle)
        return None
    signal.pidfd_send_signal(handle, how)
    return handle
