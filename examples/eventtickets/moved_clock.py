"""A clock that the play moves on: what golive takes for the machine's, real but for an offset in a file (libfaketime).

Only golive's own programs read it, the engine, the door and the command line. The keeper is linked statically and passes
none of it on: steps' processes and the platform keep the real clock, as other machines do whose clock is not golive's.
"""
import os
import time
from datetime import datetime, timezone
from pathlib import Path

# So long before: no start is missed, and the engine, which looks at the clock every 200 ms, sets its alarm for it.
LEAD_S = 0.3


def library():
    """None where the Debian package `faketime` is not installed."""
    return next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


class MovedClock:
    def __init__(self, file, begins):
        self.file, self.offset = file, 0.0
        self.move_to(begins)

    def now(self):
        return datetime.fromtimestamp(time.time() + self.offset, timezone.utc)

    def move_to(self, instant):
        """On to just before the instant; from there time runs as it does. Never back."""
        self.offset += max((instant - self.now()).total_seconds() - LEAD_S, 0 if self.offset else float("-inf"))
        new = self.file.with_suffix(".new")
        new.write_text(f"{self.offset:+.3f}")
        os.replace(new, self.file)  # nobody reads half of it

    def environment(self):
        # Timers count true seconds, files keep their times.
        return {"LD_PRELOAD": str(library()), "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}
