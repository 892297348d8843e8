// Said: the sentences that the engine itself speaks are in the log in English; here they are said
// in a report's language. What people, processes and servers said stays as they said it.
#pragma once

#include <string>
#include <string_view>

#include "report/words.h"

namespace golive {

// A sentence of the engine by the words' list "said": [pattern, sentence] each. In a pattern {w1}
// stands for a word, {t1} for any text, {s1} for a sentence that is itself said; in the sentence
// {1} for what was there. The first that fits counts; what fits none is left as it is, and so is
// the place before it ("runbook.lua:14: ").
std::string said(const Words& words, std::string_view sentence);
// What happened, as `progress_sentence` tells it: by the words' list "progress", whose {s1} are
// sentences of "said".
std::string said_progress(const Words& words, std::string_view sentence);

}  // namespace golive
