"""The people: each looks at what waits for their roles, and answers over REST with their own token."""
import json
import re
import time
import urllib.error
import urllib.request
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from stage import PEOPLE, PROJECT, fail, say

GO_LIVE = date(2027, 1, 15)
REASONS = {
    "plan": "Le planning tient, les équipes sont prêtes",
    "uat": "PV de recette signé : les parcours sont conformes",
    "go": "Équipes présentes, sauvegardes vérifiées, supervision au vert",
    "handover": "Stable depuis une semaine, le support prend la suite",
}


class Cast:
    def __init__(self, stage, tokens):
        self.stage, self.tokens = stage, tokens
        self.told = 0
        self.ahead = timedelta()  # how far the rehearsal's clock has jumped
        self.killed = False

    # REST.

    def request(self, name, method, path, body=None):
        request = urllib.request.Request(
            f"http://{self.stage.listen}/api/v1{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Bearer " + self.tokens[name], "Content-Type": "application/json"})
        for _ in range(100):
            try:
                with urllib.request.urlopen(request, timeout=20) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                return {"refused": error.code, **json.loads(error.read() or b"{}")}
            except OSError:
                time.sleep(0.1)  # the engine was killed, and is coming back
        fail(f"{method} {path}: nobody answers")

    def command(self, name, run, command, **fields):
        answer = self.request(name, "POST", f"/runs/{run}/{command}", fields)
        if answer.get("refused", 0) not in (0, 409):
            fail(f"{command} {fields}: {answer}")
        return "refused" not in answer

    def start_run(self):
        answer = self.request("release-manager", "POST", "/runs", {
            "runbook": str(PROJECT / "runbooks" / "eventtickets"), "j": GO_LIVE.isoformat(), "environment": "uat",
            "mode": "rehearsal", "parameters": self.stage.parameters})
        if "run" not in answer:
            fail(f"the run was not created: {answer}")
        say(f"run: {answer['run']}, brought by release-manager")
        return answer["run"]

    def view(self, run):
        return self.request("claire", "GET", f"/runs/{run}")

    def state(self, run):
        return self.view(run)["state"]

    # The play.

    def play(self, run, kill_engine=False, limit_s=110):
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            view = self.view(run)
            self.tell(run)
            if view["state"] in ("completed", "rolled_back", "aborted"):
                say(f"run: {view['state']}")
                return
            if kill_engine and not self.killed and self.on_day_j(view):
                self.killed = True
                self.stage.kill_engine()
                continue
            if not any([self.answer(run, waiting) for waiting in view["waiting_for"]]):
                self.settle_hold(run, view)
                time.sleep(0.05)
        fail(f"the run is not over after {limit_s} s")

    def on_day_j(self, view):
        go_live = next(phase for phase in view["phases"] if phase["path"] == "go-live")
        return any(item["path"] == "go-live/snapshot" and item["state"] == "succeeded" for item in go_live["items"])

    def tell(self, run):
        page = self.request("claire", "GET", f"/runs/{run}/events?after={self.told}&limit=500")
        for event in page["events"]:
            self.told = event["seq"]
            if event["kind"] == "clock_jumped":
                self.ahead += duration(event["by"])
            line = story_of(event)
            if line:
                say(f"  {self.clock(event)}  {line}")

    def clock(self, event):
        """The plan's clock: "J-7 00:00"."""
        at = datetime.fromisoformat(event["at"]) + self.ahead
        local = at.astimezone(ZoneInfo("Europe/Paris"))
        days = (local.date() - GO_LIVE).days
        return f"{'J' if days == 0 else f'J{days:+d}':4} {local:%H:%M:%S}"

    def holder(self, roles):
        wanted = {role["id"] for role in roles}
        for name, held in PEOPLE.items():
            if wanted & set(held):
                return name
        fail(f"nobody has one of the roles {sorted(wanted)}")

    def answer(self, run, waiting):
        item, kind = waiting["item"], waiting["kind"]
        if kind == "gate":
            return self.decide(run, item, waiting["roles"])
        if kind == "task":
            return self.command(self.holder(waiting["roles"]), run, "end-task", item=item, result="pass",
                                comment="fait et vérifié")
        if kind == "contingency":
            who = self.holder(waiting["roles"])
            say(f"  {who}: activates {item}")
            return self.command(who, run, "activate", contingency=item, reason="Le risque du plan s'est réalisé")
        if kind == "doubt":
            who = self.holder(waiting["roles"])
            say(f"  {who}: looked, {item} was not finished, do it again")
            return self.command(who, run, "answer-doubt", item=item, answer="again",
                                reason="Vérifié sur la plateforme : l'action peut être refaite sans risque")
        return False

    def decide(self, run, gate, roles):
        who = self.holder(roles)
        reason = REASONS.get(gate.split("/")[-1], "Rien ne s'y oppose")
        say(f"  {who}: GO on {gate}: {reason}")
        return self.command(who, run, "decide", gate=gate, verdict="go", reason=reason)

    def settle_hold(self, run, view):
        """A failure that no contingency answers: the project lead goes back, in good order."""
        offered = any(waiting["kind"] in ("contingency", "doubt") for waiting in view["waiting_for"])
        if view["state"] != "held" or offered:
            return
        item = view["holds"][0]["item"]
        say(f"  claire: no-go on day J, {item} stands in the way; back to the old version")
        self.command("claire", run, "abort", rollback=True, reason=f"{item} a échoué : repli, on reprendra plus tard")


def duration(text):
    units = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds", "ms": "milliseconds"}
    return sum((timedelta(**{units[unit]: int(count)}) for count, unit in re.findall(r"(\d+)(ms|[dhms])", text)),
               timedelta())


def story_of(event):
    """One line for what a spectator wants to see; empty for the rest."""
    kind = event["kind"]
    if kind == "attempt_started" and event["slot"] in ("run", "undo"):
        verb = "undoing" if event["slot"] == "undo" else "starting"
        return f"{verb} {event['item']}"
    if kind == "attempt_failed":
        return f"FAILED {event['item']}: {event['error'].splitlines()[0]}"
    simple = {"gate_approved": "gate approved", "gate_refused": "gate refused", "doubt_arose": "IN DOUBT",
              "contingency_offered": "contingency offered", "contingency_activated": "contingency active",
              "contingency_ended": "contingency ended", "rollback_started": "rollback", "rollback_ended": "rolled back",
              "engine_took_over": "the engine goes on where it was", "run_completed": "the plan is through"}
    if kind in simple:
        subject = event.get("gate") or event.get("contingency") or event.get("item") or event.get("to") or ""
        return f"{simple[kind]} {subject}".rstrip()
    return ""
