"""Random secrets, in random encodings and random chunks, through a real run: no trace of them is anywhere."""
import base64
import json
import os
import random
import string
import unittest
import urllib.parse

from house import House, until
from sinks import WebSink

SEED = int(os.environ.get("GOLIVE_SEED", "20270115"))
ROUNDS = 4
LETTERS = string.ascii_letters + string.digits + "-_.:/+=!$&'\"\\ é~"

# Says what a file says, in chunks of random length, on both outputs; then fails or not.
SPEAKER = """
import os, random, sys
text = open(sys.argv[1], "rb").read()
dice = random.Random(sys.argv[2])
for descriptor in (1, 2):
    at = 0
    while at < len(text):
        size = dice.choice((1, 3, 7, 64, 1000))
        os.write(descriptor, text[at:at + size])
        at += size
sys.exit(int(sys.argv[3]))
"""

RUNBOOK = """
return plan "leaky" { timezone = "UTC", approved_by = { "ops" }, role "ops" { title = "Operations" },
  environment "test" {},
%s
  phase "work" { on = "J", owner = "ops",
    step "speak" { irreversible = true, run = function(ctx)
      local said = ctx:exec { "python3", "speaker.py", "said.txt", "one", "0" }
      ctx:log(said.out)
      ctx:evidence("said", said.out)
      ctx:check(#said.out > 0, said.err)
      return { out = said.out }
    end },
    step "fail" { irreversible = true, on_failure = "continue", run = function(ctx)
      ctx:exec { "python3", "speaker.py", "said.txt", "two", "3" }
    end },
    step "raise" { irreversible = true, on_failure = "continue", run = function(ctx)
      error(ctx:exec { "python3", "speaker.py", "said.txt", "three", "0" }.out)
    end },
    task "look" {},
  } }
"""


def encodings(secret):
    """What each secret may look like; of base64 the characters that hold nothing but it."""
    raw = secret.encode()
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw)
        yield whole[-(-before * 8 // 6):len(raw + b"\0" * before) * 8 // 6]
    yield urllib.parse.quote(secret, safe="").encode()
    yield urllib.parse.quote_plus(secret).encode()
    yield json.dumps(secret)[1:-1].encode()
    yield json.dumps(secret, ensure_ascii=False)[1:-1].encode()
    yield secret.replace("'", "'\\''").encode()


def spoken(dice, secrets):
    """A text that says each of them in each encoding, with noise between; base64 also wrapped."""
    parts = []
    for secret in secrets:
        for each in encodings(secret):
            parts.append(bytes(dice.choice(b" \n\t,;<>") for _ in range(dice.randint(1, 5))) + each)
        for before in range(3):
            whole = base64.b64encode(dice.randbytes(before + 57) + secret.encode() + dice.randbytes(dice.randint(0, 60)))
            columns = dice.choice((7, 60, 64, 76))
            parts.append(b"\n".join(whole[at:at + columns] for at in range(0, len(whole), columns)))
    dice.shuffle(parts)
    return b"\n".join(parts) + b"\n"


class SecretsPropertyTest(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.stop)
        self.sink = WebSink()
        self.addCleanup(self.sink.close)

    def type_them(self, run, folder, ops, author, typed):
        """People paste them where they give reasons."""
        changed = folder / "runbook.lua"
        changed.write_text(changed.read_text().replace('task "look" {}', 'task "look" {}, task "more" {}'))
        amended = self.house.golive("--as-token", author, "amend", run, folder, "--reason", typed[1])
        self.assertEqual(amended.returncode, 0, amended.stderr)
        for command, fields in (("pause", {"reason": typed[2]}), ("resume", {"reason": typed[2]}),
                                ("end-task", {"item": "work/look", "result": "fail", "comment": typed[3]})):
            told = self.house.ask("POST", f"/api/v1/runs/{run}/{command}", fields, ops)
            self.assertEqual(told.status, 200, told.text)
        until(lambda: json.loads(self.house.golive("notices", "--json").stdout)["notices"] == [])

    def traces(self, secrets, places):
        for secret in secrets:
            for each in encodings(secret):
                for name, content in places.items():
                    flat = content.replace(b"\n", b"").replace(b"\\n", b"")
                    self.assertFalse(each in content or each in flat, f"seed {SEED}: {each} in {name}")

    def answers(self, run, token):
        """All that people are told of it."""
        ways = [f"/api/v1/runs/{run}", f"/api/v1/runs/{run}/events", f"/api/v1/runs/{run}/evidence"]
        ways += [f"/api/v1/runs/{run}/reports/j1-account?format={form}" for form in ("html", "md", "json")]
        told = {way: self.house.ask("GET", way, token=token).text.encode() for way in ways}
        for words in (("status", run), ("evidence", "list", run), ("report", run, "j1-account", "--format", "md")):
            said = self.house.golive(*words)
            told[" ".join(words)] = (said.stdout + said.stderr).encode()
        return told

    def test_no_secret_leaves_a_trace(self):
        dice = random.Random(SEED)
        secrets = {f"SECRET_{number}": "".join(dice.choice(LETTERS) for _ in range(dice.randint(9, 60))).strip() + "x9"
                   for number in range(ROUNDS)}
        declared = f'  channel "hook" {{ webhook = "{self.sink.url}" }},\n' + "\n".join(f'  secret "{name.lower()}" {{ from = "env:{name}" }},' for name in secrets)
        folder = self.house.write_runbook("leaky", RUNBOOK % declared)
        (folder / "speaker.py").write_text(SPEAKER)
        text = spoken(dice, secrets.values())
        (folder / "said.txt").write_bytes(text)
        self.house.serve(env={**os.environ, **secrets})
        ops = self.house.add_user("olga", "ops")
        author = self.house.add_user("ada", more=["--may-bring-code"])
        run = self.house.ask("POST", "/api/v1/runs", {"runbook": str(folder), "j": "2027-01-15"}, author).json["run"]
        until(lambda: self.house.item(run, "work/look", ops)["state"] == "ready")
        note = self.house.folder / "note.txt"
        note.write_bytes(text)
        typed = [" ".join(each.decode() for each in encodings(secret)) for secret in secrets.values()]
        added = self.house.golive("--as-token", ops, "evidence", "add", run, "look", note, "--title", typed[0][:90])
        self.assertEqual(added.returncode, 0, added.stderr)
        self.type_them(run, folder, ops, author, typed)
        places = {str(path): path.read_bytes() for path in self.house.data.rglob("*") if path.is_file()}
        places.update(self.answers(run, ops))
        places.update((f"notice {number}", request["body"].encode()) for number, request in enumerate(self.sink.requests))
        self.assertTrue(self.sink.requests)
        self.assertTrue(any(b"[redacted]" in content for content in places.values()))
        self.traces(secrets.values(), places)


if __name__ == "__main__":
    unittest.main()
