"""What the tests of the board have in common: people at their browsers, without JavaScript."""
import html
import http.client
import re
import unittest
import urllib.parse

from house import PATIENCE_S, Answer, House, until
from runbooks import ACTIONS

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Browser:
    """Keeps cookies, sends forms as they stand in the page, and follows where it is sent."""

    def __init__(self, house, **headers):
        self.house, self.headers, self.cookies, self.page = house, headers, {}, None

    def request(self, method, path, fields=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=PATIENCE_S)
        sent = dict(self.headers, **headers)
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = fields
            if not isinstance(fields, bytes):
                sent.update(FORM)
                body = urllib.parse.urlencode(fields)
        try:
            connection.request(method, path, body, sent)
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        set_cookie = answer.headers.get("set-cookie")
        if set_cookie:
            name, _, value = set_cookie.split(";")[0].partition("=")
            self.cookies[name] = value
            if "Max-Age=0" in set_cookie:
                del self.cookies[name]
        return answer

    def get(self, path, **headers):
        answer = self.request("GET", path, **headers)
        if answer.status == 303:
            return self.get(answer.headers["location"])
        self.page = answer
        return answer

    def fields(self, action, page=None):
        """Of the first form of a page that goes to `action`: what is filled in already."""
        forms = re.findall(r'<form method="post" action="([^"]*)".*?</form>',
                           (page or self.page).text, re.S)
        assert any(html.unescape(each).endswith(action) for each in forms), (action, forms)
        form = next(found for found in re.finditer(r'<form method="post" action="([^"]*)".*?</form>',
                                                   (page or self.page).text, re.S)
                    if html.unescape(found[1]).endswith(action))
        hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form[0])
        return html.unescape(form[1]), {name: html.unescape(value) for name, value in hidden}

    def send(self, action, page=None, headers=None, **more):
        where, fields = self.fields(action, page)
        answer = self.request("POST", where, dict(fields, **more), **(headers or {}))
        return self.get(answer.headers["location"]) if answer.status == 303 else answer

    def send_file(self, action, name, content, boundary="----frontier7MA4YW", **more):
        """As a browser sends a form with a file."""
        where, fields = self.fields(action)
        parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode()
                 for key, value in dict(fields, **more).items()]
        parts.append(f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
                     'Content-Type: application/octet-stream\r\n\r\n'.encode() + content)
        body = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
        answer = self.request("POST", where, body + f"--{boundary}--\r\n".encode(),
                              **{"Content-Type": f"multipart/form-data; boundary={boundary}"})
        return self.get(answer.headers["location"]) if answer.status == 303 else answer

    def sign_in(self, token, **headers):
        return self.request("POST", "/board/sign-in", {"token": token, "next": "/board"}, **headers)


class BoardCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House()
        cls.addClassCleanup(cls.house.stop)
        cls.house.serve()
        cls.lead = cls.house.add_user("lea", "lead")
        cls.dba = cls.house.add_user("dan", "dba")
        cls.author = cls.house.add_user("ada", more=["--may-bring-code"])
        cls.actions = str(cls.house.write_runbook("actions", ACTIONS))

    def browser(self, token=None, **headers):
        browser = Browser(self.house, **headers)
        if token:
            self.assertEqual(browser.sign_in(token).status, 303)
        return browser

    def new_run(self, runbook=None):
        created = self.house.ask("POST", "/api/v1/runs", {"runbook": runbook or self.actions,
                                                          "j": "2027-01-15"}, self.author)
        self.assertEqual(created.status, 201, created.text)
        return created.json["run"]

    def await_state(self, run, path, state):
        until(lambda: self.house.item(run, path, self.lead)["state"] == state)

    def item_page(self, run, path):
        return f"/board/runs/{run}/item?path={path}"

    def check_page(self, answer, status=200):
        """What holds for every page."""
        self.assertEqual(answer.status, status, answer.text)
        self.assertTrue(answer.headers["content-type"].startswith("text/html"))
        policy = answer.headers["content-security-policy"]
        for rule in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"):
            self.assertIn(rule, policy)
        self.assertNotIn("unsafe", policy)
        self.assertEqual(answer.headers["x-content-type-options"], "nosniff")
        self.assertIn("referrer-policy", answer.headers)
        self.assertEqual(answer.headers["cache-control"], "no-store")
        # What the policy forbids would be dead in the page.
        self.assertIsNone(re.search(r"<style|<script(?! src)|\sstyle=|\son[a-z]+=|javascript:",
                                    answer.text))
        self.assertIn('<html lang="', answer.text)
        self.assertNotIn("{{", answer.text)
