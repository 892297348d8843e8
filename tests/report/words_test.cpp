#include "report/words.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "core/run.h"
#include "report/built_in_text.h"
#include "report/catalog.h"
#include "view/comparison.h"
#include "view/downtime.h"
#include "view/service_level.h"

using namespace golive;
using nlohmann::json;

namespace {

json words_in(const std::string& language) {
  return json::parse(built_in_text("words." + language + ".json"));
}

// Every name in it, of groups "group.key"; of lists with their length.
std::set<std::string> names(const json& words) {
  std::set<std::string> all;
  for (const auto& [name, value] : words.items()) {
    if (name == "said" || name == "progress") continue;  // the engine speaks English already
    if (value.is_array())
      all.insert(name + "#" + std::to_string(value.size()));
    else if (!value.is_object())
      all.insert(name);
    else
      for (const auto& [key, text] : value.items()) all.insert(name + "." + key);
  }
  return all;
}

template <class E>
void check_covered(const json& words, const char* group) {
  for (const auto& [value, text] : EnumText<E>::table) {
    CAPTURE(std::string(group) + "." + std::string(text));
    CHECK(words.at(group).contains(text));
  }
}

}  // namespace

TEST_CASE("French and English have the same words") {
  CHECK(names(words_in("fr")) == names(words_in("en")));
}

TEST_CASE("every state, verdict, result and kind has its word") {
  for (const auto* language : {"fr", "en"}) {
    const auto words = words_in(language);
    check_covered<RunState>(words, "run_state");
    check_covered<ItemState>(words, "item_state");
    check_covered<ContingencyState>(words, "contingency_state");
    check_covered<Verdict>(words, "verdict");
    check_covered<TaskResult>(words, "task_result");
    check_covered<DoubtAnswer>(words, "doubt_answer");
    check_covered<Slot>(words, "slot");
    check_covered<Mode>(words, "mode");
    check_covered<ItemKind>(words, "kind");
    check_covered<Staleness>(words, "staleness");
    check_covered<SamplesSeal>(words, "samples_state");
    for (const auto kind : report_kinds()) CHECK(words.at("report_kind").contains(kind));
    for (const auto* trigger : {"failed", "breached"}) CHECK(words.at("trigger").contains(trigger));
  }
}

TEST_CASE("every word that a template asks for is there") {
  std::vector<std::string> files{"run-head.html.mustache",    "run-head.md.mustache",
                                 "run-foot.html.mustache",    "run-foot.md.mustache",
                                 "signed-head.html.mustache", "signed-head.md.mustache"};
  for (const auto kind : report_kinds())
    for (const char* end : {".html.mustache", ".md.mustache"})
      files.push_back(std::string(kind) + end);
  for (const auto& file : files) {
    CAPTURE(file);
    const std::string text(built_in_text(file));
    REQUIRE_FALSE(text.empty());
    const auto words = words_in("fr");
    for (auto at = text.find("{{w."); at != std::string::npos; at = text.find("{{w.", at + 1)) {
      const auto name = text.substr(at + 4, text.find("}}", at) - at - 4);
      CAPTURE(name);
      CHECK(words.contains(name));
    }
  }
}

TEST_CASE("a missing word stands for itself") {
  const Words words(json{{"a", {{"b", "c"}}}, {"list", {"x"}}}, "fr");
  CHECK(words.word("a", "b") == "c");
  CHECK(words.word("a", "z") == "z");
  CHECK(words.word("z", "z") == "z");
  CHECK(words.word("list", 0) == "x");
  CHECK(words.word("list", 1).empty());
}

TEST_CASE("French words have a no-break space where the French have one, patterns stay") {
  const auto given = json::parse(R"({"colon": " :", "lq": "« ", "rq": " »", "own": [":", "a ; b"],
    "units": {"why": "Sûr ? Oui !", "n": 1}, "said": [["a : b", "« a » : b"]]})");
  const auto french = Words(given, "fr").all().dump();
  CHECK(french == json::parse(R"({"colon": "\u00a0:", "lq": "«\u00a0", "rq": "\u00a0»",
    "own": [":", "a\u00a0; b"], "units": {"why": "Sûr\u00a0? Oui\u00a0!", "n": 1},
    "said": [["a : b", "«\u00a0a\u00a0»\u00a0: b"]]})")
                      .dump());
  CHECK(Words(given, "en").all() == given);
}
