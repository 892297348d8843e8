#include "draft/folded.h"

#include <algorithm>

namespace golive {

namespace {

// U+00C0 to U+00FF without their accents; a space where there is no letter.
constexpr std::string_view latin =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";

bool is_continued(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// The letter or digit that begins at `at`, ' ' where there is none; moves `at` past it.
char letter_at(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at++]);
  if (byte >= 'A' && byte <= 'Z') return static_cast<char>(byte + 32);
  if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) return static_cast<char>(byte);
  if (byte < 0xC0) return ' ';
  unsigned code = byte & 0x1FU;
  const bool two_bytes = byte < 0xE0 && is_continued(text, at);
  if (two_bytes) code = (code << 6U) | (static_cast<unsigned char>(text[at]) & 0x3FU);
  while (is_continued(text, at)) ++at;
  if (two_bytes && code >= 0xC0 && code <= 0xFF) return latin[code - 0xC0];
  return two_bytes && (code == 0x152 || code == 0x153) ? 'o' : ' ';
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char letter = letter_at(text, at);
    if (letter != ' ' || (!out.empty() && out.back() != ' ')) out += letter;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool has_words(std::string_view text, std::string_view phrase) {
  const bool open = phrase.ends_with('*');
  if (open) phrase.remove_suffix(1);
  for (auto at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    const auto end = at + phrase.size();
    if ((at == 0 || text[at - 1] == ' ') && (open || end == text.size() || text[end] == ' '))
      return true;
  }
  return false;
}

bool has_any(std::string_view text, std::string_view phrases) {
  while (!phrases.empty()) {
    const auto end = std::min(phrases.find('|'), phrases.size());
    if (has_words(text, phrases.substr(0, end))) return true;
    phrases.remove_prefix(std::min(end + 1, phrases.size()));
  }
  return false;
}

}  // namespace golive
