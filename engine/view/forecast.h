// Forecast: when what is still to come will begin and end if it takes as long as rehearsals have
// measured (the median), and where none has, as was estimated. It
// follows from what has happened, the planned times, the freezes, the edges and the estimates, as
// in the critical path method: forwards for the earliest times, backwards for the slack (J. Kelley,
// M. Walker, "Critical-Path Planning and Scheduling", 1959). An open gate is taken to be answered
// at once, and what has no estimate to take as long as core/estimates.h assumes. All instants are
// on the run's clock.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/measurements.h"
#include "core/run.h"

namespace golive {

// The last minute at which a rollback still fits.
struct NoReturn {
  Instant at;
  Duration rollback{};  // how long undoing takes, of all that will have begun by then
  Instant back_by;      // until when the service must be back
  std::string because;  // "objective rto", "window night", "end of go-live"
  bool fits = true;     // false: not even the first undo does
};

// The opening begins by then in half of all cases, and in nine of ten: of a hundred in which work
// and answers take as long as core/estimates.h draws (from the rehearsals where there are any), by
// the run's seed.
struct Odds {
  Instant p50, p90;
};

struct Forecast {
  struct Span {
    Instant start{}, end{};
    // By how much it may end later without moving the opening past its planned time, or past its
    // forecast one if that is later. None: the opening does not wait for it.
    std::optional<Duration> slack = {};
  };
  std::vector<Span> items = {};            // parallel to Plan::items; of contingencies: nothing
  std::optional<ItemIndex> opening = {};   // the first item that does = "opening"
  std::vector<ItemIndex> critical = {};    // the leaves that the opening's time hangs on, in order
  std::optional<Odds> odds = {};           // of the opening, while it has not begun
  std::optional<NoReturn> no_return = {};  // if a window, an objective or a planned end asks for it
  // The first item that is forecast to start past it, where the plan states until when all must be
  // back: a lead will be asked.
  std::optional<ItemIndex> past_return = {};
  // Of the leaves that are still to come, gates apart: by how many rehearsals how many durations
  // were measured, and how many are estimates.
  std::size_t rehearsals = 0, measured = 0, estimated = 0;
};

// How long a leaf takes, all in all, that has not ended yet.
using DurationOf = std::function<Duration(ItemIndex)>;

Forecast forecast_of(const Run& run, Instant run_now, const DurationOf& duration_of,
                     const Measurements& measured = {});
// By what was measured and the estimates, with the odds.
Forecast forecast_of(const Run& run, Instant run_now, const Measurements& measured = {});

// {"opening": {"item", "planned", "forecast", "p50", "p90", "late_ms"}, "critical": [...],
// "no_return": {..., "near", "past": {"item", "start"}},
// "from": {"rehearsals", "measured", "estimated"}}; null for a run that is over.
nlohmann::json forecast_view(const Run& run, Instant run_now, const Forecast& forecast);
// {"start", "end", "slack_ms"} of an item, the last only where there is one.
nlohmann::json forecast_view(const Run& run, const Forecast::Span& span);
// Lines for a terminal; none if the plan opens nothing, or has opened it.
std::vector<std::string> forecast_text(const Run& run, Instant run_now, const Forecast& forecast);

}  // namespace golive
