// No return: until when the service must be back, as far as the plan states it, and whether what
// would start now could still be taken back by then. By what has happened alone: what is still to
// come is the forecast's (view/forecast.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

struct BackBy {
  Instant at;
  std::string because;  // "objective rto", "window night"
};
// The first item of the main line that does = "opening".
std::optional<ItemIndex> opening_of(const Plan& plan);
// The phase (or contingency) that an item stands in.
ItemIndex phase_of(const Plan& plan, ItemIndex item);
// The earlier of the end of the opening's window, and the recovery time (objective "rto") after the
// downtime began, or will at `downtime_start`; none: the plan states none. Run's clock.
std::optional<BackBy> stated_back_by(const Run& run, ItemIndex opening, Instant downtime_start);
// The first item of the main line that does = "downtime_start".
std::optional<ItemIndex> downtime_start_of(const Plan& plan);
// Whether undoing can come to it: a step with effects, up to the opening and in its phase.
bool concerns_return(const Plan& plan, ItemIndex opening, ItemIndex item);
// How long undoing it takes: as its rehearsals have measured, else as was estimated.
Duration undo_time(const Run& run, ItemIndex item);
// What a run is to know of its rehearsals: the medians of the undos that its point of no return
// goes by. None where the plan states no time to be back by.
std::vector<MeasuredUndo> undos_to_tell(const Run& run, const Measurements& measured);
// Whether there is anything to measure: before it asks for measurements, which may cost reading.
bool goes_by_undos(const Run& run);
// How long undoing takes of what has begun in the opening's phase, but for `except`.
Duration rollback_so_far(const Run& run, ItemIndex opening, ItemIndex except);

struct PastReturn {
  Instant at;           // the last minute at which it could have started
  Duration rollback{};  // of all that has begun, and of the item itself
  BackBy limit;
};
// Set if the item would start past the point of no return, and no lead has accepted that yet.
std::optional<PastReturn> past_return(const Run& run, ItemIndex item, Instant run_now);
// Whom a lead's word speaks for that lets this item start past that point: itself, and all that
// would be asked about after it; in the order of the plan.
std::vector<ItemIndex> spoken_for(const Run& run, ItemIndex item);

}  // namespace golive
