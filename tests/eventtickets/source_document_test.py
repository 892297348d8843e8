#!/usr/bin/python3
"""The deployment plan that golive writes of the runbook, held side by side with the plan that it was made from:
every section of the source is there, and every line of substance stands in its section of the document."""
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

from source_plan_test import OTHERWISE, PROJECT, SOURCE, plain

BIN = Path(os.environ.get("GOLIVE_BIN", PROJECT / "build/bin"))

# Each section of the source, with those of the document that say it.
SECTIONS = {
    "Objectif du document": ["Objectif"],
    "Portee": ["Portée"],
    "Pre-requis generaux": ["Prérequis"],
    "Roles et responsabilites": ["Rôles et responsabilités"],
    "1. Preparation (J-21 a J-14)": ["1. Préparation"],
    "2. Provisionnement infrastructure (J-14 a J-10)": ["2. Provisionnement infrastructure"],
    "3. Installation applicative et configuration (J-10 a J-7)": ["3. Installation applicative et configuration"],
    "4. Migration des donnees et initialisation (J-7 a J-5)": ["4. Migration des données et initialisation"],
    "5. Tests d integration et UAT (J-5 a J-2)": ["5. Tests d'intégration et UAT"],
    "6. Deploiement en production (Jour J)": ["6. Déploiement en production (jour J)"],
    "7. Post-deploiement (J+1 a J+7)": ["7. Post-déploiement"],
    "Planning synthetique": ["Planning synthétique"],
    "Gestion des risques et plans de contingence": ["Gestion des risques", "Contingences"],
    "Communication": ["Communication", "Points de contact"],
    "Validation": ["Validation"],
}
# What a table need not say, and what it says otherwise.
STOP = {"pour", "apres"}
# Headings that only hold others.
FRAMES = {"Plan de deploiement EventTickets", "Plan detaille de deploiement"}


def sections_of(text):
    """What stands under each heading of a Markdown document, under the heading without its dates."""
    sections, name = {}, ""
    text = re.sub(r"(\d\d) h (\d\d)", r"\1h\2", text.replace("\u00a0", " ").replace("\\", ""))
    for line in text.splitlines():
        if line.startswith("#"):
            name = line.lstrip("# ")
        sections.setdefault(name, []).append(line)
    return sections


def of_document(sections, heading):
    found = [lines for name, lines in sections.items() if name == heading or name.startswith(heading + " : ")]
    # What stands under subheadings of the contingencies is theirs, too.
    return "\n".join("\n".join(lines) for lines in found)


class SourceDocumentTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = subprocess.run([BIN / "golive", "plan", PROJECT / "runbooks/eventtickets", "--j", "2027-01-15",
                               "--format", "md", "--lang", "fr"], text=True, capture_output=True, timeout=60, check=True)
        cls.text = made.stdout
        cls.document = sections_of(made.stdout)
        cls.source = sections_of(SOURCE.read_text())

    def test_every_section_of_the_source_is_in_the_document(self):
        self.assertEqual(set(self.source) - set(SECTIONS) - FRAMES - {""}, set())
        for heading, others in SECTIONS.items():
            for other in others:
                self.assertTrue(of_document(self.document, other), f"{heading}: no section \"{other}\"")

    def test_every_line_of_substance_stands_in_its_section(self):
        lost, held = [], 0
        for heading, others in SECTIONS.items():
            there = set()
            for other in others:
                there |= plain(of_document(self.document, other))
            if "Contingences" in others:
                there |= plain(self.text.partition("## Contingences")[2])
            for line in self.source[heading][1:]:
                text = line.strip().lstrip("-#* ")
                missing = plain(text) - there - STOP
                held += bool(plain(text))
                if missing and text not in OTHERWISE:
                    lost.append(f"{heading}: {text}\n    not there: {', '.join(sorted(missing))}")
        self.assertGreaterEqual(held, 60)
        self.assertEqual(lost, [], "\n" + "\n".join(lost))

    def test_no_heading_is_a_key_without_its_word(self):
        for heading in self.document:
            self.assertFalse(heading and heading == heading.lower(), heading)


if __name__ == "__main__":
    sys.exit(unittest.main())
