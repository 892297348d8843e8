#include "report/said.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/built_in_text.h"

using namespace golive;

namespace {

Words words_of(const std::string& language) {
  return *parse_words(built_in_text("words." + language + ".json"), "words", language);
}

// The French have a no-break space before a colon.
std::string plain(std::string text) {
  for (auto at = text.find("\u00a0"); at != std::string::npos; at = text.find("\u00a0"))
    text.replace(at, 2, " ");
  return text;
}

struct Row {
  const char *english, *french;
};

// As the engine wrote them into logs, with what processes, servers and authors had said in them.
constexpr Row rows[] = {
    {"ended by the rollback", "interrompu par le retour arrière"},
    {"declared irreversible", "déclaré irréversible"},
    {"removed by amendment 2", "retiré par l’avenant 2"},
    {"the plan is amended: amendment 1", "le plan est amendé : avenant 1"},
    {"go-live/migrate has begun by now", "go-live/migrate a commencé entre-temps"},
    {"no decision within 15m", "aucune décision en 15m"},
    {"took longer than its timeout of 2m", "a dépassé son délai de 2m"},
    {"leak: what comes before the rollback is done",
     "leak : ce qui précède le retour arrière est fait"},
    {"runbook.lua:15: check failed: les indices sont là",
     "runbook.lua:15: vérification en échec : les indices sont là"},
    {"lib/platform.lua:17: /srv/platform ended with code 1: 2.sql failed: it has no undo",
     "lib/platform.lua:17: /srv/platform s’est terminé avec le code 1 : 2.sql failed: it has no "
     "undo"},
    {"go-live/health failed: golive/http.lua:52: http://127.0.0.1:1/health: not healthy within "
     "10s: took 3001 ms, more than 1000 ms",
     "go-live/health a échoué : golive/http.lua:52: http://127.0.0.1:1/health : pas en bonne santé "
     "en 10s : a mis 3001 ms, plus que 1000 ms"},
    {"http://h/x: no data: data.result.0.value.1 is missing (3 failed in a row, 2 tolerated)",
     "http://h/x : pas de données : data.result.0.value.1 manque (3 échecs de suite, 2 tolérés)"},
    {"http://h/x: no data: data.result.0.value.1 is \"NaN\" (3 failed in a row, 2 tolerated)",
     "http://h/x : pas de données : data.result.0.value.1 vaut \"NaN\" (3 échecs de suite, 2 "
     "tolérés)"},
    {"the certificate is good for 3 days, less than 14",
     "le certificat est encore valable 3 jours, moins de 14"},
    {"http://h/x: status 502 (3 failed in a row, 2 tolerated)",
     "http://h/x : statut 502 (3 échecs de suite, 2 tolérés)"},
    {"lib/customer.lua:8: POST http://h:1/payments: status 500: {\"error\": \"no bank\"}",
     "lib/customer.lua:8: POST http://h:1/payments : statut 500 : {\"error\": \"no bank\"}"},
    {"GET http://h:1/x: GET http://h:1/x: Failed to connect to h port 1 after 0 ms: Couldn't "
     "connect to server",
     "GET http://h:1/x : connexion à h, port 1, impossible après 0 ms"},
    {"karim may not decide go-live/go: it takes the role project_lead or business_rep",
     "karim n’a pas le droit de décider go-live/go : il faut le rôle project_lead ou business_rep"},
    {"go-live/look is waiting: nothing may be started until 2027-01-11 22:00: freeze match, the "
     "final",
     "go-live/look attend : rien ne peut commencer avant 2027-01-11 22:00 : gel match, the final"},
    {"go-live/look may not be started: its window night opens at 2027-01-11 20:00",
     "go-live/look ne peut commencer : sa fenêtre night s’ouvre à 2027-01-11 20:00"},
    {"it is another plan: \"fish\", not \"shop\"",
     "c’est un autre plan : « fish », et non « shop »"},
    {"the runbook takes no notice of runbook (1).lua",
     "le runbook ne se sert pas de runbook (1).lua"},
    {"the engine ended while this was under way, and no outcome was recorded",
     "le moteur s’est arrêté pendant cette action, et aucun résultat n’a été enregistré"},
};

}  // namespace

TEST_CASE("what the engine said is said in French, what others said stays as it is") {
  const auto words = words_of("fr");
  for (const auto& row : rows) CHECK(plain(said(words, row.english)) == std::string(row.french));
}

TEST_CASE("in English the engine's sentences are said as they are") {
  const auto words = words_of("en");
  for (const auto& row : rows) CHECK(said(words, row.english) == std::string(row.english));
}

TEST_CASE("what is no sentence of the engine is left alone") {
  const auto words = words_of("fr");
  for (const auto* own : {"", "runbook.lua:1: ", "la clé: est là", "{w1} {1}", "a failed b",
                          "status of the run", "x failed: "})
    CHECK(said(words, own) == own);
}

TEST_CASE("words that are no list of pairs say nothing") {
  for (const auto* text : {R"({"said": 1})", R"({"said": [1, ["a"], ["a", 2], ["{w1", "b"]]})"})
    CHECK(said(*parse_words(text, "words", "fr"), "a") == "a");
}

TEST_CASE("a sentence in a sentence without end comes to one") {
  std::string deep;
  for (int level = 0; level < 1000; ++level) deep += "x failed: ";
  const auto french = said(words_of("fr"), deep + "no data");
  CHECK(french.find("x a échoué") == 0);
  CHECK(french.find("x failed: no data") != std::string::npos);
}

TEST_CASE("what happened is told in French; what people wrote stays as they wrote it") {
  const auto words = words_of("fr");
  const std::vector<std::pair<std::string, std::string>> told{
      {"go-live/go: go by lea as lead: ready: go by it",
       "go-live/go : GO de lea en tant que lead : "
       "ready: go by it"},
      {"go-live/go held: no decision within 15m",
       "go-live/go mis en attente : aucune décision en 15m"},
      {"a/b failed: check failed: it is red", "a/b a échoué : vérification en échec : it is red"},
      {"a/b ended: not-applicable by dan", "a/b sans objet, dit par dan"},
      {"a/b started (attempt 2)", "a/b commence (essai 2)"},
      {"refused: pause  by dan: dan may not steer the run r: it takes the role lead",
       "refusé : pause par dan : dan n’a pas le droit de piloter l’exécution r : il faut le rôle "
       "lead"},
      {"amendment 2 proposed by ada: 3 items, words only: a typo",
       "avenant 2 proposé par ada : 3 éléments, texte seul : a typo"},
      {"amendment 1: no-go by lea as lead for noe: not ready",
       "avenant 1 : NO-GO de lea en tant que lead, pour noe : not ready"},
      {"amendment 1 has expired: go-live/b has begun by now",
       "avenant 1 caduc : go-live/b a commencé entre-temps"},
      {"a/b is tried again by lea: we must; past the point of no return, for a/b, a/c",
       "a/b est recommencé par lea : we must ; après le point de non-retour, pour a/b, a/c"},
      {"the point of no return goes by what rehearsals have measured of 3 undos",
       "le point de non-retour suit ce que les répétitions ont mesuré de 3 annulations"},
      {"care/shop is down: status 503: db is down",
       "care/shop est en panne : statut 503 : db est en panne"},
      {"care/shop is degraded: db is down", "care/shop est dégradé : db est en panne"},
      {"care/shop is ok", "care/shop : de nouveau en ordre"},
      {"care/shop is inconclusive: it keeps changing: more than 6 times within 1h",
       "care/shop n’est pas concluant : le verdict ne cesse de changer : plus de 6 fois en 1h"},
      {"care/shop has watched to its end, inconclusive: it waits for an answer",
       "care/shop a surveillé jusqu’au bout sans conclure : une réponse est attendue"},
      {"care/shop: what it could not see is borne by eve: green",
       "care/shop : ce qui n’a pas pu être vu est accepté par eve : green"},
      {"care/shop: what it could not see is a failure by eve: users call",
       "care/shop : ce qui n’a pas pu être vu est jugé en échec par eve : users call"},
      {"something new happened", "something new happened"}};
  for (const auto& [english, french] : told) CHECK(plain(said_progress(words, english)) == french);
  for (const auto& [english, french] : told)
    CHECK(said_progress(words_of("en"), english) == english);
}
