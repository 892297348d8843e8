#include "stories/story.h"

#include <sstream>

namespace golive::test {

Story parse_story(const std::string& text) {
  Story story;
  std::istringstream lines(text);
  std::string line;
  bool in_runbook = false, past_runbook = false, expecting = false;
  while (std::getline(lines, line)) {
    if (!past_runbook) {
      story.head += line + "\n";
      if (in_runbook && line == "```")
        past_runbook = true;
      else if (in_runbook)
        story.runbook += line + "\n";
      else if (line == "```lua")
        in_runbook = true;
    } else if (line.empty()) {
      expecting = false;
    } else if (line == "----") {
      expecting = true;
    } else if (expecting) {
      story.blocks.back().expected += line + "\n";
    } else {
      story.blocks.push_back({line, {}});
    }
  }
  return story;
}

std::string to_text(const Story& story) {
  std::string text = story.head;
  for (const StoryBlock& block : story.blocks)
    text += "\n" + block.command + "\n----\n" + block.expected;
  return text;
}

}  // namespace golive::test
