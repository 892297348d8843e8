"""Notices reach real web and mail servers: at least once each, under the same id, whatever crashes."""
import email
import email.policy
import hashlib
import hmac
import json
import os
import signal
import unittest

from house import House, until
from sinks import MailSink, WebSink, certificate

KEY = "the key of the hooks"
HEAD = """
return plan "release" { title = %s, timezone = "Europe/Paris", language = "en", approved_by = { "lead" },
  role "lead" { title = "Project lead" },
  environment "test" { },
  secret "key" { from = "file:key" }, secret "hook" { from = "file:hook" },
  secret "password" { from = "file:password" }, secret "lost" { from = "file:nowhere" },
"""
TAIL = """
  phase "work" { on = "J", owner = "lead", gate "go" { title = %s, decided_by = { "lead" }, within = "1h" } },
}
"""


def quoted(text):
    return '"' + "".join(f"\\{byte:03d}" if byte < 32 or byte in (34, 92) else chr(byte)
                         for byte in text.encode("latin-1")) + '"'


class NoticesTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)

    def sink(self, *words, **options):
        sink = WebSink(*words, **options)
        self.addCleanup(sink.close)
        return sink

    def mail(self, **options):
        sink = MailSink(**options)
        self.addCleanup(sink.close)
        return sink

    def run_with(self, channels, title="Release", gate="GO / NO-GO", files=None, dies=False, **options):
        text = HEAD % quoted(title) + channels + TAIL % quoted(gate)
        folder = self.house.write_runbook("release", text)
        for name, content in {"key": KEY, **(files or {})}.items():
            (folder / name).write_text(content + "\n")
        self.house.serve(**options)
        created = self.house.golive("run", folder, "--j", "2027-01-15", "--env", "test", "--detach")
        if not dies:
            self.assertEqual(created.returncode, 0, created.stderr)
        return "release-test-2027-01-15-1"

    def listed(self):
        shown = self.house.golive("notices", "--json")
        self.assertEqual(shown.returncode, 0, shown.stderr)
        return json.loads(shown.stdout)["notices"]

    def until_all_sent(self):
        until(lambda: self.listed() == [])

    def kill(self):
        self.house.engine.send_signal(signal.SIGKILL)
        self.house.engine.wait()

    # What is told

    def test_a_webhook_is_told_what_happened_and_can_tell_that_it_was_us(self):
        sink = self.sink()
        run = self.run_with(f'channel "hook" {{ webhook = "{sink.url}/golive", signed_with = "secret:key" }},')
        self.until_all_sent()
        self.assertEqual(sink.ids(), [f"{run}/2/hook", f"{run}/4/hook"])
        request = sink.requests[1]
        self.assertEqual(request["path"], "/golive")
        body = json.loads(request["body"])
        self.assertEqual([body[name] for name in ("id", "kind", "what", "run", "item", "mode", "who")],
                         [f"{run}/4/hook", "gates", "gate_opened", run, "work/go", "rehearsal", ["Project lead"]])
        self.assertEqual(body["headline"], "[Rehearsal] Decision needed: GO / NO-GO")
        self.assertIn("Project lead: decide by ", body["text"])
        at, mac = (part.split("=")[1] for part in request["headers"]["Golive-Signature"].split(","))
        self.assertEqual(mac, hmac.new(KEY.encode(), f"{at}.{request['body']}".encode(), hashlib.sha256).hexdigest())

    def test_the_end_of_a_run_carries_its_reports_under_addresses_that_keep_their_bytes(self):
        sink = self.sink()
        run = self.run_with(f'channel "hook" {{ webhook = "{sink.url}/golive", tells = "run" }},')
        lead = self.house.add_user("lea", "lead")
        done = self.house.ask("POST", f"/api/v1/runs/{run}/abort", {"reason": "enough", "rollback": False}, lead)
        self.assertEqual(done.status, 200, done.text)
        self.until_all_sent()
        body = json.loads(sink.requests[-1]["body"])
        self.assertEqual([each["kind"] for each in body["reports"]], ["j1-account", "post-mortem"])
        front = f"http://127.0.0.1:{self.house.port}/board/"
        for each in body["reports"]:
            self.assertTrue(each["address"].startswith(front), each)
            self.assertIn(each["address"] + "\n  SHA-256 " + each["sha256"], body["text"])
            there = self.house.ask("GET", "/api/v1/" + each["address"].removeprefix(front), token=lead)
            self.assertEqual(there.status, 200, there.text)
            self.assertEqual(hashlib.sha256(there.text.encode()).hexdigest(), each["sha256"])
            self.assertEqual(there.headers["golive-sha256"], each["sha256"])

    def test_slack_and_teams_get_their_own_forms_and_their_urls_are_secrets(self):
        sink = self.sink()
        self.run_with('channel "s" { slack = "secret:hook", tells = "gates" },'
                      'channel "t" { teams = "secret:hook", tells = { "gates" } },',
                      gate="<!channel> & co", files={"hook": sink.url + "/services/T0/B0/hidden"})
        self.until_all_sent()
        self.assertEqual({request["path"] for request in sink.requests}, {"/services/T0/B0/hidden"})
        bodies = [json.loads(request["body"]) for request in sink.requests]
        slack = next(body for body in bodies if "blocks" in body)
        self.assertEqual(slack["text"], "[Rehearsal] Decision needed: &lt;!channel&gt; &amp; co")
        teams = next(body for body in bodies if "attachments" in body)
        self.assertEqual(teams["attachments"][0]["content"]["type"], "AdaptiveCard")

    def test_hostile_texts_are_texts(self):
        sink = self.sink()
        mail = self.mail()
        self.run_with(
            f'channel "hook" {{ webhook = "{sink.url}", tells = "gates" }},'
            f'channel "mail" {{ mail = "lea@b.example", server = "smtp://127.0.0.1:{mail.port}",'
            ' sender = "golive@b.example", tells = "gates" },',
            gate="GO\r\nBcc: eve@x.example\r\n\r\n<script>" + "x" * 150)
        self.until_all_sent()
        message = email.message_from_bytes(mail.mails[0]["content"], policy=email.policy.default)
        self.assertIsNone(message["Bcc"])
        self.assertEqual(mail.mails[0]["to"], ["lea@b.example"])
        self.assertIn("Bcc: eve@x.example <script>xxx", message["Subject"])
        self.assertNotIn("\n", json.loads(sink.requests[0]["body"])["headline"])

    # Mail

    def test_mail_goes_by_tls_and_with_a_password(self):
        folder = self.house.folder
        crt, context = certificate(folder)
        starting = self.mail(tls="starttls", context=context, user="golive", password="correct horse")
        implicit = self.mail(tls="implicit", context=context)
        environment = dict(os.environ, SSL_CERT_FILE=str(crt))
        run = self.run_with(
            f'channel "a" {{ mail = "lea@b.example, ann@b.example", server = "smtp://127.0.0.1:{starting.port}",'
            ' user = "golive", password = "secret:password", sender = "golive@b.example", tells = "gates" },'
            f'channel "b" {{ mail = "lea@b.example", server = "smtps://127.0.0.1:{implicit.port}",'
            ' sender = "golive@b.example", tells = "gates" },',
            gate="D\xe9cision", files={"password": "correct horse"}, env=environment)
        self.until_all_sent()
        self.assertEqual(starting.logins, [(b"golive", b"correct horse")])
        self.assertTrue(starting.mails[0]["tls"])
        self.assertEqual(starting.mails[0]["to"], ["lea@b.example", "ann@b.example"])
        message = email.message_from_bytes(starting.mails[0]["content"], policy=email.policy.default)
        self.assertEqual(message["Golive-Notice"], f"{run}/4/a")
        self.assertTrue(message["Message-ID"].endswith("@b.example>"))
        self.assertIn("Project lead: decide by", message.get_content())
        self.assertEqual(len(implicit.mails), 1)

    def test_a_certificate_that_nobody_vouches_for_gets_no_mail(self):
        _, context = certificate(self.house.folder)
        mail = self.mail(tls="implicit", context=context)
        self.run_with(f'channel "m" {{ mail = "lea@b.example", server = "smtps://127.0.0.1:{mail.port}",'
                      ' sender = "golive@b.example", tells = "gates" },')
        until(lambda: self.listed()[0]["why"])
        self.assertEqual(mail.mails, [])

    def test_a_mail_server_that_refuses_for_good_is_believed(self):
        mail = self.mail(refuse="550 no such user")
        self.run_with(f'channel "m" {{ mail = "eve@b.example", server = "smtp://127.0.0.1:{mail.port}",'
                      ' sender = "golive@b.example", tells = "gates" },')
        until(lambda: self.listed()[0]["state"] == "given_up")
        self.assertEqual(self.listed()[0]["why"], "the mail server answered 550")
        mail.refuse = "451 later"
        retried = self.house.golive("notices", "retry", self.listed()[0]["id"])
        self.assertEqual(retried.returncode, 0, retried.stderr)
        until(lambda: self.listed()[0]["why"] == "the mail server answered 451")
        self.assertEqual(self.listed()[0]["state"], "open")
        mail.refuse = ""
        self.until_all_sent()
        self.assertEqual(len(mail.mails), 1)

    # What goes wrong

    def test_what_is_forbidden_or_wrong_is_refused_with_its_reason_and_kept(self):
        sink = self.sink(lambda request: {"/moved": 302, "/gone": 410}.get(request["path"], 200))
        wrong = {"link": "http://169.254.169.254/latest/meta-data", "mapped": "http://[::ffff:169.254.1.1]/",
                 "number": "http://2852039166/", "file": "file:///etc/passwd", "moved": sink.url + "/moved",
                 "gone": sink.url + "/gone"}
        run = self.run_with("".join(f'channel "{name}" {{ webhook = "{url}", tells = "gates" }},'
                                    for name, url in wrong.items()))
        until(lambda: len([one for one in self.listed() if one["state"] == "given_up"]) == len(wrong))
        why = {one["channel"]: one["why"] for one in self.listed()}
        self.assertEqual(why["link"], "a forbidden network: a cloud's metadata")
        self.assertEqual(why["mapped"], "a forbidden network: link-local")
        self.assertEqual(why["number"], "a forbidden network: a cloud's metadata")
        self.assertEqual(why["file"], "the target is no http or https URL")
        self.assertEqual(why["moved"], "answered 302, and no redirect is followed")
        self.assertEqual(why["gone"], "answered 410")
        self.assertNotIn("/elsewhere", [request["path"] for request in sink.requests])
        text = self.house.golive("notices").stdout
        self.assertIn(f"{run}/4/gone  gates gate_opened work/go\n  given up after 1 attempt: answered 410", text)

    def test_a_silent_webhook_holds_up_neither_a_good_one_nor_the_engine(self):
        silent, good = self.sink(lambda request: None), self.sink()
        self.run_with(f'channel "silent" {{ webhook = "{silent.url}" }}, channel "good" {{ webhook = "{good.url}" }},')
        until(lambda: len(good.requests) == 2)
        self.assertEqual(len(silent.requests), 1)
        self.house.engine.send_signal(signal.SIGTERM)
        self.assertEqual(self.house.engine.wait(5), 0)
        self.assertEqual({one["channel"] for one in self.listed()}, {"silent"})

    def test_a_secret_that_cannot_be_read_is_told_without_it_and_read_anew(self):
        sink = self.sink()
        self.run_with('channel "h" { webhook = "secret:lost", tells = "gates" },')
        until(lambda: self.listed()[0]["why"])
        self.assertIn("secret lost: there is no file", self.listed()[0]["why"])
        (self.house.folder / "release" / "nowhere").write_text(sink.url + "/a-long-hidden-path\n")
        self.house.golive("notices", "retry", self.listed()[0]["id"])
        self.until_all_sent()
        self.assertEqual(len(sink.requests), 1)
        kept = b"".join(path.read_bytes() for path in self.house.data.iterdir() if path.is_file())
        self.assertNotIn(b"a-long-hidden-path", kept)

    def test_only_what_was_not_sent_can_be_sent_again_and_only_by_the_owner(self):
        sink = self.sink()
        run = self.run_with(f'channel "h" {{ webhook = "{sink.url}", tells = "gates" }},')
        self.until_all_sent()
        again = self.house.golive("notices", "retry", f"{run}/4/h")
        self.assertNotEqual(again.returncode, 0)
        self.assertIn("there is no notice", again.stderr)
        token = self.house.add_user("lea", "lead")
        refused = self.house.golive("--as-token", token, "notices", "retry", "x")
        self.assertIn("only the data directory's owner", refused.stderr)
        self.assertEqual(self.house.golive("notices").stdout, "Every notice was sent.\n")

    # Crashes

    def test_killed_while_a_notice_is_under_way(self):
        sink = self.sink(lambda request: None)
        run = self.run_with(f'channel "h" {{ webhook = "{sink.url}", tells = "gates" }},')
        until(lambda: sink.requests)
        self.kill()
        self.assertEqual([one["id"] for one in self.listed()], [f"{run}/4/h"])
        sink.answer = lambda request: 200
        self.house.serve()
        self.until_all_sent()
        self.assertEqual(sink.ids(), [f"{run}/4/h"] * 2)

    def test_killed_between_sending_and_recording(self):
        sink = self.sink()

        def kill_and_take(_):
            sink.answer = lambda request: 200
            self.kill()
            return 200

        sink.answer = kill_and_take
        run = self.run_with(f'channel "h" {{ webhook = "{sink.url}", tells = "gates" }},', dies=True)
        until(lambda: sink.requests and self.house.engine.poll() is not None)
        self.assertEqual([one["id"] for one in self.listed()], [f"{run}/4/h"])
        self.house.serve()
        self.until_all_sent()
        self.assertEqual(sink.ids(), [f"{run}/4/h"] * 2)

    def test_killed_while_it_backs_off(self):
        sink = self.sink(lambda request: 503)
        run = self.run_with(f'channel "h" {{ webhook = "{sink.url}", tells = "gates" }},')
        until(lambda: self.listed()[0]["attempts"] == 1)
        self.kill()
        self.assertEqual(self.listed()[0]["why"], "answered 503")
        sink.answer = lambda request: 200
        self.house.serve()
        self.until_all_sent()
        self.assertEqual(sink.ids(), [f"{run}/4/h"] * 2)

    def test_killed_again_and_again_nothing_is_lost(self):
        sink = self.sink(lambda request: 503 if len(sink.requests) % 3 == 0 else 200)
        run = self.run_with(f'channel "h" {{ webhook = "{sink.url}", tells = {{ "run", "gates" }} }},')
        for each in range(5):
            self.house.golive("pause", run, "--reason", f"break {each}")
            self.kill()
            self.house.serve()
            self.house.golive("resume", run, "--reason", f"on {each}")
            self.kill()
            self.house.serve()
        told = {"run_started", "run_paused", "run_resumed", "item_opened"}
        token = self.house.add_user("lea", "lead")
        expected = {f"{run}/{event['seq']}/h" for event in self.house.events(run, token) if event["kind"] in told}
        self.assertGreaterEqual(len(expected), 12)
        self.until_all_sent()
        self.assertEqual(set(sink.ids()), expected)


if __name__ == "__main__":
    unittest.main()
