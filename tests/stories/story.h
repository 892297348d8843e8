// A story: a runbook, and blocks of command lines with what must follow from them.
//
//   # What it is about.
//   ```lua
//   return plan "p" { ... }
//   ```
//
//   create uat 2027-01-15
//   ----
//   run_created
//   ...
//
// Commands:
//
//   create ENVIRONMENT J [MODE]            by "starter"
//   NAME:ROLE[,ROLE] COMMAND {fields}      in the words of the API
//   amend NAME[:ROLES] {"edits":[["text","in its place"],...],"reason":"...","code":true}
//                                          the runbook as written above, with these edits
//   pass DURATION                          the clock moves, stopping at each deadline
//   world PART OUTCOME                     what the world says to requests that contain PART;
//                                          "silence": nothing
//   answer PATH OUTCOME                    the oldest unanswered request of an item is answered
//   late PATH OUTCOME                      what an item asked for last comes to this, though it was
//                                          answered, cancelled, or is in doubt
//   judge PATH VERDICT [WHY]               what the item's poll watches is ok, degraded, down or
//                                          inconclusive now
//   restart [DURATION]                     the engine ends; another takes over, so much later
//
// What follows: events (those of people with "by NAME"), "-> request" asked of the world, refusals,
// and the state.
#pragma once

#include <string>
#include <vector>

namespace golive::test {

struct StoryBlock {
  std::string command;
  std::string expected;  // lines
};

struct Story {
  std::string head;  // comments and runbook, as written
  std::string runbook;
  std::vector<StoryBlock> blocks;
};

Story parse_story(const std::string& text);
std::string to_text(const Story& story);

}  // namespace golive::test
