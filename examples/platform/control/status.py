"""What runs, and how it is."""
import concurrent.futures
import http.client
import json
import os

from base import database, place, state
from control import processes, releases

HEALTH_TIMEOUT_S = 0.5
HEALTH_PATHS = {"catalog": "/actuator/health", "inventory": "/health",
                "payment": "/health", "users": "/actuator/health"}


def show(form=None):
    view = look()
    print(json.dumps(view, indent=1) if form else as_table(view))


def look():
    now = state.read()
    names = [(service, version, region) for region in place.REGIONS
             for version in place.VERSIONS for service in place.SERVICES]
    with concurrent.futures.ThreadPoolExecutor(len(names)) as pool:
        services = [*pool.map(lambda name: service_view(*name), names)]
    return {
        "router": {"url": f"http://{place.HOST}:{place.base_port()}",
                   "pid": processes.running("router"), "percent": now["percent"],
                   "maintenance": now["maintenance"], "readonly": now["readonly"]},
        "region": now["region"], "lost": ["a"] if now["lost"] else [],
        "services": services,
        "databases": [view for service in place.SERVICES for view in database_view(service)],
        "faults": now["faults"],
    }


def service_view(service, version, region):
    pid = processes.running(place.process_name(service, version, region))
    port = place.port(service, version, region)
    return {"service": service, "version": version, "region": region, "port": port, "pid": pid,
            "deployed": releases.is_deployed(service, version),
            "health": health(port, HEALTH_PATHS[service]) if pid else None}


def health(port, path):
    connection = http.client.HTTPConnection(place.HOST, port, timeout=HEALTH_TIMEOUT_S)
    try:
        connection.request("GET", path)
        return "UP" if connection.getresponse().status == 200 else "DOWN"
    except TimeoutError:
        return "SLOW"
    except (OSError, http.client.HTTPException):
        return "DOWN"
    finally:
        connection.close()


def database_view(service):
    region = state.read()["region"]
    if database.is_lost(region) or not os.path.exists(place.database(service, region)):
        return
    with database.reading(service, region) as db:
        version, dirty = database.schema(db)
    yield {"service": service, "schema": version, "half_migrated": dirty}


def as_table(view):
    router, lines = view["router"], []
    running = f"pid {router['pid']}" if router["pid"] else "does not run"
    lines.append(f"router     {router['url']}  {running}, {router['percent']} % to version 2, "
                 f"region {view['region']}")
    for name in ("maintenance", "readonly"):
        if router[name]:
            lines.append(f"{name:10} on: {router[name]}")
    if view["lost"]:
        lines.append("lost       region a")
    for row in view["services"]:
        if row["pid"]:
            lines.append(f"{row['service']:10} {row['version']}  region {row['region']}  "
                         f"port {row['port']}  pid {row['pid']:<8} {row['health']}")
    schemas = ", ".join(f"{row['service']} {row['schema']}"
                        + (" half migrated" if row["half_migrated"] else "")
                        for row in view["databases"])
    lines.append(f"schemas    {schemas or 'none can be read'}")
    if view["faults"]:
        lines.append("faults     " + ", ".join(view["faults"]))
    return "\n".join(lines)
