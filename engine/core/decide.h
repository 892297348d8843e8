// The heart. Five pure functions; the clock is handed in:
//
//   decide(run, command)     -> events | Error  may refuse; changes nothing
//   proceed(run, now)        -> events          what follows from state and time
//   apply(run, event)                           never fails; the only thing that changes a Run
//   react(run)               -> wants           what must be in flight now
//   next_deadline(run, now)  -> instant | none  when to look again though nothing has happened
//
// The caller's duties, in this order: decide; apply; proceed and apply until proceed returns
// nothing; append everything to the log, on disk; only then start what react() newly wants, and
// answer.
#pragma once

#include <optional>
#include <vector>

#include "core/command.h"
#include "core/run.h"

namespace golive {

// The events of one command. `forbidden` errors are recorded by the caller as
// event::CommandRefused.
Result<std::vector<EventBody>> decide(const Run& run, const Command& command);
std::vector<EventBody> proceed(const Run& run, Instant now);
void apply(Run& run, const Event& event);

struct Wants {
  std::vector<AttemptId> bodies;  // must be running in Lua
  std::vector<std::pair<AttemptId, EffectKey>>
      effects;  // must be under way in the world (exec, http, poll)
};
Wants react(const Run& run);
// Later than `now`, which proceed() has worked off; engine's clock.
std::optional<Instant> next_deadline(const Run& run, Instant now);

// The effect of an attempt under way, or null.
const Effect* find_effect(const Run& run, const AttemptId& id, const EffectKey& key);

}  // namespace golive
