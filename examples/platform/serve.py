"""One process of the platform: `serve.py router`, or `serve.py SERVICE VERSION REGION`.

It holds the lock run/NAME.lock as long as it lives: the lock is what says that it runs, and which
process it is. It writes to file descriptor 3 as soon as it listens.
"""
import importlib
import os
import sys
import threading
import time

sys.path[0] = os.path.dirname(os.path.realpath(__file__))

from base import files, place, state, web

READY_FD = 3
LOOK_EVERY_S = 1.0


def server_for(arguments):
    if arguments == ["router"]:
        from router import Router
        return web.Server(place.base_port(), Router)
    name, version, region = arguments[0], int(arguments[1]), arguments[2]
    if region == "a" and state.read()["lost"]:
        sys.exit("region a is lost")
    module = importlib.import_module(f"services.v{version}.{name}")
    from services.frame import handler_of
    return web.Server(place.port(name, version, region), handler_of(module.Service(region)))


def end_with_the_folder(lock):
    """Who deletes the platform's folder without `down` leaves no process behind."""
    mine = os.fstat(lock)
    while True:
        time.sleep(LOOK_EVERY_S)
        try:
            found = os.stat(place.lock_file(place.process_name(*sys.argv[1:])))
        except FileNotFoundError:
            os._exit(0)
        if (found.st_ino, found.st_dev) != (mine.st_ino, mine.st_dev):
            os._exit(0)


def main():
    os.closerange(READY_FD + 1, 4096)  # nothing of whoever started us is kept open
    lock = files.hold(place.lock_file(place.process_name(*sys.argv[1:])))
    if lock is None:
        sys.exit("another process already runs under this name")
    try:
        server = server_for(sys.argv[1:])
    except OSError as error:
        sys.exit(f"cannot listen: {error.strerror}")
    threading.Thread(target=end_with_the_folder, args=(lock,), daemon=True).start()
    os.write(READY_FD, b"ready")
    os.close(READY_FD)
    server.serve_forever()


main()
