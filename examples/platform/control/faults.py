"""One switch for each fault. It can be set at any time, and acts when its moment comes."""
from base import state
from control import cli, platform


def switch(name, position, moment=None):
    if moment and (name, position) != ("infrastructure", "on"):
        return cli.wrong_use(["fault"])
    with state.changing() as now:
        if position == "on":
            now["faults"][name] = moment or "opening"
        else:
            now["faults"].pop(name, None)
            if name == "infrastructure":
                now["lost"] = False
    platform.strike_at("now")
    if state.is_open():
        platform.strike_at("opening")
    print(f"fault {name} is {position}")
    return None


def show():
    on = state.read()["faults"]
    for name, says in state.FAULTS.items():
        print(f"{name:15} {'on ' if name in on else 'off'}  {says}")
