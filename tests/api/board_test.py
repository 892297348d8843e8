"""The board as people meet it who have no JavaScript, and as strangers do: signing in, looking, deciding."""
import os
import re
import signal
import unittest

from board_case import BoardCase, Browser
from house import until
from runbooks import ASKING, GATES, LARGE, PAYING

JUNIT = b"""<testsuite><testcase name="books"/><testcase name="pays"><failure/></testcase></testsuite>"""
MIGRATING = """return plan "migrating" { timezone = "Europe/Paris", approved_by = { "lead" },
  role "lead" { title = "Lead" }, role "dba" { title = "DBA" }, environment "uat" {},
  phase "go-live" { on = "J", owner = "dba",
    step "migrate" { run = function(ctx) ctx:exec { "sh", "-c", "touch begun; sleep 600" } end },
    task "look" { owner = "lead" } } }"""


class BoardTest(BoardCase):
    def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_where_he_wanted(self):
        browser = self.browser()
        answer = browser.request("GET", "/board/runs/nothing?phase=a")
        self.assertEqual((answer.status, answer.headers["location"]),
                         (303, "/board/sign-in?next=/board/runs/nothing%3Fphase%3Da"))
        self.check_page(browser.get("/"))
        self.check_page(browser.get("/board/nowhere"))
        self.assertIn('name="token"', browser.page.text)
        sent = browser.send("/board/sign-in", token=self.lead)
        self.assertEqual(sent.status, 404)  # there is no such page, but now he may know
        for foreign in ("https://evil.example/board", "//evil.example", "/board//evil.example",
                        "/board\\evil", "javascript:alert(1)", "/boardroom"):
            answer = Browser(self.house).request("POST", "/board/sign-in",
                                                 {"token": self.lead, "next": foreign})
            self.assertEqual((answer.status, answer.headers["location"]), (303, "/board"))

    def test_a_session_is_a_cookie_that_no_script_and_no_other_site_can_use(self):
        answer = Browser(self.house).sign_in(self.lead)
        cookie = answer.headers["set-cookie"]
        for word in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"):
            self.assertIn(word, cookie)
        self.assertNotIn("Secure", cookie)
        self.assertNotIn(self.lead.split(".")[1], cookie)
        behind_tls = Browser(self.house).sign_in(self.lead, **{"X-Forwarded-Proto": "https"})
        self.assertIn("; Secure", behind_tls.headers["set-cookie"])
        foreign = Browser(self.house).sign_in(self.lead, Origin="https://evil.example")
        self.assertEqual(foreign.status, 403)
        self.assertNotIn("set-cookie", foreign.headers)

    def test_a_session_is_no_token_to_sign_in_with_and_ends_when_it_is_signed_out(self):
        browser = self.browser(self.dba)
        session = browser.cookies["golive_session"]
        self.assertEqual(Browser(self.house, **{"X-Real-IP": "10.1.1.1"})
                         .sign_in(session).status, 401)
        self.check_page(browser.get("/board"))
        self.check_page(browser.send("/board/sign-out"))
        browser.cookies["golive_session"] = session
        self.assertEqual(browser.request("GET", "/board").status, 303)

    def test_a_session_ends_with_the_token_it_was_given_for(self):
        token = self.house.add_user("tom", "lead")
        other = self.house.add_user("tom", "lead")
        first, second = self.browser(token), self.browser(other)
        self.assertEqual(self.house.golive("user", "revoke", token.split(".")[0]).returncode, 0)
        self.assertEqual(first.request("GET", "/board").status, 303)
        self.assertEqual(second.request("GET", "/board").status, 200)
        self.assertEqual(self.house.golive("user", "revoke", "tom").returncode, 0)
        self.assertEqual(second.request("GET", "/board").status, 303)

    def test_wrong_tokens_slow_down_their_address_and_nobody_else(self):
        guesser = Browser(self.house, **{"X-Real-IP": "10.0.0.7"})
        statuses = [guesser.sign_in(f"a.{n}").status for n in range(12)]
        self.assertEqual(statuses[:11], [401] * 11)
        self.assertEqual(statuses[11], 429)
        answer = guesser.sign_in("a.right?")  # not even looked at
        self.assertEqual(answer.status, 429)
        self.assertGreater(int(answer.headers["retry-after"]), 0)
        self.check_page(answer, 429)
        self.assertEqual(Browser(self.house, **{"X-Real-IP": "10.0.0.8"})
                         .sign_in(self.lead).status, 303)
        # The engine's logs know nothing of a stranger's noise.
        self.assertNotIn("10.0.0.7", self.house.golive("user", "list", "--json").stdout)

    def test_nothing_is_done_by_a_form_that_is_not_the_boards(self):
        run = self.new_run()
        browser = self.browser(self.lead)
        where = f"/board/runs/{run}/do/pause"
        for fields, headers in (({"reason": "x"}, {}), ({"reason": "x", "form_token": "0" * 64}, {}),
                                ({"reason": "x", "form_token": ""}, {})):
            self.check_page(browser.request("POST", where, fields, **headers), 403)
        browser.get(f"/board/runs/{run}")
        _, fields = browser.fields("/do/pause")
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"},
                        {"Sec-Fetch-Site": "cross-site"}):
            self.check_page(browser.request("POST", where, dict(fields, reason="x"), **headers), 403)
        stranger = self.browser(self.dba)
        self.check_page(stranger.request("POST", where, dict(fields, reason="x")), 403)
        self.check_page(Browser(self.house).request("POST", where, dict(fields, reason="x")), 401)
        self.assertEqual(self.house.ask("GET", f"/api/v1/runs/{run}", token=self.lead)
                         .json["state"], "running")

    def test_a_cookie_looks_at_the_api_and_does_nothing_in_it(self):
        run = self.new_run()
        browser = self.browser(self.lead)
        self.assertEqual(browser.request("GET", f"/api/v1/runs/{run}").status, 200)
        answer = self.house.ask("POST", f"/api/v1/runs/{run}/pause", {"reason": "x"}, headers={
            "Cookie": f"golive_session={browser.cookies['golive_session']}"})
        self.assertEqual(answer.status, 401)
        for odd in ("golive_session=", "golive_session=a", "other=1"):
            self.assertEqual(self.house.ask("GET", "/api/v1/runs", headers={"Cookie": odd}).status, 401)
        for broken in ("golive_session", "=;;=", ";"):  # the HTTP library may say so in its own words
            self.assertGreaterEqual(
                self.house.ask("GET", "/api/v1/runs", headers={"Cookie": broken}).status, 400)
        self.assertEqual(browser.request("GET", "/board").status, 200)

    def test_a_link_shows_one_run_and_nothing_else(self):
        run, other = self.new_run(), self.new_run()
        link = self.house.golive("share", run, "--days", "2").stdout.strip()
        self.assertRegex(link, r"^/board/link/[0-9a-f]+\.[0-9a-f]+$")
        guest = self.browser()
        landed = guest.get(link)
        self.check_page(landed)
        self.assertIn(f'content="0; url=/board/runs/{run}"', landed.text)
        self.assertEqual(landed.headers["referrer-policy"], "no-referrer")
        self.assertNotIn(link.rsplit("/", 1)[1], landed.text)
        page = guest.get(f"/board/runs/{run}")
        self.check_page(page)
        self.assertNotIn("<form", page.text)
        self.check_page(guest.get(self.item_page(run, "go-live/end")))
        self.assertNotIn("<form", guest.page.text)
        self.check_page(guest.get(f"/board/runs/{run}/history"))
        self.assertEqual(guest.request("GET", "/board").headers["location"], f"/board/runs/{run}")
        self.check_page(guest.request("GET", f"/board/runs/{other}"), 403)
        self.check_page(guest.request("POST", f"/board/runs/{run}/do/pause", {"reason": "x"}), 403)
        self.assertEqual(guest.request("GET", f"/api/v1/runs/{run}").status, 200)
        self.assertEqual(guest.request("GET", f"/api/v1/runs/{other}").status, 403)
        self.assertEqual(guest.request("GET", "/api/v1/runs").status, 403)
        token = link.rsplit("/", 1)[1]
        self.assertEqual(self.house.ask("POST", f"/api/v1/runs/{run}/pause", {"reason": "x"},
                                        token).status, 403)
        self.assertIn("error", self.house.ask_engine(op="share", run=other, token=token))
        self.assertIn("error", self.house.ask_engine(op="sign_in", token=token))
        self.assertEqual(self.house.golive("user", "revoke", token.split(".")[0]).returncode, 0)
        self.assertEqual(guest.request("GET", f"/board/runs/{run}").status, 303)

    def test_a_link_ends_and_is_made_of_a_run_that_exists(self):
        run = self.new_run()
        over = self.house.golive("share", run, "--days", "0").stdout.strip()
        guest = self.browser(**{"X-Real-IP": "10.2.2.2"})
        self.check_page(guest.request("GET", over), 404)
        self.check_page(guest.request("GET", "/board/link/a.b"), 404)
        self.assertEqual(self.house.golive("share", "nothing").returncode, 2)
        self.assertEqual(self.house.golive("share", run, "--days", "31").returncode, 2)
        self.assertIn("error", self.house.ask_engine(op="share", run=run, days=4000))
        self.assertIn("error", self.house.ask_engine(op="share", run=run, days=-1))

    def test_pages_speak_the_language_that_is_asked_for(self):
        self.assertIn('lang="fr"', self.browser(**{"Accept-Language": "fr-FR,fr;q=0.9"})
                      .get("/board/sign-in").text)
        browser = self.browser(self.lead, **{"Accept-Language": "en-GB"})
        self.assertIn("Waits for you", browser.get("/board").text)
        self.assertIn("Vous êtes attendu", browser.get("/board?lang=fr").text)
        self.assertIn("Vous êtes attendu", browser.get("/board").text)
        self.assertIn("Waits for you", browser.get("/board?lang=xx").text if browser.cookies.pop(
            "golive_language") else "")

    def test_styles_and_scripts_are_kept_by_the_browser_and_change_their_name(self):
        page = self.browser().get("/board/sign-in").text
        for kind in ("css", "js"):
            path = re.search(rf'"(/board/assets/board-[0-9a-f]+\.{kind})"', page)[1]
            answer = self.house.ask("GET", path)
            self.assertEqual(answer.status, 200)
            self.assertIn("immutable", answer.headers["cache-control"])
            self.assertEqual(answer.headers["x-content-type-options"], "nosniff")
        self.assertEqual(self.house.ask("GET", "/board/assets/board-0.css").status, 404)

    def test_a_run_too_large_for_a_page_is_said_to_be_and_the_door_goes_on(self):
        run = self.new_run(str(self.house.write_runbook("large", LARGE)))
        lea = self.browser(self.lead)
        self.check_page(lea.get(f"/board/runs/{run}"), 507)
        runs = lea.get("/board")  # all 3,000 tasks wait for her
        self.check_page(runs)
        self.assertLessEqual(runs.text.count('class="ask"'), 100)
        self.assertIn("golive inbox", runs.text)

    def test_a_page_that_has_not_changed_is_not_sent_again(self):
        browser = self.browser(self.lead)
        page = browser.get("/board")
        again = browser.request("GET", "/board", **{"If-None-Match": page.headers["etag"]})
        self.assertIn(again.status, (200, 304))
        if again.status == 304:
            self.assertEqual(again.text, "")

    def test_odd_paths_queries_and_methods_get_a_page_in_words(self):
        run = self.new_run()
        browser = self.browser(self.lead)
        for path in ("/board/runs/nothing", "/board/nowhere", f"/board/runs/{run}/item",
                     f"/board/runs/{run}/item?path=nothing", f"/board/runs/{run}/nothing"):
            self.check_page(browser.request("GET", path), 404)
        self.check_page(browser.request("GET", f"/board/runs/{run}/history?page=x"), 400)
        self.check_page(browser.request("GET", f"/board/runs/{run}?seq=x"), 400)
        self.check_page(browser.request("GET", f"/board/runs/{run}/history?page=999"))
        self.check_page(browser.request("DELETE", f"/board/runs/{run}"), 405)
        self.check_page(browser.request("GET", f"/board/runs/{run}?done=%3Cscript%3E"))
        where = f"/board/runs/{run}/do/pause"
        for body in ("%zz=1", "a=1&a=2", "reason=%ff", "reason=%00"):
            answer = self.house.ask("POST", where, body, headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"golive_session={browser.cookies['golive_session']}"})
            self.check_page(answer, 400)


class BoardActionsTest(BoardCase):
    def test_the_whole_run_goes_by_forms(self):
        run = self.new_run()
        dan, lea = self.browser(self.dba), self.browser(self.lead)
        for task in ("one", "two", "three"):
            self.await_state(run, f"go-live/tasks/{task}", "ready")
        self.check_page(dan.get("/board"))
        self.assertIn("go-live/tasks/one", dan.page.text)
        dan.get(self.item_page(run, "go-live/tasks/one"))
        self.check_page(dan.send("/do/start-task"))
        self.check_page(dan.send("/do/end-task", result="pass", comment="<b>fine</b>"))
        self.assertIn('role="status"', dan.page.text)
        for task, result in (("two", "not-applicable"), ("three", "pass")):
            dan.get(self.item_page(run, f"go-live/tasks/{task}"))
            self.check_page(dan.send("/do/end-task", result=result, comment="done"))
        self.await_state(run, "go-live/first", "failed")
        self.check_page(lea.get(f"/board/runs/{run}"))
        self.assertIn("calm", lea.page.text)
        # A contingency starts only by who says that he is sure.
        lea.get(self.item_page(run, "calm"))
        self.check_page(lea.page)
        self.assertIn("Nerves", lea.page.text)
        self.check_page(lea.send("/do/activate", reason="nerves"), 400)
        self.check_page(lea.send("/do/activate", reason="nerves", confirm="yes"))
        self.await_state(run, "go-live/second", "failed")
        dan.get(self.item_page(run, "go-live/second"))
        self.check_page(dan.send("/do/skip", reason=" "), 400)
        self.check_page(dan.send("/do/skip", reason="not today"))
        self.await_state(run, "go-live/ask", "running")
        until(lambda: "Which colour?" in dan.get(self.item_page(run, "go-live/ask")).text)
        self.check_page(dan.send("/do/answer", answer="blue"))
        self.await_state(run, "go-live/end", "open")
        self.decide_the_end(run, dan, lea)
        self.check_page(lea.get(f"/board/runs/{run}/history"))
        self.assertIn("go-live/end approved", lea.page.text)
        self.assertIn("board 127.0.0.1", lea.page.text)
        self.assertNotIn("<b>fine</b>", lea.page.text)

    def decide_the_end(self, run, dan, lea):
        dan.get(self.item_page(run, "go-live/end"))
        self.check_page(dan.page)
        self.check_page(dan.send("/do/decide", verdict="go", reason="let me"), 403)
        page = lea.get(self.item_page(run, "go-live/end"))
        self.check_page(page)
        self.check_page(lea.send("/do/decide", page, verdict="maybe", reason="x"), 400)
        self.check_page(lea.send("/do/decide", page, verdict="go", reason=""), 400)
        self.check_page(lea.send("/do/decide", page, verdict="go", reason="x" * 5000), 413)
        for hidden in ("\u202e", "\x07"):
            self.check_page(lea.send("/do/decide", page, verdict="go", reason=f"all{hidden} is well"), 400)
        reason = "<script>alert(1)</script> &\r\nall is well"
        self.check_page(lea.send("/do/decide", page, verdict="reservations", reason=reason,
                                 conditions="watch it\r\n\r\n<i>call</i>"))
        self.assertIn("&lt;script&gt;", lea.page.text)
        self.assertIn("&lt;i&gt;call", lea.page.text)
        self.check_page(lea.send("/do/decide", page, verdict="go", reason="again"), 409)

    def test_a_decision_on_what_is_no_longer_so_is_refused(self):
        run = self.new_run(str(self.house.write_runbook("asking", ASKING)))
        self.await_state(run, "go-live/go", "open")
        lea = self.browser(self.lead)
        page = lea.get(self.item_page(run, "go-live/go"))
        answer = lea.request("POST", f"/board/runs/{run}/do/decide",
                             dict(lea.fields("/do/decide", page)[1], shown="0" * 64, verdict="go",
                                  reason="all <is> well"))
        self.check_page(answer, 412)
        self.assertRegex(answer.text, r"(?s)You wrote:.*all &lt;is&gt; well.*/item\?path=go-live")
        self.await_state(run, "go-live/go", "open")
        self.check_page(lea.send("/do/decide", page, verdict="go", reason="all is well"))
        self.await_state(run, "go-live/theirs", "open")

    def test_a_file_is_attached_by_a_form_and_stands_at_its_gate(self):
        run = self.new_run(str(self.house.write_runbook("gates", GATES)))
        self.await_state(run, "go-live/go", "open")
        lead = self.browser(self.lead)
        lead.get(self.item_page(run, "go-live/go"))
        done = lead.send_file("/attach", "PV de recette.xml", JUNIT, title="PV <de> recette")
        self.check_page(done)
        self.assertIn("Recorded: the file is evidence.", done.text)
        self.assertIn("PV &lt;de&gt; recette", done.text)
        self.assertIn("2 tests", done.text)
        self.assertIn("1 failed", done.text)
        address = re.search(r'href="(/api/v1/runs/[^"]*/evidence/[^"]*)" download', done.text)[1]
        file = lead.request("GET", address)
        self.assertEqual((file.status, file.text), (200, JUNIT.decode()))
        self.assertIn("attachment", file.headers["content-disposition"])
        lead.get(self.item_page(run, "go-live/go"))
        for name, content, status in (("a.pdf", b"no pdf", 400), ("", b"", 400), ("a.txt", b"x" * 600_000, 413)):
            self.assertEqual(lead.send_file("/attach", name, content).status, status, name)
        self.assertEqual(lead.send_file("/attach", "a.txt", b"a note", form_token="forged").status, 403)
        lead.get(self.item_page(run, "acceptance/uat"))
        self.assertIn("a note.txt", lead.send_file("/attach", "a note.txt", b"it is so").text)

    def test_a_run_is_paused_resumed_and_aborted(self):
        run = self.new_run()
        lea = self.browser(self.lead)
        lea.get(f"/board/runs/{run}")
        self.check_page(lea.send("/do/pause", reason="lunch"))
        self.check_page(lea.send("/do/resume", reason="coffee"))
        self.check_page(lea.send("/do/abort", reason="enough"), 400)
        lea.get(f"/board/runs/{run}")
        self.check_page(lea.send("/do/abort", reason="enough", confirm="yes"))
        self.assertNotIn("/do/", lea.page.text)

    def test_j_is_moved_by_who_has_seen_what_changes_and_says_so(self):
        run = self.new_run(str(self.house.write_runbook("gates", GATES)))
        self.await_state(run, "go-live/go", "open")
        lea = self.browser(self.lead)
        lea.get(f"/board/runs/{run}")
        self.assertIn(f'action="/board/runs/{run}/move"', lea.page.text)
        for bad in ("", "j=", "j=2027-02-30", "j=x", "j=1999-01-01", "j=2099-01-01"):
            self.check_page(lea.get(f"/board/runs/{run}/move?{bad}"), 400)
        before = len(self.house.events(run, self.lead))
        self.check_page(lea.get(f"/board/runs/{run}/move?j=2027-01-22"))
        for seen in ("2027-01-22", "Asked again", "<td>2027-01-1"):
            self.assertIn(seen, lea.page.text)
        self.assertEqual(len(self.house.events(run, self.lead)), before)
        self.check_page(lea.send("/do/move", reason="rain"), 400)
        guest = self.browser(self.house.add_user("gil"))
        self.check_page(guest.get(f"/board/runs/{run}/move?j=2027-01-22"))
        self.check_page(lea.send("/do/move", reason="rain", confirm="yes", form_token="forged"), 403)
        self.check_page(lea.send("/do/move", reason="<i>rain</i>", confirm="yes"))
        self.assertIn("Recorded: J is moved.", lea.page.text)
        self.assertIn("&lt;i&gt;rain&lt;/i&gt;", lea.get(f"/board/runs/{run}/history").text)
        guest.get(f"/board/runs/{run}/move?j=2027-01-29")
        self.check_page(guest.send("/do/move", reason="mine", confirm="yes"), 403)
        link = self.house.golive("share", run).stdout.strip()
        reader = Browser(self.house)
        reader.get(re.search(r"/board/link/\S+", link)[0])
        reader.get(f"/board/runs/{run}")
        self.check_page(reader.get(f"/board/runs/{run}/move?j=2027-01-29"), 403)
        lea.get(f"/board/runs/{run}")
        self.check_page(lea.send("/do/abort", reason="enough", confirm="yes"))
        self.check_page(lea.get(f"/board/runs/{run}/move?j=2027-01-29"), 409)

    def test_a_condition_is_closed_once_its_run_is_over(self):
        run = self.new_run(str(self.house.write_runbook("gates", GATES)))
        self.await_state(run, "go-live/go", "open")
        lea = self.browser(self.lead)
        lea.get(self.item_page(run, "go-live/go"))
        self.check_page(lea.send("/do/decide", verdict="reservations", reason="slow", conditions="tell <b>them</b>"))
        self.house.ask("POST", f"/api/v1/runs/{run}/abort", {"reason": "enough", "rollback": False}, self.lead)
        self.assertIn("tell &lt;b&gt;them", lea.get(f"/board/runs/{run}").text)
        self.assertIn(f"/board/runs/{run}/item", lea.get("/board").text)
        lea.get(self.item_page(run, "go-live/go"))
        self.check_page(lea.send("/do/close-reservation", reason="told"))
        self.assertNotIn("tell &lt;b&gt;them", lea.get(f"/board/runs/{run}").text)

    def test_the_history_is_in_the_plans_language_and_what_people_wrote_as_they_wrote_it(self):
        french = GATES.replace('return plan "gates" {', 'return plan "gates" { language = "fr",', 1)
        self.assertNotEqual(french, GATES)
        run = self.new_run(str(self.house.write_runbook("jalons", french)))
        self.await_state(run, "go-live/go", "open")
        self.house.ask("POST", f"/api/v1/runs/{run}/decide",
                       {"gate": "go", "verdict": "no-go", "reason": "approved by <nobody>: held"}, self.lead)
        history = Browser(self.house)
        history.cookies = self.browser(self.lead).cookies
        text = history.get(f"/board/runs/{run}/history").text
        self.assertIn("go-live/go\u00a0: NO-GO de lea en tant que lead\u00a0: approved by &lt;nobody&gt;: held", text)
        self.assertIn("l’exécution commence", text)
        self.assertIn("go-live/go: no-go by lea", history.get(f"/board/runs/{run}/history?lang=en").text)

    def test_a_doubt_is_answered(self):
        run = self.house.ask("POST", "/api/v1/runs", {
            "runbook": str(self.house.write_runbook("paying", PAYING)), "j": "2027-01-15",
            "parameters": {"till": "http://127.0.0.1:1/"}}, self.author).json["run"]
        until(lambda: self.house.item(run, "go-live/pay", self.lead)["state"]
              in ("failed", "in_doubt"))
        dan = self.browser(self.dba)
        self.check_page(dan.get(self.item_page(run, "go-live/pay")))
        self.check_page(dan.send("/do/mark-done", reason="paid in cash"))

    def test_a_doubt_form_says_what_has_happened(self):
        folder = self.house.write_runbook("migrating", MIGRATING)
        run = self.new_run(str(folder))
        until((folder / "begun").exists)
        os.kill(self.house.keeper(), signal.SIGKILL)
        self.await_state(run, "go-live/migrate", "in_doubt")
        dan = self.browser(self.dba)
        self.check_page(dan.get(self.item_page(run, "go-live/migrate")))
        for bad in ({}, {"answer": "perhaps"}, {"answer": "done", "outcome": "{"},
                    {"answer": "done", "outcome": "[" * 80_000 + "]" * 80_000}):
            self.check_page(dan.send("/do/answer-doubt", reason="looked", **bad), 400)
        self.check_page(dan.send("/do/answer-doubt", answer="not-done", reason=""), 400)
        self.check_page(dan.send("/do/answer-doubt", answer="done", outcome='{"code": 0}', reason="it is there"))
        self.await_state(run, "go-live/migrate", "succeeded")


if __name__ == "__main__":
    unittest.main()
