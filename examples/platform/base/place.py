"""Where everything is: the folder, the ports, the names. PLATFORM_DIR and PLATFORM_PORT move it."""
import os

SERVICES = ("catalog", "inventory", "payment", "users")
VERSIONS = (1, 2)
REGIONS = ("a", "b")
HOST = "127.0.0.1"

SOURCE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
DEFAULT_DIR = os.path.join(SOURCE, "..", "..", "build", "platform")
DEFAULT_PORT = 21000
HIGHEST_PORT = 31900  # below the ports that the system gives to clients


def root():
    return os.path.abspath(os.environ.get("PLATFORM_DIR") or DEFAULT_DIR)


def path(*parts):
    return os.path.join(root(), *parts)


def source(*parts):
    return os.path.join(SOURCE, *parts)


def base_port():
    """The router's port; ValueError when PLATFORM_PORT makes no sense."""
    port = int(os.environ.get("PLATFORM_PORT") or DEFAULT_PORT)
    if not 1024 <= port <= HIGHEST_PORT:
        raise ValueError(f"{port} is not between 1024 and {HIGHEST_PORT}")
    return port


def port(service, version, region):
    offset = 1 + SERVICES.index(service) + 10 * (version - 1) + 20 * REGIONS.index(region)
    return base_port() + offset


def other(region):
    return "b" if region == "a" else "a"


def process_name(*parts):
    """`router`, or for example `inventory-2-a`."""
    return "-".join(str(part) for part in parts)


def lock_file(process):
    """Held by the process as long as it lives."""
    return path("run", process + ".lock")


def guard(name):
    """Held by whoever changes something, for that moment."""
    return path("guards", name)


def database(service, region):
    return path("data", f"{service}-{region}.db")


def release(service, version):
    return path("releases", f"{service}-{version}")


def client_key():
    return path("keys", "payment.key")
