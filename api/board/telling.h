// Telling: what the board's pages say of a run, in the visitor's language, from views to JSON for
// the templates. Pure but for the run that it looks at.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "api/board/form.h"
#include "api/board/visit.h"
#include "core/run.h"
#include "report/phrase.h"
#include "view/forecast.h"
#include "view/waiting.h"

namespace golive::board {

// One run, looked at now. Valid while the run is.
struct Look {
  const Visit& visit;
  const Run& run;
  Instant now;  // of the run's clock
  const Words& words;
  Phrase phrase;
};
// In the visitor's language; where none was asked for, in the plan's.
Words words_for_run(const Visit& visit, const Run& run);

std::string run_address(const std::string& run);
std::string item_address(const std::string& run, const std::string& path);

// The run's title, state, environment, mode, J, clock, progress.
nlohmann::json head_of(const Look& look);
bool is_mine(const Look& look, const Waiting& waiting);
// What is asked, in the reader's language where it is golive that asks.
std::string question_text(const Look& look, const Waiting& waiting);
// {"address", "title", "kind", "roles", "since", "due", "text", "mine"}
nlohmann::json told(const Look& look, const Waiting& waiting);
// Opening and point of no return as sentences; null where there is nothing to say.
nlohmann::json told(const Look& look, const Forecast& forecast);
// What a form that was sent has done ("?done=go"), as a sentence; empty for anything else.
std::string done_of(const Visit& visit);
// {"text", "utc"} of an instant on the engine's clock.
nlohmann::json engine_time(const Look& look, Instant instant);

// timeline.cpp: the phases, with their items as bars. `asked_phase`: shown whole.
nlohmann::json timeline_of(const Look& look, const Forecast& forecast,
                           const std::string& asked_phase);

// output_tail.cpp: the end of what the item's process that runs now has printed; null if none runs.
nlohmann::json output_of(const Look& look, ItemIndex item);

// The page that a form came from, once `seq` is shown there, with what to say on it.
std::string back_to(const Visit& visit, const Form& form, const std::string& done,
                    std::uint64_t seq);

}  // namespace golive::board
