#include "report/drill_text.h"

namespace golive {

std::string drill_text(const Drill& drill, const Phrase& phrase) {
  const auto word = [&](const char* key) { return phrase.word("drill_of", key); };
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  for (const auto& item : drill.failing) add(item + " " + word("fails"));
  for (const auto& role : drill.absent) add(word("absent") + " " + phrase.role(role));
  if (drill.late > Duration{}) add(word("late") + " " + phrase.duration(drill.late));
  for (const auto& [item, by] : drill.late_items)
    add(word("late") + " " + phrase.duration(by) + " (" + item + ")");
  return text;
}

}  // namespace golive
