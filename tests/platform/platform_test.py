#!/usr/bin/python3
"""The demo platform, from outside: its commands and its doors."""
import contextlib
import http.client
import json
import os
import sqlite3
import time
import unittest

from on_platform import SERVICES, PORT, EVENT, Platform, is_alive


class Commands(Platform):
    def test_up_starts_the_old_version_once_and_down_ends_everything(self):
        self.assertIn("5 started", self.does("up"))
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

    def test_a_comparison_with_a_snapshot_bears_what_is_new_and_names_what_is_lost(self):
        self.does("up")
        snapshot = self.path("snapshots", "inventory.db")
        self.does("backup", "inventory", snapshot)
        self.does("migrate", "inventory", "up")
        self.book(1)
        self.assertIn("inventory has all 3 rows", self.does("compare", "inventory", snapshot))
        for change in ("UPDATE bookings SET quantity = 9 WHERE id = 2", "DELETE FROM bookings WHERE id = 3"):
            with contextlib.closing(sqlite3.connect(self.path("data", "inventory-a.db"))) as db, db:
                db.execute(change)
        self.assertIn("bookings 2, bookings 3", self.says(1, "compare", "inventory", snapshot))
        self.assertIn("of inventory, not of users", self.says(1, "compare", "users", snapshot))

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


if __name__ == "__main__":
    unittest.main()
