"""Ports for a demo platform of a test's own, below those that the system gives to clients."""
import socket

COUNT = 200  # what a stage takes: two platforms, each with its integration, and golive
FIRST, END = 22000, 31800


def ports_of_our_own():
    """The first of COUNT free ones, and what holds them: who listens on the last one has them all, until it ends."""
    for first in range(FIRST, END, COUNT):
        try:
            held = socket.create_server(("127.0.0.1", first + COUNT - 1))
        except OSError:
            continue
        if all(is_free(port) for port in range(first, first + COUNT - 1)):
            return first, held
        held.close()
    raise AssertionError("no ports are left for a platform")


def is_free(port):
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
