#!/usr/bin/python3
"""Whatever the board can be refused has its French sentence: the refusals are read out of the sources."""
import itertools
import json
import os
import re
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))

# Who answers the forms of the board, and the board itself.
SOURCES = """api/amended_runbook.cpp api/evidence_intake.cpp api/socket/client.cpp api/socket/dispatch_amendments.cpp
api/board/acting.cpp api/board/amend_page.cpp api/board/asset.cpp api/board/attaching.cpp api/board/board.cpp
api/board/move_page.cpp api/board/sign_in.cpp engine/core/amendment.cpp engine/core/command_json.cpp
engine/core/condition.cpp engine/core/decide.cpp engine/core/decide_amendment.cpp
engine/core/decide_contingency.cpp engine/core/decide_evidence.cpp engine/core/decide_gate.cpp
engine/core/decide_item.cpp engine/core/decide_people.cpp engine/core/decide_time.cpp
engine/core/decide_watch.cpp engine/core/move.cpp engine/core/plan.cpp engine/core/rights.cpp
engine/loop/turn.cpp engine/report/catalog.cpp engine/rim/evidence_store.cpp engine/rim/junit_results.cpp
engine/rim/media_type.cpp""".split()
# The page of amendments says what to do, too, in the engine's words.
ADVISING = {"api/amended_runbook.cpp", "api/socket/client.cpp", "api/socket/dispatch_amendments.cpp",
            "engine/core/amendment.cpp", "engine/core/decide_amendment.cpp"}

# What an expression of the sources can stand for, by a part of it; all others are one word.
STATES = "waiting ready running in_doubt succeeded failed skipped undoing undone undo_failed closed open held " \
         "approved refused lapsed waived".split()
STANDS_FOR = (("state_of(run_, ", STATES), ("contingency", "dormant offered declined active ended".split()),
              ("state_of(run_)", "completed rolled_back aborted".split()), ("amendment->state", ["applied", "withdrawn"]),
              ("numbered(", ["amendment 2"]), ("verdict", ["go", "no-go"]), ("*kind", ["gate", "contingency"]),
              ("said_by(", ["lea as lead", "dan as dba for joe"]), ("local_text(", ["2027-01-15 08:00"]),
              ("item.kind", ["phase", "checklist", "task", "gate", "parallel", "contingency"]),
              ("whose", ["its gates", "by a deputy"]), ("when", [" opens at 8:00", " was over at 9:00"]))
COMMAND_LINE = re.compile("golive [a-z]+ [a-z]+ .* --[a-z-]+")
ENGLISH = re.compile(r"\b(is|are|has|may|not|was|the|already|must)\b")
# All of it, or its end, is a sentence of another place, which is said in French there.
OF_OTHERS = {"", "x", "x: x", "the XML x"}


def end_of(text, at, stops):
    """Where the expression that begins at `at` ends: at one of `stops` that is in no brackets and no text."""
    depth = 0
    while at < len(text):
        c = text[at]
        if c == '"':
            at = re.compile(r'"(?:[^"\\]|\\.)*"').match(text, at).end()
            continue
        if depth == 0 and c in stops:
            return at
        depth += (c in "([{") - (c in ")]}")
        if depth < 0:
            return at
        at += 1
    return at


def split(text, sign):
    parts, at = [], 0
    while True:
        end = end_of(text, at, sign)
        parts.append(text[at:end].strip())
        if end >= len(text):
            return parts
        at = end + 1


def values(expression):
    """The texts that a C++ expression can come to."""
    expression = expression.strip()
    if expression.startswith("(") and end_of(expression, 1, "") == len(expression) - 1:
        return values(expression[1:-1])
    question = end_of(expression, 0, "?")
    if question < len(expression):
        colon = end_of(expression, question + 1, ":")
        return values(expression[question + 1:colon]) + values(expression[colon + 1:])
    if len(parts := split(expression, "+")) > 1:
        return ["".join(each) for each in itertools.product(*map(values, parts))]
    literals = re.fullmatch(r'(?:"(?:[^"\\]|\\.)*"\s*)+', expression)
    if literals:
        return ["".join(json.loads(each) for each in re.findall(r'"(?:[^"\\]|\\.)*"', expression))]
    if made := re.fullmatch(r'(?:std::string|fmt::format)\((".*)\)', expression, re.DOTALL):
        return [re.sub(r"\{\}", "x", each) for each in values(split(made[1], ",")[0])]
    return next((known for part, known in STANDS_FOR if part in expression), ["x"])


def refusals(source, advises=False):
    """The sentences that a source refuses with, after the kind of an error or an obstacle's list: what, place, advice."""
    source = re.sub(r"(?m)^\s*//.*$", "", source)
    for found in re.finditer(r"(?:ErrorKind::\w+|add_obstacle\(found),\s*", source):
        said = split(source[found.end():end_of(source, found.end(), ";")], ",")
        for expression in said[0:3:2] if advises else said[:1]:
            if '"' in expression and "words.word(" not in expression:
                yield from (each for each in values(expression) if not COMMAND_LINE.fullmatch(each))


class Said:
    def __init__(self, rows):
        hole = re.compile(r"\\\{([wts])(\d)\\\}")
        kinds = {"w": r"(?P<w%s>\S+?)", "t": r"(?P<t%s>.+?)", "s": r"(?P<s%s>.+?)"}
        self.rows = [(re.compile(hole.sub(lambda m: kinds[m[1]] % m[2], re.escape(pattern)), re.DOTALL), sentence)
                     for pattern, sentence in rows]

    def __call__(self, text):
        for pattern, sentence in self.rows:
            if found := pattern.fullmatch(text):
                held = {name[1]: self(value) if name[0] == "s" else value for name, value in found.groupdict().items()}
                return re.sub(r"\{(\d)\}", lambda hole: held[hole[1]], sentence)
        return text


class Refusals(unittest.TestCase):
    def test_every_refusal_of_the_board_is_said_in_french(self):
        with open(os.path.join(ROOT, "templates", "words.fr.json"), encoding="utf-8") as file:
            said = Said(json.load(file)["said"])
        seen = set()
        for name in SOURCES:
            with open(os.path.join(ROOT, name), encoding="utf-8") as file:
                seen.update((name, sentence) for sentence in refusals(file.read(), name in ADVISING))
        seen = sorted(each for each in seen if each[1] not in OF_OTHERS)
        self.assertGreater(len(seen), 150)
        english = [f"{name}: {sentence} => {said(sentence)}" for name, sentence in seen
                   if said(sentence) == sentence or ENGLISH.search(said(sentence))]
        self.assertEqual([], english, "\n" + "\n".join(english))

    def test_what_is_refused_is_read_out_of_an_expression(self):
        source = 'return fail(ErrorKind::conflict, "the run " + run.id + (closed ? " is closed" : " has ended"), {});'
        self.assertEqual(["the run x is closed", "the run x has ended"], list(refusals(source)))


if __name__ == "__main__":
    unittest.main()
