"""The stage: the demo platform, golive, and what can be proven about them from outside."""
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from customers import Customers, lost
from moved_clock import MovedClock, library
from post import Post

PROJECT = Path(__file__).resolve().parents[2]
PLATFORM = PROJECT / "examples" / "platform" / "platform"
GOLIVE = Path(os.environ.get("GOLIVE_BIN", PROJECT / "build" / "bin")) / "golive"

# name -> roles. The release manager brings the runbook and has no say in its gates.
PEOPLE = {
    "release-manager": [],
    "claire": ["project_lead"],
    "david": ["devops_lead"],
    "farid": ["developers"],
    "quentin": ["qa"],
    "diane": ["dba"],
    "simon": ["security"],
    "beatrice": ["business_rep"],
    "samira": ["support"],
}


def say(text):
    print(text, flush=True)


def fail(text):
    say(f"play: {text}")
    sys.exit(1)


class Stage:
    def __init__(self, out, port):
        self.out, self.port = out.resolve(), port
        self.clock = None  # none but the machine's
        self.listen = f"127.0.0.1:{port + 90}"
        self.data = self.out / "data"
        self.environment = dict(os.environ, PLATFORM_DIR=str(self.out / "platform"),
                                PLATFORM_PORT=str(port))
        self.engine = None
        self.strikes_in_hypercare = False
        self.before = None  # the fingerprint of the customers' data
        self.owned = {}  # the data themselves
        self.parameters = {
            "platform": str(PLATFORM), "platform_dir": str(self.out / "platform"), "port": str(port),
            "base_url": f"http://127.0.0.1:{port}", "int_dir": str(self.out / "platform-int"),
            "int_port": str(port + 100), "int_url": f"http://127.0.0.1:{port + 100}",
        }
        self.post = None

    def __enter__(self):
        self.platform("down", check=False)
        self.platform("down", check=False, int_=True)
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir(parents=True)
        self.post = Post(self.out)
        (self.out / "slack.url").write_text(self.post.channel_url + "\n")
        self.parameters |= {"slack_url_file": str(self.out / "slack.url"), "mail_server": self.post.mail_server}
        return self

    def __exit__(self, *_):
        self.stop_engine(signal.SIGTERM)
        if self.post:
            self.post.close()
        self.platform("down", check=False)
        self.platform("down", check=False, int_=True)

    def set_clock(self, begins):
        """For golive's programs, from now on."""
        if library() is None:
            fail("a live run needs libfaketime: install the Debian package faketime")
        self.clock = MovedClock(self.out / "clock", begins)

    def beside(self):
        """Another platform for the same golive."""
        return Beside(self)

    # The platform.

    def platform(self, *arguments, check=True, int_=False):
        environment = dict(self.environment)
        if int_:
            environment.update(PLATFORM_DIR=self.parameters["int_dir"], PLATFORM_PORT=self.parameters["int_port"])
        done = subprocess.run([PLATFORM, *arguments], env=environment, text=True, capture_output=True, timeout=60)
        if check and done.returncode:
            fail(f"platform {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout.strip()

    def raise_platform(self, fault):
        self.platform("up")
        if fault:
            name, _, moment = fault.partition("@")
            self.strikes_in_hypercare = moment == "hypercare"  # the platform knows nothing of the plan's phases
            if not self.strikes_in_hypercare:
                self.platform("fault", name, "on", *([moment] if moment else []))
        customers = self.customers()
        customers.buy()
        self.owned = customers.rows()
        self.before = self.platform("fingerprint")
        say(f"platform: version {self.version()} is live" + (f"; the fault \"{fault}\" is lying in wait" if fault else ""))

    def lower_platform(self):
        """Nothing of it is left: the next one begins in the old version."""
        for folder, int_ in (("platform_dir", False), ("int_dir", True)):
            self.platform("down", int_=int_)
            shutil.rmtree(self.parameters[folder], ignore_errors=True)

    def strike(self):
        say("!! region a is lost, in the week after the opening")
        self.strikes_in_hypercare = False
        self.platform("fault", "infrastructure", "on", "now")

    def customers(self):
        return Customers(self.parameters["base_url"], self.platform("keys", "show"))

    def version(self):
        return self.get("/catalog/events")["version"]

    def get(self, path):
        url = self.parameters["base_url"] + path
        with urllib.request.urlopen(url, timeout=10) as answer:
            return json.load(answer)

    # golive.

    def its_environment(self):
        return dict(os.environ, **(self.clock.environment() if self.clock else {}))

    def golive(self, *arguments, check=True):
        done = subprocess.run([GOLIVE, *arguments, "--data", self.data], text=True, capture_output=True, timeout=60,
                              env=self.its_environment())
        if check and done.returncode:
            fail(f"golive {' '.join(map(str, arguments))}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout.strip()

    def raise_engine(self):
        log = open(self.out / "serve.log", "a")
        self.engine = subprocess.Popen([GOLIVE, "serve", "--data", self.data, "--listen", self.listen],
                                       stdout=log, stderr=log, env=self.its_environment())
        self.await_door()
        say(f"golive: serving http://{self.listen}/api/v1, data in {self.data}")

    def await_door(self):
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://{self.listen}/health/ready", timeout=1)
                return
            except OSError:
                time.sleep(0.05)
        fail(f"golive does not answer; see {self.out / 'serve.log'}")

    def stop_engine(self, how):
        if self.engine and self.engine.poll() is None:
            self.engine.send_signal(how)
            self.engine.wait(20)

    def kill_engine(self):
        say("!! SIGKILL of the engine, in the middle of day J")
        self.stop_engine(signal.SIGKILL)
        self.raise_engine()

    def add_people(self):
        tokens = {}
        for name, roles in PEOPLE.items():
            brings = [] if roles else ["--may-bring-code"]
            out = self.golive("user", "add", name, *[part for role in roles for part in ("--role", role)], *brings)
            tokens[name] = out.split()[-1]
        return tokens

    # The end.

    def prove(self, fault, state):
        """Says what is live, by requests; true if that is what should be."""
        lost_region = (fault or "").partition("@")[0] == "infrastructure"
        goes_on = lost_region or not fault
        try:
            versions = [self.version() for _ in range(20)]
            router = self.get("/router/health")
            share = versions.count(2) * 100 // len(versions)
            say(f"platform: {share} % of 20 requests were answered by version 2, in region {router['region']}; "
                f"maintenance {router['maintenance'] or 'off'}, read-only {router['readonly'] or 'off'}")
            kept = self.nothing_is_lost("b" if lost_region else "a") if goes_on else self.all_is_as_before()
        except OSError as error:
            say(f"platform: it does not answer: {error}")
            return False
        good = share == (100 if goes_on else 0) and not router["maintenance"] and not router["readonly"]
        return good and kept and state in (("completed",) if goes_on else ("rolled_back", "aborted"))

    def all_is_as_before(self):
        """After a rollback: not a row more or less."""
        same = self.platform("fingerprint") == self.before
        say("platform: the customers' data are " + ("what they were before" if same else "NOT what they were"))
        return same

    def nothing_is_lost(self, region):
        """Where the day goes on, its own tests have added rows; those from before are all there, in this region."""
        customers = self.customers()
        missing = lost(self.owned, customers.rows())
        regions = sorted(customers.regions)
        if missing:
            say(f"platform: NOT all that the customers had is there in region {', '.join(regions)}: {', '.join(missing)}")
        else:
            count = {}
            for what, _ in sorted(self.owned):
                count[what] = count.get(what, 0) + 1
            what = ", ".join(f"{number} {name}" for name, number in count.items())
            say(f"platform: all that the customers had before is there, in region {', '.join(regions)}: {what}")
        return not missing and regions == [region]

    def await_notices(self):
        """Those that do not come to arrive. The last ones point to reports, which take a moment to make."""
        left = []
        for _ in range(400):
            left = json.loads(self.golive("notices", "--json"))["notices"]
            if not left:
                break
            time.sleep(0.05)
        return left

    def all_are_told(self):
        """Every notice has arrived, in the project's channel and by mail."""
        left = self.await_notices()
        count = self.post.count
        say(f"notices: {count['project']} in the project's channel, {count['daily']} daily notes by mail"
            + (f"; {len(left)} have NOT arrived" if left else ""))
        return not left and all(count.values())

    def compare(self, run):
        for form in ("html", "md"):
            self.golive("report", run, "rehearsal-comparison", "--format", form, "--lang", "fr", "-o",
                        self.out / f"rehearsal-comparison.{form}")
        say(f"report: {self.out / 'rehearsal-comparison.html'}")

    def close_books(self, run):
        for form in ("html", "md"):
            self.golive("report", run, "j1-account", "--format", form, "--lang", "fr", "-o", self.out / f"j1-account.{form}")
        verified = self.golive("audit", "verify", run)
        self.golive("audit", "export", run, "-o", self.out / "eventtickets.audit")
        say(f"report: {self.out / 'j1-account.html'}")
        say(verified)


class Beside(Stage):
    """A platform in a folder and on ports beside another stage's, taken down at the end; golive is that stage's."""

    def __init__(self, stage):
        super().__init__(stage.out / "beside", stage.port + 50)
        self.listen, self.data, self.clock = stage.listen, stage.data, stage.clock

    def __exit__(self, *_):
        super().__exit__()
        shutil.rmtree(self.out, ignore_errors=True)
