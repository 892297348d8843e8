#!/usr/bin/python3
"""The demo platform, from outside: its commands, its doors, and each of its faults.

Each test has a platform of its own, in a folder and on ports of its own, and ends it.
"""
import concurrent.futures
import http.client
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

PLATFORM = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "..", "..", "examples", "platform", "platform")
SERVICES = ("catalog", "inventory", "payment", "users")
PORT = 26000 + os.getpid() % 100 * 50
EVENT = {"title": "Gala", "venue": "Lyon", "starts_at": "2031-09-01T20:00:00+02:00",
         "price_cents": 5000, "seats": 10}


class Platform(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="platform-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.addCleanup(self.run_command, "down")

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def run_command(self, *words):
        environment = os.environ | {"PLATFORM_DIR": self.folder, "PLATFORM_PORT": str(PORT)}
        return subprocess.run([PLATFORM, *map(str, words)], env=environment, text=True,
                              capture_output=True, timeout=20, stdin=subprocess.DEVNULL)

    def says(self, code, *words):
        """What the command answers, which ends with this exit code."""
        done = self.run_command(*words)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        return (done.stdout + done.stderr).strip()

    def does(self, *words):
        return self.says(0, *words)

    def start_new(self):
        """As at 10:00 of the day: both versions run on schema 2, the old one is public."""
        self.does("up")
        with concurrent.futures.ThreadPoolExecutor(len(SERVICES)) as pool:
            list(pool.map(self.start_new_one, SERVICES))

    def start_new_one(self, service):
        for words in (["migrate", service, "up"], ["load-reference", service],
                      ["deploy", service, 2], ["start", service, 2]):
            self.does(*words)

    def ask(self, method, path, body=None, version=None, key=None):
        """(status, answer, headers) of the router."""
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=15)
        headers = {"X-Version": str(version)} if version else {}
        if key:
            headers["X-Api-Key"] = key
        try:
            connection.request(method, path, json.dumps(body) if body else None, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        is_json = answer.headers["Content-Type"] == "application/json"
        return answer.status, json.loads(content) if is_json else content.decode(), answer.headers

    def book(self, version, **fields):
        return self.ask("POST", "/inventory/bookings", version=version,
                        body={"event_id": 1, "customer": "qa@x.example", "quantity": 2} | fields)

    def key(self):
        return self.does("keys", "show")

    def pids(self):
        view = json.loads(self.does("status", "--json"))
        found = {f"{row['service']}-{row['version']}-{row['region']}": row["pid"]
                 for row in view["services"] if row["pid"]}
        return found | ({"router": view["router"]["pid"]} if view["router"]["pid"] else {})

    def faults_on(self):
        return len(json.loads(self.does("status", "--json"))["faults"])

    def actions(self):
        with open(self.path("actions.log"), encoding="utf-8") as file:
            return [line.rstrip("\n").partition(" ")[2] for line in file]


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Commands(Platform):
    def test_up_starts_the_old_version_once_and_down_ends_everything(self):
        begin = time.monotonic()
        self.assertIn("5 started", self.does("up"))
        self.assertLess(time.monotonic() - begin, 2)
        self.assertIn("0 started, 5 ran already", self.does("up"))
        pids = self.pids()
        self.assertEqual(sorted(pids), ["catalog-1-a", "inventory-1-a", "payment-1-a", "router",
                                        "users-1-a"])
        self.does("down")
        self.assertEqual([pid for pid in pids.values() if is_alive(pid)], [])
        self.assertIn("0 ended", self.does("down"))
        self.assertEqual(self.pids(), {})

    def test_what_was_written_is_there_after_down_and_up(self):
        self.does("up")
        self.assertEqual(self.book(1)[0], 201)
        before = self.does("fingerprint")
        self.does("down")
        self.does("up")
        self.assertEqual(self.does("fingerprint"), before)

    def test_wrong_use_is_told_from_a_no(self):
        self.assertIn("did you mean 'deploy'", self.says(2, "deplo"))
        for words in ([], ["route", "101"], ["route"], ["start", "catalog"], ["fault", "x", "on"],
                      ["start", "catalog", "3"], ["migrate", "catalog", "up", "now"],
                      ["failover", "c"], ["fault", "slow", "on", "start"], ["status", "--xml"]):
            self.says(2, *words)
        self.assertFalse(os.path.exists(self.path("state.json")))
        self.assertIn("no database yet", self.says(1, "migrate", "catalog", "up"))

    def test_a_release_is_deployed_before_it_runs_and_kept_while_it_runs(self):
        self.does("up")
        self.assertIn("not deployed", self.says(1, "start", "catalog", 2))
        self.assertIn("is deployed", self.does("deploy", "catalog", 2))
        self.assertIn("already", self.does("deploy", "catalog", 2))
        self.assertIn("listens on", self.does("start", "catalog", 2))
        self.assertIn("already", self.does("start", "catalog", 2))
        self.assertIn("stop it first", self.says(1, "undeploy", "catalog", 2))
        self.does("stop", "catalog", 2)
        self.assertIn("did not run", self.does("stop", "catalog", 2))
        self.does("undeploy", "catalog", 2)
        self.assertIn("was not", self.does("undeploy", "catalog", 2))

    def test_the_schema_goes_up_and_down_and_the_customers_data_stay(self):
        self.does("up")
        before = self.does("fingerprint")
        self.assertIn("migrate up first", self.says(1, "load-reference", "inventory"))
        for service in SERVICES:
            self.says(3, "migrate", service, "status")
            self.does("migrate", service, "up")
            self.assertIn("already", self.does("migrate", service, "up"))
            self.does("migrate", service, "status")
            self.does("load-reference", service)
            self.does("load-reference", service)
        self.assertEqual(self.does("fingerprint"), before)
        self.assertEqual(self.book(1)[0], 201, "version 1 works on schema 2")
        after_booking = self.does("fingerprint", "inventory")
        self.assertNotIn(after_booking, before)
        for service in SERVICES:
            self.does("migrate", service, "down")
            self.assertIn("already", self.does("migrate", service, "down"))
        self.assertEqual(self.does("fingerprint", "inventory"), after_booking)
        self.assertEqual(self.book(1)[0], 201)

    def test_a_snapshot_brings_back_rows_and_schema(self):
        self.does("up")
        before = self.does("fingerprint", "inventory")
        snapshot = self.path("snapshots", "inventory.db")
        self.does("backup", "inventory", snapshot)
        self.does("migrate", "inventory", "up")
        self.book(1)
        self.does("restore", "inventory", snapshot)
        self.says(3, "migrate", "inventory", "status")
        self.assertEqual(self.does("fingerprint", "inventory"), before)
        self.assertIn("of inventory, not of users", self.says(1, "restore", "users", snapshot))
        self.assertIn("no snapshot", self.says(1, "restore", "users", self.path("actions.log")))
        self.assertIn("no snapshot", self.says(1, "restore", "users", self.path("absent")))

    def test_maintenance_shows_a_page_and_lets_the_qa_team_in(self):
        self.does("up")
        self.does("maintenance", "on", "Retour à 10 h <bientôt>")
        status, page, headers = self.ask("GET", "/catalog/events")
        self.assertEqual((status, headers["X-Maintenance"]), (503, "on"))
        self.assertIn("Retour à 10 h &lt;bientôt&gt;", page)
        self.assertEqual(self.ask("GET", "/catalog/events", version=1)[0], 200)
        self.assertEqual(self.ask("GET", "/router/health")[1]["status"], "UP")
        self.does("maintenance", "off")
        self.assertEqual(self.ask("GET", "/catalog/events")[0], 200)

    def test_the_old_system_can_be_read_only(self):
        self.start_new()
        self.does("readonly", "on", "repli en cours")
        status, answer, _ = self.book(1)
        self.assertEqual((status, answer["error"]), (503, "read-only: repli en cours"))
        self.assertEqual(self.ask("GET", "/inventory/bookings/1")[0], 200)
        self.assertEqual(self.book(2)[0], 201)
        self.does("readonly", "off")
        self.assertEqual(self.book(1)[0], 201)

    def test_the_shares_of_the_versions_are_exact(self):
        self.does("up")
        self.assertIn("does not run", self.says(1, "route", 10))
        self.start_new()
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
        self.addCleanup(connection.close)
        for percent in (0, 10, 50, 100):
            self.does("route", percent)
            versions = []
            for _ in range(100):
                connection.request("GET", "/users/accounts/1")
                versions.append(json.load(connection.getresponse())["version"])
            self.assertEqual(versions.count(2), percent)

    def test_a_revoked_key_is_refused_at_once_and_no_key_is_printed_unasked(self):
        self.does("up")
        first = self.key()
        self.assertEqual(os.stat(self.path("keys", "payment.key")).st_mode & 0o777, 0o600)
        self.assertEqual(self.ask("GET", "/payment/notifications")[0], 401)
        self.assertEqual(self.ask("GET", "/payment/notifications", key=first)[0], 200)
        said = self.does("keys", "issue")
        second = self.key()
        self.assertEqual(self.ask("GET", "/payment/notifications", key=first)[0], 200)
        said += self.does("keys", "rotate")
        third = self.key()
        for old in (first, second):
            self.assertEqual(self.ask("GET", "/payment/notifications", key=old)[0], 401)
        self.assertEqual(self.ask("GET", "/payment/notifications", key=third)[0], 200)
        said += self.does("keys", "revoke", "k3") + self.does("keys", "revoke")
        self.assertEqual(self.ask("GET", "/payment/notifications", key=third)[0], 401)
        said += self.says(1, "keys", "revoke", "k9") + self.does("keys", "list")
        self.assertNotIn("etk_", said)

    def test_the_other_region_takes_over_with_every_answered_write(self):
        self.does("up")
        before = self.does("fingerprint")
        booking = self.book(1)[1]
        self.does("failover", "b")
        status, answer, headers = self.ask("GET", f"/inventory/bookings/{booking['id']}")
        self.assertEqual((status, headers["X-Region"]), (200, "b"))
        self.assertEqual(answer["customer"], "qa@x.example")
        self.assertEqual(sorted(self.pids())[0], "catalog-1-b")
        self.assertEqual(self.book(1)[0], 201)
        self.does("failover", "a")
        self.assertEqual(self.ask("GET", f"/inventory/bookings/{booking['id'] + 1}")[0], 200)
        self.assertNotEqual(self.does("fingerprint"), before)

    def test_each_action_is_one_line_outside(self):
        self.does("up")
        self.does("alert", "clé divulguée,\nrévoquée")
        self.does("status")
        self.does("keys", "show")
        self.says(1, "start", "users", 2)
        alert = r'alert "cl\u00e9 divulgu\u00e9e,\nr\u00e9voqu\u00e9e"'
        self.assertEqual(self.actions(), ["up", alert, "start users 2"])
        with open(self.path("alerts.log"), encoding="utf-8") as file:
            self.assertIn(" clé divulguée, révoquée\n", file.read())


class Doors(Platform):
    def test_a_ticket_is_sold_from_the_event_to_the_notification_in_both_versions(self):
        self.start_new()
        news = {"catalog": {"currency": "CHF"}, "inventory": {"category": "premium"},
                "users": {"language": "en"}, "payment": {"channel": "sms"}}
        for version, total in ((1, 10000), (2, 15000)):
            new = news if version == 2 else dict.fromkeys(news, {})
            status, event, _ = self.ask("POST", "/catalog/events", EVENT | new["catalog"], version)
            self.assertEqual((status, event["version"]), (201, version))
            self.assertEqual(event.get("currency"), new["catalog"].get("currency"))
            status, booking, _ = self.book(version, event_id=event["id"], **new["inventory"])
            self.assertEqual((status, booking["total_cents"]), (201, total))
            order = {"booking_id": booking["id"], "amount_cents": total}
            self.assertEqual(self.ask("POST", "/payment/payments", order, version)[0], 401)
            status, paid, _ = self.ask("POST", "/payment/payments", order, version, self.key())
            self.assertEqual((status, paid["status"]), (201, "paid"))
            status, told, _ = self.ask("GET", f"/payment/notifications/{paid['notification_id']}",
                                       None, version, self.key())
            self.assertEqual((status, told["recipient"]), (200, "qa@x.example"))
            note = {"payment_id": paid["id"], "recipient": "+33", "text": "Bonjour"}
            status, told, _ = self.ask("POST", "/payment/notifications", note | new["payment"],
                                       version, self.key())
            self.assertEqual((status, told.get("channel")), (201, new["payment"].get("channel")))
            user = {"name": "QA", "email": f"qa{version}@x.example"} | new["users"]
            status, account, _ = self.ask("POST", "/users/accounts", user, version)
            self.assertEqual(status, 201)
            status, account, _ = self.ask("GET", f"/users/accounts/{account['id']}", None, version)
            self.assertEqual((status, account.get("language")), (200, new["users"].get("language")))

    def test_what_makes_no_sense_is_refused_with_a_reason(self):
        self.start_new()
        key, order = self.key(), {"event_id": 3, "customer": "x", "quantity": 1}
        for status, method, path, body in (
                (422, "POST", "/catalog/events", EVENT | {"seats": 0}),
                (422, "POST", "/catalog/events", EVENT | {"currency": "XYZ"}),
                (422, "POST", "/inventory/bookings", order | {"event_id": 99}),
                (409, "POST", "/inventory/bookings", order | {"quantity": 300}),
                (422, "POST", "/payment/payments", {"booking_id": 1, "amount_cents": 1}),
                (409, "POST", "/users/accounts", {"name": "x", "email": "ada@customers.example"}),
                (404, "GET", "/users/accounts/99", None), (404, "GET", "/elsewhere", None),
                (404, "DELETE", "/users/accounts/1", None), (400, "POST", "/users/accounts", [1])):
            found, answer, _ = self.ask(method, path, body, 2, key)
            self.assertEqual(found, status, f"{path} {body}: {answer}")
            self.assertTrue(answer["error"])

    def test_each_service_tells_its_health_in_its_own_way(self):
        self.does("up")
        self.does("deploy", "users", 2)
        self.does("start", "users", 2)
        for path, healthy in (("/catalog/actuator/health", "UP"), ("/users/actuator/health", "UP"),
                              ("/inventory/health", "ok"), ("/payment/health", "ok")):
            status, answer, _ = self.ask("GET", path)
            self.assertEqual((status, answer["status"], answer["version"]), (200, healthy, 1))
        status, answer, _ = self.ask("GET", "/users/actuator/health", version=2)
        self.assertEqual((status, answer["status"]), (503, "DOWN"), "schema 1 is too old for it")
        self.does("migrate", "users", "up")
        self.assertEqual(self.ask("GET", "/users/actuator/health", version=2)[0], 200)

    def test_a_connection_is_kept_and_large_or_odd_requests_do_not_confuse_it(self):
        self.does("up")
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
        self.addCleanup(connection.close)
        connection.connect()
        socket = connection.sock
        for method, path in (("GET", "/catalog/events"), ("HEAD", "/catalog/events"),
                             ("POST", "/none"), ("GET", "/catalog/events/1")):
            connection.request(method, path, "{}" if method == "POST" else None)
            connection.getresponse().read()
            self.assertIs(connection.sock, socket)
        self.assertEqual(self.ask("POST", "/catalog/events", {"title": "x" * 70000})[0], 413)


class Faults(Platform):
    def test_infrastructure_region_a_is_lost_at_the_opening_and_b_takes_over(self):
        self.does("fault", "infrastructure", "on")
        self.start_new()
        self.book(1)
        before = self.does("fingerprint")
        self.assertEqual(self.ask("GET", "/users/accounts/1")[0], 200)
        pids = self.pids()
        self.does("route", 10)
        self.assertEqual([name for name, pid in pids.items() if is_alive(pid)], ["router"])
        status, answer, _ = self.ask("GET", "/users/accounts/1")
        self.assertEqual((status, "does not answer" in answer["error"]), (502, True))
        for words in (["start", "users", 1], ["up"], ["fingerprint"], ["failover", "a"],
                      ["migrate", "users", "down"], ["scan-secrets"]):
            self.says(1, *words)
        self.does("failover", "b")
        self.assertEqual(self.does("fingerprint"), before)
        self.assertEqual(self.ask("GET", "/users/accounts/1", version=2)[2]["X-Region"], "b")
        booked = self.book(1)[1]["id"]
        self.does("fault", "infrastructure", "off")
        self.does("failover", "a")
        self.assertEqual(self.ask("GET", f"/inventory/bookings/{booked}")[2]["X-Region"], "a")

    def test_infrastructure_can_be_lost_at_the_start_of_the_new_version_or_now(self):
        self.does("fault", "infrastructure", "on", "start")
        self.does("up")
        self.does("deploy", "users", 2)
        self.assertIn("region a is lost", self.says(1, "start", "users", 2))
        self.does("fault", "infrastructure", "off")
        self.assertIn("4 started", self.does("up"))
        self.does("fault", "infrastructure", "on", "now")
        self.assertEqual(self.ask("GET", "/users/accounts/1")[0], 502)

    def test_migration_leaves_a_half_done_schema_that_down_and_restore_bear(self):
        self.does("fault", "migration", "on")
        self.does("up")
        before = self.does("fingerprint", "inventory")
        snapshot = self.path("inventory.db")
        self.does("backup", "inventory", snapshot)
        for way_back in (["migrate", "inventory", "down"], ["restore", "inventory", snapshot]):
            self.assertIn("failed at statement 3 of 3", self.says(1, "migrate", "inventory", "up"))
            self.assertIn("half migrated", self.says(3, "migrate", "inventory", "status"))
            self.assertIn("first", self.says(1, "migrate", "inventory", "up"))
            self.assertEqual(self.ask("GET", "/inventory/bookings/1")[0], 200)
            self.does(*way_back)
            self.assertNotIn("half", self.says(3, "migrate", "inventory", "status"))
            self.assertEqual(self.does("fingerprint", "inventory"), before)
        self.does("fault", "migration", "off")
        self.does("migrate", "inventory", "up")

    def test_behaviour_is_wrong_only_once_open_and_the_health_stays_up(self):
        self.does("fault", "behaviour", "on")
        self.start_new()
        self.assertEqual(self.book(2)[1]["total_cents"], 9000)
        self.does("route", 10)
        self.assertEqual(self.book(2)[1]["total_cents"], 18000)
        self.assertEqual(self.book(1)[1]["total_cents"], 9000)
        self.assertEqual(self.ask("GET", "/inventory/health", version=2)[0], 200)

    def test_secret_is_found_only_once_open_and_not_printed(self):
        self.does("fault", "secret", "on")
        self.start_new()
        self.assertIn("no key in 8 public pages", self.does("scan-secrets"))
        self.does("route", 10)
        said = self.says(1, "scan-secrets")
        self.assertIn("/payment/debug (version 2) shows key k1", said)
        self.assertNotIn("etk_", said)
        self.assertIn(self.key(), json.dumps(self.ask("GET", "/payment/debug", version=2)[1]))
        self.does("route", 0)
        self.does("keys", "rotate")
        self.does("scan-secrets")

    def test_unhealthy_slow_and_payment_hit_the_new_version_alone(self):
        for name in ("unhealthy", "slow", "payment"):
            self.does("fault", name, "on")
        self.start_new()
        self.assertEqual(self.ask("GET", "/users/actuator/health", version=2)[0], 503)
        self.assertEqual(self.ask("GET", "/users/actuator/health", version=1)[0], 200)
        for version, slow in ((1, False), (2, True)):
            begin = time.monotonic()
            self.assertEqual(self.ask("GET", "/inventory/health", version=version)[0], 200)
            self.assertEqual(time.monotonic() - begin >= 3, slow)
        self.does("fault", "slow", "off")
        order = {"booking_id": 3, "amount_cents": 2800}
        for version, status in ((2, 500), (1, 201)):
            self.assertEqual(
                self.ask("POST", "/payment/payments", order, version, self.key())[0], status)
        self.assertEqual(self.faults_on(), 2)


class Bystanders(Platform):
    def test_commands_at_the_same_time_do_each_thing_once(self):
        self.does("up")
        self.does("deploy", "users", 2)
        words = ([["start", "users", 2]] * 4 + [["deploy", name, 2] for name in SERVICES]
                 + [["up"]] * 2 + [["fault", name, "on"] for name in ("slow", "payment")])
        with concurrent.futures.ThreadPoolExecutor(len(words)) as pool:
            codes = [*pool.map(lambda each: self.run_command(*each).returncode, words)]
        self.assertEqual(set(codes), {0})
        self.assertEqual(len(self.pids()), 6)
        self.assertEqual(self.faults_on(), 2)
        self.assertEqual(len(self.actions()), 2 + len(words))

    def test_bookings_at_the_same_time_never_oversell(self):
        self.start_new()
        event = self.ask("POST", "/catalog/events", EVENT, 1)[1]["id"]
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            answers = pool.map(lambda turn: self.book(turn % 2 + 1, event_id=event, quantity=1),
                               range(40))
            statuses = [status for status, _, _ in answers]
        self.assertEqual((statuses.count(201), statuses.count(409)), (10, 30))

    def test_a_killed_service_is_started_again(self):
        self.does("up")
        os.kill(self.pids()["users-1-a"], signal.SIGKILL)
        self.assertIn("1 started", self.does("up"))
        self.assertEqual(self.ask("GET", "/users/accounts/1")[0], 200)

    def test_a_port_in_other_hands_is_told(self):
        import socket
        with socket.create_server(("127.0.0.1", PORT + 4)):
            self.assertIn("users-1-a did not start: cannot listen", self.says(1, "up"))

    def test_nothing_outlives_the_folder(self):
        self.does("up")
        pids = self.pids().values()
        shutil.rmtree(self.folder)
        deadline = time.monotonic() + 5
        while any(map(is_alive, pids)) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual([pid for pid in pids if is_alive(pid)], [])


if __name__ == "__main__":
    unittest.main()
