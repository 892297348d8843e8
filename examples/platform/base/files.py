"""Files that several processes share: written whole, and locked while they are changed."""
import contextlib
import fcntl
import os
import struct
import time

from base.refused import Refused

LOCK_TIMEOUT_S = 10.0
LOCK_RETRY_S = 0.001
FLOCK = "hhqqi4x"  # struct flock of 64 bit Linux: type, whence, start, length, pid


@contextlib.contextmanager
def locked(path, timeout_s=LOCK_TIMEOUT_S):
    """Alone, among threads and processes; ends with the process that held it."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + timeout_s
        while not _try_flock(descriptor):
            if time.monotonic() > deadline:
                raise Refused(f"{os.path.basename(path)} is busy since {timeout_s:.0f} s", 503)
            time.sleep(LOCK_RETRY_S)
        yield
    finally:
        os.close(descriptor)


def _try_flock(descriptor):
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False


def write_whole(path, text, mode=0o644):
    """Readers see the old text or the new one, never half of it."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    new = f"{path}.{os.getpid()}.new"
    descriptor = os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, mode)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(new, path)


def append_line(path, line):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644)
    try:
        os.write(descriptor, (line + "\n").encode())
    finally:
        os.close(descriptor)


def hold(path):
    """Takes the lock that says "this process runs"; its descriptor, or None if another has it."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return descriptor
    except OSError:
        os.close(descriptor)
        return None


def holder(path):
    """The process that holds the lock, as the kernel knows it; 0 if there is none."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return 0
    try:
        question = struct.pack(FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        kind, _, _, _, pid = struct.unpack(FLOCK, fcntl.fcntl(descriptor, fcntl.F_GETLK, question))
        return 0 if kind == fcntl.F_UNLCK else pid
    finally:
        os.close(descriptor)
