// Question: what a run waits for that one person may settle, with the commands that would settle
// it. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/run.h"

namespace golive::cli {

// A field that the person is asked for: "reason", "comment".
struct Wanted {
  std::string field;
  bool may_be_empty = false;
  std::string hint = {};
};

// One way to settle a question.
struct Choice {
  std::string word;     // what the person types; its first letter is enough
  std::string command;  // as in core/codec.h
  std::string fields;   // JSON of the fields that are settled by the choice
  std::vector<Wanted> texts = {};
};

struct Question {
  std::string id;    // stays the same while the same thing is waited for
  std::string text;  // "Gate go-live/go: ..."
  std::vector<Choice> choices;
};

// What waits for a person first, then what holds the run; each in the order of the plan.
// `person`: with the roles of this run; `now`: engine's clock.
std::vector<Question> questions_for(const Run& run, const Actor& person, Instant now);
// Gates that wait for a role of this person, who may not decide them for having started the run.
std::string barred_gates(const Run& run, const Actor& person);

}  // namespace golive::cli
