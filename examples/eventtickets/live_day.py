"""EventTickets live: from J-21 to J+7, on a clock that is moved on over the days in which nothing is to be done."""
import re
import shutil
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from moved_clock import LEAD_S
from people import GO_LIVE, RUNBOOK, Cast
from stage import Stage, fail, say

PARIS = ZoneInfo("Europe/Paris")
DAY_J = datetime(GO_LIVE.year, GO_LIVE.month, GO_LIVE.day, tzinfo=PARIS)
BEGINS = DAY_J - timedelta(days=22)
REHEARSED_ON = DAY_J - timedelta(days=3)  # as the plan has it, and recent enough for the go


def with_short_watches(folder):
    """The runbook as it is, but its watches look as long as in a rehearsal: nobody looks at a demo for seven days."""
    shutil.copytree(RUNBOOK, folder)
    for file in folder.glob("phases/*.lua"):
        text = file.read_text()
        file.write_text(re.sub(r'during = "\w+", rehearse_for = "(\w+)"', r'during = "\1"', text))
    return folder


class LiveDay(Cast):
    """The cast of a live run. On J-3 they rehearse it, on a platform beside the one that goes live."""

    def __init__(self, stage, tokens, rehearsals):
        super().__init__(stage, tokens)
        self.rehearsals = rehearsals
        self.runbook = with_short_watches(stage.out / "runbook")
        say("The runbook as it is, but for its watches, which look as long as in a rehearsal.")
        self.environment, self.mode = "prod", "live"
        self.foretold = None  # the forecast, when day J had not begun

    def idle(self, view):
        """Nobody has anything to do: on to the next time that the plan waits for."""
        coming = next_start(view)
        if coming is None or coming - self.stage.clock.now() < timedelta(seconds=2 * LEAD_S):
            return super().idle(view)
        if coming >= REHEARSED_ON and self.rehearsals:
            self.stage.clock.move_to(REHEARSED_ON)
            return self.rehearse()
        if coming >= DAY_J and self.foretold is None:
            self.foretold = view["forecast"]
        self.stage.clock.move_to(coming)

    def rehearse(self):
        while self.rehearsals:
            self.rehearsals -= 1
            say("  J-3   the day is rehearsed, on a platform of its own")
            with self.stage.beside() as other:
                other.raise_platform(None)
                cast = Cast(other, self.tokens)
                cast.runbook = self.runbook
                cast.play(cast.start_run())
                other.await_notices()  # while their channels are there


def next_start(view):
    """When the first item that still waits is to start; None while anything is under way, or waits for somebody."""
    leaves = [item for phase in view["phases"] for item in leaves_of(phase)]
    if view["waiting_for"] or view["holds"] or any(
            item["state"] in ("ready", "running", "open", "held", "failed", "in_doubt") for item in leaves):
        return None
    starts = [item["forecast"]["start"]["utc"] for item in leaves
              if item["state"] in ("waiting", "closed") and "forecast" in item]
    return datetime.fromisoformat(min(starts)).astimezone(timezone.utc) if starts else None


def leaves_of(item):
    within = item.get("items")
    return [leaf for each in within for leaf in leaves_of(each)] if within else [item]
