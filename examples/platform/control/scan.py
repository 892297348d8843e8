"""Looks for keys in what the public can read now, and in the logs."""
import concurrent.futures
import http.client
import os
import re

from base import place, state
from control import keys

TIMEOUT_S = 6.0
PAGES = ("/catalog/events", "/catalog/actuator/health", "/inventory/bookings", "/inventory/health",
         "/payment/health", "/payment/debug", "/users/accounts", "/users/actuator/health")


def scan():
    known = {key["sha256"]: key["id"] for key in keys.read()}
    with concurrent.futures.ThreadPoolExecutor(len(PAGES)) as pool:
        pages = [*pool.map(lambda found: read_page(*found), public_pages())]
    written = [*logs()]
    findings = []
    for where, text in pages + written:
        if text is None:
            findings.append(f"{where} cannot be read")
            continue
        for key in sorted(set(re.findall(keys.PATTERN, text))):
            findings.append(f"{where} shows key {known.get(keys.digest(key), 'of unknown origin')}")
    for finding in findings:
        print(finding)
    if not findings:
        print(f"no key in {len(pages)} public pages and {len(written)} logs")
    return 1 if findings else 0


def public_pages():
    """(page, version) of what the public can reach now."""
    now = state.read()
    versions = [1] * (now["percent"] < 100) + [2] * (now["percent"] > 0)
    return [] if now["maintenance"] else [(page, version) for page in PAGES for version in versions]


def read_page(page, version):
    """(where, text); the text is None when nobody answers, which is no proof of anything."""
    connection = http.client.HTTPConnection(place.HOST, place.base_port(), timeout=TIMEOUT_S)
    try:
        connection.request("GET", page, headers={"X-Version": str(version)})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        return f"{page} (version {version})", None if answer.status in (502, 504) else text
    except (OSError, http.client.HTTPException):
        return f"{page} (version {version})", None
    finally:
        connection.close()


def logs():
    folder = place.path("logs")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
            yield "logs/" + name, file.read()
