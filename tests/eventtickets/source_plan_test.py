#!/usr/bin/python3
"""Whoever knows the source plan of EventTickets recognises it in the runbook, line by line."""
import re
import unicodedata
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
RUNBOOK = PROJECT / "runbooks" / "eventtickets"
SOURCE = PROJECT / "tests" / "data" / "plans" / "eventtickets.md"

# What need not be there word for word: headings that are fields, and what the runbook has decided or does.
OTHERWISE = {
    "Objectif du document": "document.purpose",
    "Portee": "document.scope",
    "Roles et responsabilites": "the role blocks",
    "Plan detaille de deploiement": "the phases",
    "Spring Boot : scripts SQL ou Flyway (selon strategie retenue).": "it is Flyway",
    "08h15 : Mise en maintenance de l ancien systeme (si applicable).": "it is",
    "Lancer des tests de bout en bout couvrant la creation d evenements, la reservation de billets, le paiement et l "
    "envoi de notifications.": "couvrant: the smoke test lists them",
    "Obtenir la validation du representant metier (PV de recette installe).": "installe: signed, by its GO",
}


def plain(text):
    """The beginnings of its words, so that "exécution" is "exécuter"; without accents, case and short ones."""
    decomposed = unicodedata.normalize("NFD", re.sub(r"(\d\d):(\d\d)", r"\1h\2", text.lower()))
    letters = "".join(each for each in decomposed if unicodedata.category(each) != "Mn")
    words = (word.strip(".") for word in re.findall(r"[a-z0-9.+]+", letters.replace("pre-requis", "prerequis")))
    return {word[:6] for word in words if len(word) > 3}


class SourcePlanTest(unittest.TestCase):
    def test_every_line_of_the_source_plan_is_in_the_runbook(self):
        runbook = plain("\n".join(file.read_text() for file in sorted(RUNBOOK.rglob("*.lua"))))
        lost = []
        for line in SOURCE.read_text().splitlines():
            text = line.strip().lstrip("-#* ")
            missing = plain(text) - runbook
            if missing and text not in OTHERWISE:
                lost.append(f"{text}\n    not there: {', '.join(sorted(missing))}")
        self.assertEqual(lost, [], "\n" + "\n".join(lost))


if __name__ == "__main__":
    unittest.main()
