#include "report/said.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>

namespace golive {

namespace {

constexpr int deepest = 5;  // a sentence in a sentence; what people bring in ends it sooner

struct Hole {
  char kind = 't';  // w, t, s
  char number = '1';
};
using Found = std::map<char, std::string>;

// "{w1}" at the start of a pattern.
std::optional<Hole> hole_at(std::string_view pattern) {
  if (pattern.size() < 4 || pattern[0] != '{' || pattern[3] != '}') return std::nullopt;
  return Hole{pattern[1], pattern[2]};
}

// What each hole of the pattern holds, if the text is such a sentence. A hole ends where what
// follows it first fits; the last one holds the rest.
bool fits(std::string_view pattern, std::string_view text, Found& found) {
  const auto hole = hole_at(pattern);
  if (!hole) {
    const auto plain = pattern.substr(0, pattern.find('{', 1));
    if (!text.starts_with(plain)) return false;
    if (plain.size() == pattern.size()) return text.size() == plain.size();
    return fits(pattern.substr(plain.size()), text.substr(plain.size()), found);
  }
  const auto rest = pattern.substr(4);
  const auto keep = [&](std::string_view held) {
    if (held.empty() || (hole->kind == 'w' && held.find(' ') != std::string_view::npos))
      return false;
    found[hole->number] = (hole->kind == 's' ? "s" : "t") + std::string(held);
    return true;
  };
  if (rest.empty()) return keep(text);
  const auto plain = rest.substr(0, rest.find('{', 1));
  for (auto at = text.find(plain); at != std::string_view::npos; at = text.find(plain, at + 1)) {
    const auto held = text.substr(0, at);
    if (hole->kind == 'w' && held.find(' ') != std::string_view::npos) return false;
    if (!held.empty() && fits(rest, text.substr(at), found)) return keep(held);
  }
  return false;
}

// "lib/platform.lua:17: ", or nothing.
std::string_view place_of(std::string_view sentence) {
  const auto colon = sentence.find(".lua:");
  if (colon == std::string_view::npos) return {};
  if (sentence.substr(0, colon).find_first_of(" \n\"") != std::string_view::npos) return {};
  const auto end = sentence.find_first_not_of("0123456789", colon + 5);
  if (end == colon + 5 || sentence.substr(end, 2) != ": ") return {};
  return sentence.substr(0, end + 2);
}

std::string said_at(const Words& words, std::string_view sentence, int depth);

std::string filled(const Words& words, std::string_view sentence, const Found& found, int depth) {
  std::string text;
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const auto hole = sentence.substr(at, 3);
    if (hole.size() < 3 || hole[0] != '{' || hole[2] != '}' || !found.contains(hole[1])) {
      text += sentence[at];
      continue;
    }
    const auto& held = found.at(hole[1]);
    const auto inner = std::string_view(held).substr(1);
    text += held[0] == 's' ? said_at(words, inner, depth + 1) : std::string(inner);
    at += 2;
  }
  return text;
}

std::string said_by(const char* list, const Words& words, std::string_view sentence, int depth) {
  const auto all = words.all().find(list);
  if (all == words.all().end() || !all->is_array() || depth > deepest) return std::string(sentence);
  const auto place = place_of(sentence);
  const auto rest = sentence.substr(place.size());
  for (const auto& row : *all) {
    if (!row.is_array() || row.size() != 2 || !row[0].is_string() || !row[1].is_string()) continue;
    Found found;
    if (fits(row[0].get_ref<const std::string&>(), rest, found))
      return std::string(place) + filled(words, row[1].get_ref<const std::string&>(), found, depth);
  }
  return std::string(sentence);
}

std::string said_at(const Words& words, std::string_view sentence, int depth) {
  return said_by("said", words, sentence, depth);
}

}  // namespace

std::string said(const Words& words, std::string_view sentence) {
  return said_at(words, sentence, 0);
}

std::string said_progress(const Words& words, std::string_view sentence) {
  return said_by("progress", words, sentence, 0);
}

}  // namespace golive
