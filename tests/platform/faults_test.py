#!/usr/bin/python3
"""The demo platform: each of its faults, and what happens at the same time or behind its back."""
import concurrent.futures
import json
import os
import shutil
import signal
import time
import unittest

from on_platform import SERVICES, PORT, EVENT, Platform, is_alive


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
