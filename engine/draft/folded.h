// Folded: a text as it is compared: lower case, no accents, words with single spaces between.
// "5. Tests d'intégration (J-5)" is "5 tests d integration j 5".
#pragma once

#include <string>
#include <string_view>

namespace golive {

std::string folded(std::string_view text);
// Whole words of a folded text. A phrase that ends in "*" is the beginning of a word.
bool has_words(std::string_view text, std::string_view phrase);
// "one phrase|another".
bool has_any(std::string_view text, std::string_view phrases);

}  // namespace golive
