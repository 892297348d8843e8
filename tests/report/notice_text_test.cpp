#include "report/notice_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/built_in_text.h"

using namespace golive;
using nlohmann::json;

namespace {

const json gate_opened{
    {"what", "gate_opened"},
    {"run", "release-prod-2027-01-15-1"},
    {"plan", "Shop 2.0"},
    {"language", "en"},
    {"environment", "prod"},
    {"mode", "live"},
    {"drill", false},
    {"j", "2027-01-15"},
    {"zone", "Europe/Paris"},
    {"at", "2027-01-15T07:15:00.000Z"},
    {"run_at", {{"utc", "2027-01-15T07:15:00.000Z"}, {"local", "2027-01-15 08:15"}}},
    {"why", ""},
    {"by", ""},
    {"who", {"Project lead", "DBA", "Business"}},
    {"item", "go-live/go"},
    {"title", "GO / NO-GO"},
    {"due", {{"utc", "2027-01-15T07:30:00.000Z"}, {"local", "2027-01-15 08:30"}}}};

NoticeText text_of(json facts, const json& changes = json::object()) {
  facts.update(changes);
  const auto text = notice_text({}, facts.dump());
  REQUIRE_MESSAGE(text, to_line(text.error()));
  return *text;
}

}  // namespace

TEST_CASE("a notice says what, where, and who must do what by when") {
  const auto text = text_of(gate_opened);
  CHECK(text.title == "Decision needed: GO / NO-GO");
  CHECK(text.text ==
        "Shop 2.0 (prod), day J 2027-01-15\n"
        "Project lead, DBA and Business: decide by 08:30 on 2027-01-15 (07:30 UTC).\n"
        "Run release-prod-2027-01-15-1, 08:15 on 2027-01-15 (07:15 UTC)\n");
}

TEST_CASE("a notice of what a head is signed for has it to be kept, and by which key") {
  const auto text =
      text_of(gate_opened, {{"what", "gate_approved"},
                            {"who", json::array()},
                            {"due", nullptr},
                            {"head", {{"text", "12:aaaa"}, {"fingerprint", "bbbb"}}}});
  CHECK(text.text ==
        "Shop 2.0 (prod), day J 2027-01-15\n"
        "Keep this, to hold it against the log (golive-verify --head): 12:aaaa\n"
        "Signed by key bbbb\n"
        "Run release-prod-2027-01-15-1, 08:15 on 2027-01-15 (07:15 UTC)\n");
}

TEST_CASE("and so it does in French") {
  const auto text = text_of(gate_opened, {{"language", "fr"}});
  CHECK(text.title == "Décision attendue\u00a0: GO / NO-GO");
  CHECK(text.text ==
        "Shop 2.0 (prod), jour J\u00a0: 15/01/2027\n"
        "Project lead, DBA et Business\u00a0: à vous de décider avant 08 h 30 le 15/01/2027 (07:30 "
        "UTC).\n"
        "Exécution release-prod-2027-01-15-1, 08 h 15 le 15/01/2027 (07:15 UTC)\n");
}

TEST_CASE("a rehearsal and a drill say so first") {
  CHECK(text_of(gate_opened, {{"mode", "rehearsal"}}).title ==
        "[Rehearsal] Decision needed: GO / NO-GO");
  CHECK(text_of(gate_opened, {{"mode", "rehearsal"}, {"drill", true}, {"language", "fr"}}).title ==
        "[Exercice] Décision attendue\u00a0: GO / NO-GO");
}

TEST_CASE("what people wrote stays in its line, and is no template") {
  const auto text =
      text_of(gate_opened, {{"title", "GO\r\nBcc: eve\x07 {{plan}} <b>&"}, {"why", "one\n\ntwo"}});
  CHECK(text.title == "Decision needed: GO Bcc: eve {{plan}} <b>&");
  CHECK(text.text.find("Why: one two\n") != std::string::npos);
}

TEST_CASE("the engine's sentences are said in the plan's language") {
  const auto text = text_of(
      gate_opened, {{"what", "gate_held"}, {"language", "fr"}, {"why", "no decision within 15m"}});
  CHECK(text.title == "En suspens, sans décision\u00a0: GO / NO-GO");
  CHECK(text.text.find("Motif\u00a0: aucune décision en 15m\n") != std::string::npos);
}

TEST_CASE("a daily note lists what was done, what comes, and who is waited for") {
  const auto text = text_of(gate_opened, {{"what", "daily"},
                                          {"done", {{{"title", "Backup"}, {"state", "succeeded"}}}},
                                          {"done_more", 3},
                                          {"next", json::array()},
                                          {"next_more", 0},
                                          {"waits", {{{"title", "GO"}, {"who", {"A", "B"}}}}},
                                          {"waits_more", 0}});
  CHECK(text.text.find("\n\n") == std::string::npos);
  CHECK(text.text.find("Done in the last 24 hours:\n- Backup (") != std::string::npos);
  CHECK(text.text.find("- 3 more\nIn the next 24 hours:\n- nothing\nWaits for:\n- GO: A and B\n") !=
        std::string::npos);
}

TEST_CASE("every kind of notice has its line in both languages, and no template in it is broken") {
  const auto heads = json::parse(built_in_text("words.en.json")).at("notice_head");
  for (const auto* language : {"en", "fr"})
    for (const auto& [what, pattern] : heads.items()) {
      CAPTURE(what);
      const auto text = text_of(gate_opened, {{"what", what}, {"language", language}});
      CHECK(text.title.find("{{") == std::string::npos);
      CHECK(text.text.find("{{") == std::string::npos);
      CHECK_FALSE(text.title.empty());
    }
}

TEST_CASE("facts that are none, and a language that is not there, are told") {
  CHECK_FALSE(notice_text({}, "[]"));
  CHECK_FALSE(notice_text({}, "{"));
  ReportWish elsewhere;
  elsewhere.language = "xx";
  CHECK_FALSE(notice_text(elsewhere, gate_opened.dump()));
}

TEST_CASE("a report that goes with a notice stands in it with its address and hash") {
  auto facts = gate_opened;
  facts["links"] = {
      {{"kind", "j1-account"}, {"address", "https://x.example/r?seq=9&lang=en"}, {"sha256", "ab"}}};
  const auto text = notice_text({}, facts.dump())->text;
  CHECK(text.find("https://x.example/r?seq=9&lang=en\n  SHA-256 ab\n") != std::string::npos);
}

TEST_CASE("a template of one's own is used instead") {
  ReportWish wish;
  wish.templates = Templates("brand", {{"notice.txt.mustache", "{{title}} now\n{{run}}"}});
  CHECK(notice_text(wish, gate_opened.dump())->title == "GO / NO-GO now");
}

TEST_CASE("a template that leaves no text is broken: nobody is told nothing") {
  ReportWish wish;
  wish.templates = Templates("brand", {{"notice.txt.mustache", "{{#nothing}}x{{/nothing}}\n"}});
  const auto text = notice_text(wish, gate_opened.dump());
  REQUIRE_FALSE(text);
  CHECK(to_line(text.error()) ==
        "brand/notice.txt.mustache: the template is broken: it leaves no text");
}
