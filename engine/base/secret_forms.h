// The forms in which a secret's value commonly travels: raw, base64, URL, JSON, shell, hex. Pure
// text; nothing is kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace golive {

// Each form once. Of base64 (plain and URL alphabet) it is the part that does not depend on the
// bytes around the value, for each of the three alignments; of the others, the text without
// surrounding quotes.
std::vector<std::string> secret_forms(std::string_view value);

}  // namespace golive
