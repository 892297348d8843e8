// What the engine refuses is refused in French on a French board: each refusal that a story shows.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "report/built_in_text.h"
#include "report/said.h"

using namespace golive;

namespace {

// "what (way out)": the way out has brackets of its own.
std::string without_way_out(const std::string& line) {
  if (!line.ends_with(')')) return line;
  int depth = 0;
  for (auto at = line.size(); at-- > 1;) {
    depth += line[at] == ')' ? 1 : line[at] == '(' ? -1 : 0;
    if (depth == 0) return line.substr(0, at - 1);
  }
  return line;
}

// An author's runbook that cannot be loaded is told with its line, in English.
bool is_of_a_runbook(const std::string& line) { return line.find(".lua:") != std::string::npos; }

std::set<std::string> refusals_of_stories() {
  std::set<std::string> refusals;
  const auto stories = std::filesystem::path(GOLIVE_SOURCE) / "tests" / "stories";
  for (const auto& each : std::filesystem::directory_iterator(stories)) {
    if (each.path().extension() != ".story") continue;
    std::ifstream story(each.path());
    for (std::string line; std::getline(story, line);) {
      const auto begin = line.find_first_not_of(' ');
      if (begin == std::string::npos || line.compare(begin, 8, "refused ") != 0) continue;
      if (!is_of_a_runbook(line)) refusals.insert(without_way_out(line.substr(begin + 8)));
    }
  }
  return refusals;
}

// Said as it is, or after its place ("reason: must not be empty").
std::string in_french(const Words& words, const std::string& refusal) {
  const auto whole = said(words, refusal);
  const auto colon = refusal.find(": ");
  if (whole != refusal || colon == std::string::npos) return whole;
  return refusal.substr(0, colon + 2) + said(words, refusal.substr(colon + 2));
}

}  // namespace

TEST_CASE("whatever a story sees refused is refused in French") {
  const auto words = *parse_words(built_in_text("words.fr.json"), "words", "fr");
  const auto refusals = refusals_of_stories();
  CHECK(refusals.size() > 100);
  for (const auto& refusal : refusals) {
    const auto french = in_french(words, refusal);
    CAPTURE(refusal);
    CHECK(french != refusal);
    for (const auto* english : {" is ", " has ", " may ", " not ", " was ", " already"})
      CHECK(french.find(english) == std::string::npos);
  }
}
