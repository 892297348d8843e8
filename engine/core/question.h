// Question: what a body asks of people (ctx.ask), and what a watch asks that is inconclusive. An
// item may have several open at once: each is known by the key of its effect.
#pragma once

#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

struct OpenQuestion {
  AttemptId id;
  const Effect* effect = nullptr;
  const WatchTold* watch = nullptr;  // null: a body's
};

// In the order asked; they point into the run.
std::vector<OpenQuestion> open_questions(const Run& run, ItemIndex item);
// The role that a body's question names; empty: whoever acts on the item.
std::string role_asked(const Effect& question);
// What a person is asked, on one line and not too long: a body's own words, or what is watched.
std::string subject_asked(const OpenQuestion& question);
// "1/1.1 (is it up?), 1/2.1 (is it backed up?)"
std::string choices_text(const std::vector<OpenQuestion>& questions);

}  // namespace golive
