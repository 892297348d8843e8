// Item view: an item of a run with all that is in it, as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/run.h"

namespace golive {

struct Forecast;

// {"path", "kind", "title", "owner", "state", "planned": {"start", "end"}, "started", "ended",
// "error",
//  "attempts", "decisions", "items": [...]}; a contingency also has its risk and what set it
//  off, and what is not done its "forecast", if there is one. What is empty is left out, but path,
//  kind, title and state.
nlohmann::json item_view(const Run& run, ItemIndex item, const Forecast* forecast);
// A container's span: from the first start in it to the last end (run's clock); the end only once
// all is done.
struct Span {
  std::optional<Instant> started, ended;
};
Span span_of(const Run& run, ItemIndex item);
// Why it failed, or what a watch under way says that is not ok; empty: nothing is wrong.
const std::string& trouble_of(const Run& run, ItemIndex item);
// The stable text of an item's state; a contingency has states of its own.
std::string_view state_text(const Run& run, ItemIndex item);

}  // namespace golive
