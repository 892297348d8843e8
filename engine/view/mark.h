// Mark: a state at a glance, by shape; colour, where there is any, only repeats it.
#pragma once

#include <string>
#include <string_view>

namespace golive {

enum class Tone { quiet, good, busy, asks, bad };

struct Mark {
  std::string_view shape;
  Tone tone;
};

// By the stable text of a state (item, contingency, run), a verdict or a result.
Mark mark_of(std::string_view state);
// The text in the tone's terminal colour, or as it is.
std::string toned(std::string_view text, Tone tone, bool colour);

}  // namespace golive
