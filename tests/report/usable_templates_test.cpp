#include "report/usable_templates.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/rendering.h"

using namespace golive;

namespace {

UsableTemplates usable(Templates::Files own) {
  return usable_templates(Templates("brand", std::move(own)));
}

std::string left_out(Templates::Files own) {
  std::string lines;
  for (const auto& error : usable(std::move(own)).left_out) lines += to_line(error) + "\n";
  return lines;
}

}  // namespace

TEST_CASE("templates that are well stay") {
  const auto found = usable({{"j1-account.html.mustache", "{{>head}}"},
                             {"head.mustache", "<h1>{{plan.title}}</h1>"},
                             {"board-item.mustache", "{{item.title}}"},
                             {"board.css", "a { b"},
                             {"notice.txt.mustache", "{{head}}"},
                             {"words.fr.json", R"({"j": "Jour"})"},
                             {"words.de.json", R"({"hello": "Hallo"})"}});
  CHECK(found.left_out.empty());
  CHECK(found.templates.own().size() == 7);
}

TEST_CASE("a broken page is left out, told by file and line, and the built-in one stands in") {
  const auto found =
      usable({{"board-item.mustache", "a\n{{#gate}}\n"}, {"board-run.mustache", "{{run.title}}"}});
  REQUIRE(found.left_out.size() == 1);
  CHECK(to_line(found.left_out[0]) ==
        "brand/board-item.mustache:2: the template is broken: Unclosed section \"gate\"");
  CHECK(found.templates.own().size() == 1);
  CHECK(found.templates.text("board-item.mustache").find("{{#gate}}") != std::string_view::npos);
}

TEST_CASE("what others include is blamed for what is broken in it, once") {
  CHECK(left_out({{"run-head.html.mustache", "x\ny {{/nothing}}"}}) ==
        "brand/run-head.html.mustache:2: the template is broken: Unopened section \"nothing\"\n");
  CHECK(left_out({{"notice.txt.mustache", "{{>a}}"}, {"a.mustache", "\n{{>a}}"}})
            .starts_with("brand/a.mustache:2: the template is broken: it includes itself: "));
}

TEST_CASE("an include that is left out takes with it who cannot be without it") {
  const auto found =
      usable({{"notice.txt.mustache", "{{>a}}"}, {"a.mustache", "{{#x}}"}, {"b.mustache", "b"}});
  CHECK(found.left_out.size() == 2);
  CHECK(found.templates.own().size() == 1);
}

TEST_CASE("a file by the name of no page and no report is told") {
  CHECK(left_out({{"board-itme.mustache", "x"}})
            .starts_with("brand/board-itme.mustache: the board has no such page"));
  CHECK(left_out({{"j1-acount.md.mustache", "x"}}).find("did you mean") != std::string::npos);
}

TEST_CASE("words are left out if they are no JSON, of another form, or have a broken sentence") {
  CHECK(left_out({{"words.fr.json", "{\n\"a\": \"b\",\n}"}}) ==
        "brand/words.fr.json:3: the words are no JSON object\n");
  CHECK(left_out({{"words.en.json", R"({"board": "x"})"}}) ==
        "brand/words.en.json: \"board\" is of another form than in the built-in words: object is "
        "needed\n");
  CHECK(left_out({{"words.en.json", R"({"board": {"runs": ["x"]}})"}}).find("\"board.runs\"") !=
        std::string::npos);
  CHECK(left_out({{"words.en.json", R"({"notice_head": {"failed": "{{#title}}"}})"}})
            .starts_with("brand/words.en.json: \"notice_head.failed\": the template is broken: "));
}

TEST_CASE("a word of one's own stands over the built-in one, and all others stay") {
  const Templates own("brand", {{"words.fr.json", R"({"board": {"runs": "Les MEP"}, "new": "x"})"},
                                {"words.de.json", R"({"board": {"runs": "Läufe"}})"}});
  const auto french = words_for(own, "fr"), built_in = words_for({}, "fr");
  REQUIRE(french);
  CHECK(french->word("board", "runs") == "Les MEP");
  CHECK(french->word("board", "sign_in") == built_in->word("board", "sign_in"));
  CHECK(french->all().at("new") == "x");
  CHECK(words_for(own, "de")->word("board", "sign_in") ==
        words_for({}, "en")->word("board", "sign_in"));
  CHECK_FALSE(words_for(own, "it"));
}
