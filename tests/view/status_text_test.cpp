#include "view/status_text.h"

#include <doctest/doctest.h>

#include "core/subject.h"
#include "told_run.h"

using namespace golive;
using namespace golive::test;

TEST_CASE("the status of a run that waits for a GO") {
  const auto tale = told_to_the_gate();
  CHECK(status_text(tale.run, tale.now(), false) ==
        "eventtickets-uat-2027-01-15-1  EventTickets (SIBE) : mise en production\n"
        "● running, rehearsal in uat, J = 2027-01-15, 1 of 8 items done\n"
        "  the run's clock: 2027-01-15 08:00 Europe/Paris (2027-01-15T07:00:00.000Z)\n"
        "  opening go-live/open-10: planned 10:30, forecast 10:30 (in nine cases of ten by "
        "10:30)\n"
        "  point of no return 23:35: undoing takes 25m, and all must be back by J+1 00:00 (end of "
        "go-live)\n"
        "\n"
        "Waits for people\n"
        "  ○ go-live/go  gate of project_lead, business_rep, since 08:00\n"
        "      it rests on " +
            subject_of(tale.run, tale.at("go")).substr(0, 12) +
            "\n"
            "\n"
            "✓ 07:10  preparation  Préparation\n"
            "● 08:00  go-live  Jour J  (running)\n"
            "  ○ 08:00  go-live/go  Validation du GO  (open)\n"
            "  ◌ go-live/maintenance  Mise en maintenance\n"
            "  ◌ go-live/snapshot  Sauvegarde | avant <bascule>\n"
            "  ◌ go-live/migrate  Migrations *PROD*\n"
            "  ◌ go-live/purge  Purge des caches\n"
            "  ◌ go-live/booking  Réserver un billet\n"
            "  ◌ go-live/open-10  Ouverture à 10 %\n");
}

TEST_CASE("the status of a run that a failure holds says the ways out") {
  const auto tale = told_to_the_failure();
  const auto text = status_text(tale.run, tale.now(), false);
  CHECK(text.find(
            "Held by\n"
            "  ✗ go-live/migrate failed: runbook.lua:15: check failed: les indices sont là\n"
            "      retry | skip | mark-done | contingency migration-failed activate | abort\n") !=
        std::string::npos);
}

TEST_CASE("colour only repeats what the shapes say") {
  const auto tale = told_to_the_failure();
  auto coloured = status_text(tale.run, tale.now(), true);
  CHECK(coloured.find("\x1b[31m✗\x1b[0m") != std::string::npos);
  for (auto start = coloured.find('\x1b'); start != std::string::npos;
       start = coloured.find('\x1b'))
    coloured.erase(start, coloured.find('m', start) - start + 1);
  CHECK(coloured == status_text(tale.run, tale.now(), false));
}
