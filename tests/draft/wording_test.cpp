#include "draft/wording.h"

#include <doctest/doctest.h>

#include "draft/folded.h"
#include "draft/slug.h"

using namespace golive;

namespace {

std::string days(const char* title) {
  const auto found = days_in(title);
  return found ? std::to_string(found->from) + ".." + std::to_string(found->to) : "none";
}

std::string clock_of(const char* text) {
  const auto found = clock_at_start(text);
  return found ? std::to_string(found->minute) + " " + std::string(found->rest) : "none";
}

std::string objective(const char* text) {
  const auto found = objective_in(text);
  return found ? found->id + " " + found->max + "/" + found->min : "none";
}

}  // namespace

TEST_CASE("texts are compared without case, accents and signs") {
  CHECK(folded("5. Tests d’intégration (J-5) — ÉTÉ") == "5 tests d integration j 5 ete");
  CHECK(has_words("go no go final", "no go"));
  CHECK_FALSE(has_words("golive", "go"));
  CHECK(has_words("sauvegardes", "sauvegarde*"));
}

TEST_CASE("ids are short, unique, and the same each time") {
  for (int round = 0; round < 2; ++round) {
    Slugs slugs('-', "item");
    CHECK(slugs.id("Démarrage des services et vérification") == "demarrage-services-verification");
    CHECK(slugs.id("démarrage des services et vérification") ==
          "demarrage-services-verification-2");
    CHECK(slugs.id("???") == "item");
    CHECK(slugs.id("") == "item-2");
    CHECK(slugs.id(std::string(300, 'x')).size() == 40);
  }
}

TEST_CASE("the days of a phase are read in French and English") {
  CHECK(days("1. Preparation (J-21 a J-14)") == "-21..-14");
  CHECK(days("7. Post-deploiement (J+1 à J+7)") == "1..7");
  CHECK(days("6. Deploiement en production (Jour J)") == "0..0");
  CHECK(days("Preparation (D-21 to D-14)") == "-21..-14");
  CHECK(days("Freeze, T–3") == "-3..-3");
  CHECK(days("Backwards (J-5 a J-21)") == "-21..-5");
  CHECK(days("Launch day") == "0..0");
  CHECK(days("JDK 17, T-shirts and D-Bus") == "none");
  CHECK(days("J-99999") == "none");
}

TEST_CASE("a clock at the beginning of a line is its time") {
  CHECK(clock_of("08h00 : Reunion") == "480 Reunion");
  CHECK(clock_of("9h : GO") == "540 GO");
  CHECK(clock_of("14:30 - Deploy") == "870 Deploy");
  CHECK(clock_of("2:15 pm – Open") == "855 Open");
  CHECK(clock_of("24h00 : never") == "none");
  CHECK(clock_of("10:75 x") == "none");
  CHECK(clock_of("24h on call") == "none");
  CHECK(clock_of("3 services") == "none");
}

TEST_CASE("what an item is for is told by its words") {
  CHECK(does_of("Mise en maintenance de l ancien système") == "downtime_start");
  CHECK(does_of("Execution des migrations PROD et verification des indices") == "migration");
  CHECK(does_of("Ouverture progressive") == "opening");
  CHECK(does_of("Take a snapshot") == "backup");
  CHECK(does_of("Réunion quotidienne").empty());
  CHECK(is_gate("Reunion de lancement et validation du go"));
  CHECK(is_gate("Go/No-Go meeting"));
  CHECK_FALSE(is_gate("Valider les pre-requis"));
}

TEST_CASE("figures to reach are read with their units") {
  CHECK(objective("RTO (Recovery Time Objective) : < 4 heures") == "rto 4h/");
  CHECK(objective("**RPO**: 1 hour") == "rpo 1h/");
  CHECK(objective("Disponibilité > 99,9%") == "availability /99.9");
  CHECK(objective("Availability Target : 99.5% (43.8 heures downtime/an)") == "availability /99.5");
  CHECK(objective("Temps de réponse moyen < 200ms") == "response_time 200ms/");
  CHECK(objective("RTO: soon") == "none");
}

TEST_CASE("sections are told by their titles") {
  CHECK(topic_of("## Gestion des risques et plans de contingence") == Topic::risks);
  CHECK(topic_of("Pre-requis generaux") == Topic::prerequisites);
  CHECK(topic_of("Tests et Validation") == Topic::none);
  CHECK(stage_of("Rollback d'une Migration") == Stage::contingency);
  CHECK(stage_of("Checklist Pre-Production") == Stage::before);
  CHECK(stage_of("10. Post-Deployment") == Stage::after);
  CHECK(stage_of("9. Go-Live") == Stage::day_j);
  CHECK(stage_of("Deploiement Local (Docker Compose)") == Stage::not_taken);
  CHECK(environment_in("Recette (UAT)")->id == "uat");
  CHECK(environment_in("Staging/Préprod")->id == "staging");
  CHECK(environment_in("PROD.")->live);
  CHECK_FALSE(environment_in("Load balancer"));
  CHECK(bare_title("1. Preparation (J-21 a J-14)") == "Preparation");
  CHECK(bare_title("Deploiement Local (Docker Compose)") == "Deploiement Local (Docker Compose)");
  CHECK(language_of("the plan and the steps of it") == "en");
  CHECK(language_of("le plan et les étapes") == "fr");
}
