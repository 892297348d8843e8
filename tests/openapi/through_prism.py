"""The tests of REST once more, with Prism between them and the door: a tool that nobody here wrote holds each answer
against openapi.yaml. Run by `./dev contract`; $GOLIVE_PRISM is its program."""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "api"))
import house  # noqa: E402

OPENAPI = pathlib.Path(__file__).parents[2] / "api/rest/openapi.yaml"
TESTS = ["rest_test", "rest_actions_test", "rest_reading_test", "rest_refusals_test", "gates_test", "evidence_test",
         "amend_test", "rehearsals_test", "reports_test"]
BY_ITSELF = {"If-None-Match", "Content-Type", "Content-Encoding"}
held, broken = collections.Counter(), collections.Counter()


class Prism:
    """Between a house's clients and its door; ends with the house."""

    def __init__(self, port):
        self.door, self.port = port, house.free_port()
        self.process = subprocess.Popen(
            [os.environ["GOLIVE_PRISM"], "proxy", OPENAPI, f"http://127.0.0.1:{port}", "--port", str(self.port), "-v", "error"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class WatchedHouse(house.House):
    prism = None

    def serve(self, **options):
        super().serve(**options)
        if self.prism is None:
            self.prism = Prism(self.port)
            house.until(self.is_watched)

    def is_watched(self):
        try:
            return super().ask("GET", "/health/live").status == 200 and self.ask("GET", "/health/live").status == 200
        except OSError:
            return False

    def stop(self):
        if self.prism:
            self.prism.process.terminate()
            self.prism.process.wait()
        super().stop()

    def ask(self, method, path, body=None, *rest, **options):
        # What is no JSON in UTF-8, or no path, Prism refuses by itself; and it stumbles over an answer without a body.
        headers = options.get("headers") or {}
        is_plain = (body is None or isinstance(body, dict)) and re.fullmatch(r"/(api|health)/(?!.*\.\.)[\w/?=&.:-]*", path)
        if not is_plain or self.prism is None or self.port != self.prism.door or BY_ITSELF & headers.keys():
            return super().ask(method, path, body, *rest, **options)
        door, self.port = self.port, self.prism.port
        try:
            answer = super().ask(method, path, body, *rest, **options)
        finally:
            self.port = door
        held[f"{method} {answer.status}"] += 1
        # Of what the tests send, much is meant to be refused: only the answers count.
        for each in json.loads(answer.headers.get("sl-violations", "[]")):
            if each["location"][0] == "response":
                broken[f"{method} {path.partition('?')[0]} {answer.status}: {'.'.join(map(str, each['location']))}: "
                       f"{each['message']}"] += 1
        return answer


if __name__ == "__main__":
    house.House = WatchedHouse
    suite = unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:] or TESTS)
    told = unittest.TextTestRunner(verbosity=0).run(suite)
    for what, times in broken.most_common():
        print(f"contract: {times} x {what}")
    print(f"contract: {sum(held.values())} answers held against openapi.yaml by Prism, {sum(broken.values())} not of it; "
          f"statuses: {', '.join(sorted({each.split()[1] for each in held}))}")
    sys.exit(bool(broken) or not told.wasSuccessful())
