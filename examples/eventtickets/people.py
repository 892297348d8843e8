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
RUNBOOK = PROJECT / "runbooks" / "eventtickets"
REASONS = {
    "plan": "Le planning tient, les équipes sont prêtes",
    "uat": "PV de recette signé : les parcours sont conformes",
    "go": "Équipes présentes, sauvegardes vérifiées, supervision au vert",
    "handover": "Stable depuis une semaine, le support prend la suite",
}


class Cast:
    def __init__(self, stage, tokens):
        self.stage, self.tokens = stage, tokens
        self.runbook, self.environment, self.mode = RUNBOOK, "uat", "rehearsal"
        self.told = 0
        self.ahead = timedelta()  # how far the rehearsal's clock has jumped
        self.killed = False
        self.refusal = ""  # the engine's last no
        self.looks = 0  # in a row at a hold for which nothing was accepted
        self.retried = set()
        self.chosen = {}  # risk -> the contingency that answers it
        self.activated = set()
        self.tried_again = set()  # after a contingency that other failures had called for too

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
        self.refusal = answer.get("detail") or answer.get("title", "")
        return "refused" not in answer

    def start_run(self):
        answer = self.request("release-manager", "POST", "/runs", {
            "runbook": str(self.runbook), "j": GO_LIVE.isoformat(), "environment": self.environment,
            "mode": self.mode, "parameters": self.stage.parameters})
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
            if self.stage.strikes_in_hypercare and self.is_watched(view):
                self.stage.strike()
            if not self.answer_all(run, view):
                self.settle_hold(run, view)
                self.idle(view)
        fail(f"the run is not over after {limit_s} s")

    def idle(self, view):
        """Nobody had anything to say to it."""
        time.sleep(0.05)

    def compare(self, run, forecast):
        """What the rehearsals foretold, and what came; whether the one was the other."""
        basis, opening = forecast["from"], forecast["opening"]
        say(f"forecast: from {basis['rehearsals']} rehearsal{'s' * (basis['rehearsals'] > 1)}, {basis['measured']} durations measured and "
            f"{basis['estimated']} estimated; {opening['item']} in nine cases of ten by {opening['p90']['local']}")
        began = find_item(self.view(run), opening["item"]).get("started", {}).get("local", "never")
        as_foretold = began <= opening["p90"]["local"]  # to the minute, as people say it
        say(f"it began at {began}" + (", as was foretold" if as_foretold else ", NOT as was foretold"))
        self.stage.compare(run)
        return as_foretold

    def on_day_j(self, view):
        return state_of(view, "go-live/snapshot") == "succeeded"

    def is_watched(self, view):
        return state_of(view, "hypercare/surveillance-catalog") == "running"

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

    def answer_all(self, run, view):
        """Answers all that waits for somebody. Where the plan has two contingencies for a risk, it is the first, and
        that one again: the other stays on offer while the first runs, and is not wanted."""
        def is_wanted(waiting):
            return (waiting["kind"] != "contingency"
                    or self.chosen.setdefault(waiting["risk"], waiting["item"]) == waiting["item"])
        return any([self.try_the_others(run, view, waiting) or self.answer(run, waiting)
                    for waiting in view["waiting_for"] if is_wanted(waiting)])

    def try_the_others(self, run, view, waiting):
        """A lost region fails several items at once. Once a contingency has answered that and the run goes on, it is
        offered again for each of the others: they are tried again instead, and only what fails anew activates it."""
        if waiting["item"] not in self.activated:
            return False
        others = [hold["item"] for hold in view["holds"]
                  if hold["state"] == "failed" and hold["item"] not in self.tried_again]
        self.tried_again.update(others)
        who = self.holder(waiting["roles"])
        return any([self.act(who, f"{waiting['item']} has answered this too: tries {item} again", run, "retry",
                             item=item, reason=f"Même cause, {waiting['item']} y a répondu") for item in others])

    def answer(self, run, waiting):
        """Whether the engine has accepted what a person says; only then is it told."""
        item, kind = waiting["item"], waiting["kind"]
        if kind not in ("gate", "task", "contingency", "doubt"):
            return False
        who = self.holder(waiting["roles"])
        if kind == "gate":
            reason = REASONS.get(item.split("/")[-1], "Rien ne s'y oppose")
            return self.act(who, f"GO on {item}: {reason}", run, "decide", gate=item, verdict="go", reason=reason)
        if kind == "task":
            return self.act(who, f"done, {item}: {waiting['title']}", run, "end-task", item=item, result="pass",
                            comment="fait et vérifié")
        if kind == "contingency":
            accepted = self.act(who, f"activates {item}", run, "activate", contingency=item,
                                reason="Le risque du plan s'est réalisé")
            self.activated.update([item] * accepted)
            return accepted
        return self.act(who, f"looked, {item} was not finished, do it again", run, "answer-doubt", item=item,
                        answer="again", reason="Vérifié sur la plateforme : l'action peut être refaite sans risque")

    def act(self, who, deed, run, command, **fields):
        accepted = self.command(who, run, command, **fields)
        if accepted:
            self.looks = 0
            say(f"  {who}: {deed}")
        return accepted

    def settle_hold(self, run, view):
        """A failure that no contingency answers: the project lead goes back, in good order. Where the engine
        refuses that, what it offers instead."""
        stuck = [hold for hold in view["holds"] if hold["item"].partition("/")[0] in self.activated]
        # While a contingency is under way no other one can be activated: where its own step fails, none helps.
        helps = ("doubt",) if stuck else ("contingency", "doubt")
        offered = any(waiting["kind"] in helps for waiting in view["waiting_for"])
        if view["state"] != "held" or offered or not view["holds"]:
            return
        hold = (stuck or view["holds"])[0]
        if any(self.act("claire", deed, run, command, **fields) for deed, command, fields in self.ways_out(hold)):
            return
        self.looks += 1  # it may have changed between the look and the answer
        if self.looks >= 5:
            fail(f"{hold['item']} holds the run, and nothing is accepted: {self.refusal}")

    def ways_out(self, hold):
        """What a project lead would do, best first: (what is told, command, its fields)."""
        item, offered = hold["item"], {way["command"] for way in hold["ways_out"]}
        in_rollback = hold["state"] == "undo_failed"
        if in_rollback and "retry" in offered and item not in self.retried:
            self.retried.add(item)
            yield f"tries again to undo {item}", "retry", {"item": item, "reason": "Nouvel essai d'annulation"}
        if in_rollback and "skip" in offered:
            yield (f"the rollback goes on without {item}: {hold['why'].splitlines()[0]}", "skip",
                   {"item": item, "reason": "Annulation impossible : à reprendre à la main après le repli"})
        if not in_rollback:
            yield (f"no-go on day J, {item} stands in the way; back to the old version", "abort",
                   {"rollback": True, "reason": f"{item} a échoué : repli, on reprendra plus tard"})
        yield (f"stops here and leaves all as it is: {item}", "abort",
               {"rollback": False, "reason": f"{item} : le repli n'est pas possible, on s'arrête là"})


def find_item(view, path):
    waiting = list(view["phases"])
    while waiting:
        item = waiting.pop()
        if item["path"] == path and not item.get("items"):
            return item
        waiting += item.get("items", [])
    fail(f"the plan has no item {path}")


def state_of(view, path):
    """Of an item that stands in a phase by itself."""
    phase = next(phase for phase in view["phases"] if phase["path"] == path.partition("/")[0])
    return next(item["state"] for item in phase["items"] if item["path"] == path)


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
