#include "draft/slug.h"

#include <algorithm>
#include <array>

#include "draft/folded.h"

namespace golive {

namespace {

constexpr std::size_t longest = 40;  // of an id: it stands in paths beside others

bool says_nothing(std::string_view word) {
  constexpr std::array<std::string_view, 28> fillers{
      "a",  "an", "and", "au", "aux", "avec", "by", "d",  "de",  "des",  "du",  "en",  "et", "for",
      "in", "l",  "la",  "le", "les", "of",   "on", "ou", "par", "pour", "sur", "the", "to", "un"};
  return std::find(fillers.begin(), fillers.end(), word) != fillers.end();
}

// The words that say something, as many as fit.
std::string words_of(std::string_view text, char between) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (says_nothing(word)) continue;
    if (out.size() + 1 + word.size() > longest)
      return out.empty() ? std::string(word.substr(0, longest)) : out;
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

}  // namespace

std::string Slugs::id(std::string_view title) {
  auto first = words_of(folded(title), between_);
  if (first.empty()) first = otherwise_;
  auto id = first;
  // From the last number on: a plan may have thousands of items of one name.
  for (int& number = numbers_.emplace(first, 1).first->second; !given_.insert(id).second;)
    id = first + between_ + std::to_string(++number);
  return id;
}

}  // namespace golive
