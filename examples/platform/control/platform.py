"""The whole platform: up and down, its processes, and in which region they are."""
import signal

from base import database, files, place, state
from base.refused import Refused
from control import keys, migrations, processes, releases


def up():
    with files.locked(place.guard("platform")):
        with state.changing() as now:
            region, wanted = now["region"], now["wanted"]
        migrations.create_databases()
        keys.have_one()
        for service, version in [releases.ROUTER, *wanted]:
            releases.put(service, version)
        refuse_if_lost(region)
        router = (place.release(*releases.ROUTER), ["router"])
        begun = processes.start([router, *in_region(wanted, region)])
    print(f"up on http://{place.HOST}:{place.base_port()} in region {region}: "
          f"{len(begun)} started, {len(wanted) + 1 - len(begun)} ran already")


def down():
    with files.locked(place.guard("platform")), files.locked(place.guard("start")):
        ended = processes.stop(processes.every_running())
    print(f"down: {len(ended)} ended")


def start(service, version):
    region = state.read()["region"]
    if version == 2:
        strike_at("start")
    refuse_if_lost(region)
    if not releases.is_deployed(service, version):
        raise Refused(f"{service} {version} is not deployed")
    begun = processes.start(in_region([(service, version)], region))
    with state.changing() as now:
        if [service, version] not in now["wanted"]:
            now["wanted"].append([service, version])
    port = place.port(service, version, region)
    print(f"{service} {version} {'listens' if begun else 'listened already'} on port {port}")


def stop(service, version):
    with state.changing() as now:
        now["wanted"] = [pair for pair in now["wanted"] if pair != [service, version]]
    ended = processes.stop([place.process_name(service, version, region)
                            for region in place.REGIONS])
    print(f"{service} {version} {'has ended' if ended else 'did not run'}")


def failover(target):
    """The other region takes over what runs here. From a live region nothing is lost either."""
    with files.locked(place.guard("platform")):
        refuse_if_lost(target)
        origin, wanted = state.read()["region"], state.read()["wanted"]
        processes.start(in_region(wanted, target))
        if origin != target:
            processes.stop(all_in(origin))
            if not database.is_lost(origin):
                for service in place.SERVICES:
                    database.synchronise(service, origin, target)
            with state.changing() as now:
                now["region"] = target
    served = ", ".join(f"{service} {version}" for service, version in wanted)
    print(f"region {target} serves, with {served}")


def strike_at(moment):
    """Region a is lost, if this is the moment that the fault waits for."""
    with state.changing() as now:
        if now["lost"] or now["faults"].get("infrastructure") != moment:
            return
        now["lost"] = True
    with files.locked(place.guard("start")):
        processes.stop(all_in("a"), signal.SIGKILL)


def refuse_if_lost(region):
    if database.is_lost(region):
        raise Refused(f"region {region} is lost: nothing starts there")


def in_region(wanted, region):
    return [(place.release(service, version), [service, version, region])
            for service, version in wanted]


def all_in(region):
    return [place.process_name(service, version, region)
            for service in place.SERVICES for version in place.VERSIONS]
