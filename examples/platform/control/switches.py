"""What one switches: maintenance, read-only, the share of the new version; and the alarm bell."""
from base import files, place, state
from base.refused import Refused
from control import journal, platform, processes

MAINTENANCE_TEXT = "Nous revenons dans quelques instants."
READONLY_TEXT = "the old system only answers questions for now"


def maintenance(switch, text=MAINTENANCE_TEXT):
    _set("maintenance", text if switch == "on" else None)
    print(f"maintenance is {switch}")


def readonly(switch, text=READONLY_TEXT):
    _set("readonly", text if switch == "on" else None)
    print(f"read-only of version 1 is {switch}")


def route(percent):
    region = state.read()["region"]
    absent = [service for service in place.SERVICES
              if not processes.running(place.process_name(service, 2, region))]
    if percent and absent:
        raise Refused(f"version 2 of {', '.join(absent)} does not run in region {region}")
    _set("percent", percent)
    if percent:
        platform.strike_at("opening")
    print(f"{percent} % of the requests go to version 2")


def alert(text):
    files.append_line(place.path("alerts.log"), f"{journal.now()} {' '.join(text.split())}")
    print("the alert is out")


def _set(name, value):
    with state.changing() as now:
        now[name] = value
