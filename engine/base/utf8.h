// UTF-8: text from outside is made valid before it is stored or shown.
#pragma once

#include <string>
#include <string_view>

namespace golive {

bool is_utf8(std::string_view bytes);
// Whether valid UTF-8 holds characters that are not text: controls, except for tabs and line ends,
// and those that turn the direction of what follows, so that it reads as something else.
bool has_control(std::string_view text);
// Each byte that is not part of a valid sequence becomes U+FFFD.
std::string to_utf8(std::string_view bytes);
// At most `bytes` long, never cutting a character in two.
std::string_view cut_utf8(std::string_view text, std::size_t bytes);
// The closest of `known` to `word` by edit distance, if close enough to be a slip; else empty.
template <class Words>
std::string_view closest(std::string_view word, const Words& known);
std::size_t edit_distance(std::string_view a, std::string_view b);

template <class Words>
std::string_view closest(std::string_view word, const Words& known) {
  std::string_view best;
  std::size_t best_distance = word.size() / 3 + 2;
  for (std::string_view candidate : known) {
    const auto distance = edit_distance(word, candidate);
    if (distance < best_distance) best = candidate, best_distance = distance;
  }
  return best;
}

}  // namespace golive
