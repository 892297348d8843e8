"""The artefacts: a release is a folder of its own, and what runs is what lies there."""
import filecmp
import os
import shutil

from base import files, place
from base.refused import Refused
from control import processes


ROUTER = ("router", 1)


def deploy(service, version):
    if put(service, version):
        print(f"{service} {version} is deployed")
    else:
        print(f"{service} {version} was deployed already")


def undeploy(service, version):
    for region in place.REGIONS:
        if processes.running(place.process_name(service, version, region)):
            raise Refused(f"{service} {version} runs in region {region}: stop it first")
    with files.locked(place.guard("releases")):
        if not is_deployed(service, version):
            print(f"{service} {version} was not deployed")
            return
        shutil.rmtree(place.release(service, version))
    print(f"{service} {version} is undeployed")


def is_deployed(service, version):
    return os.path.exists(place.release(service, version))


def put(service, version):
    """Whether there was something to do. The folder appears whole, or not at all."""
    target = place.release(service, version)
    with files.locked(place.guard("releases")):
        if _is_whole(service, version):
            return False
        new = target + ".new"
        shutil.rmtree(new, ignore_errors=True)
        for part in parts(service, version):
            os.makedirs(os.path.dirname(os.path.join(new, part)), exist_ok=True)
            shutil.copyfile(place.source(part), os.path.join(new, part))
        shutil.rmtree(target, ignore_errors=True)
        os.rename(new, target)
    return True


def parts(service, version):
    """Version 2 is made of version 1 and of what is new."""
    base = sorted(name for name in os.listdir(place.source("base")) if name.endswith(".py"))
    own = [f"services/v{number}/{name}" for number in place.VERSIONS[:version]
           for name in ("__init__.py", service + ".py")]
    if service == "router":
        return ["serve.py", "router.py", *("base/" + name for name in base)]
    return ["serve.py", *("base/" + name for name in base),
            *("services/" + name for name in ("__init__.py", "frame.py", "health.py")), *own]


def _is_whole(service, version):
    if not is_deployed(service, version):
        return False
    matching, _, _ = filecmp.cmpfiles(place.SOURCE, place.release(service, version),
                                      parts(service, version), shallow=False)
    return len(matching) == len(parts(service, version))
