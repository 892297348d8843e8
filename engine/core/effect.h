// Effect: one thing wanted from the world by a step body. Requests and outcomes are JSON texts
// (canonical: keys sorted, no spaces), since bodies see exactly what is recorded.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_text.h"
#include "base/instant.h"
#include "core/plan.h"

namespace golive {

// The function of an item that is run. `action` is `run`.
enum class Slot { action, undo, when, probe };
template <>
struct EnumText<Slot> {
  static constexpr EnumTable<Slot, 4> table{
      {{Slot::action, "run"}, {Slot::undo, "undo"}, {Slot::when, "when"}, {Slot::probe, "probe"}}};
};

// One execution of one slot of one item; attempts count from 1 per slot.
struct AttemptId {
  ItemIndex item = 0;
  Slot slot = Slot::action;
  int attempt = 1;
  friend auto operator<=>(const AttemptId&, const AttemptId&) = default;
};

// The kinds that leave the engine are exec, http and poll; sleep ends by time, ask by a person;
// log, check and evidence are recorded and done.
enum class EffectKind { exec, http, poll, sleep, ask, log, check, evidence };
template <>
struct EnumText<EffectKind> {
  static constexpr EnumTable<EffectKind, 8> table{{{EffectKind::exec, "exec"},
                                                   {EffectKind::http, "http"},
                                                   {EffectKind::poll, "poll"},
                                                   {EffectKind::sleep, "sleep"},
                                                   {EffectKind::ask, "ask"},
                                                   {EffectKind::log, "log"},
                                                   {EffectKind::check, "check"},
                                                   {EffectKind::evidence, "evidence"}}};
};

// Branch path and number: "3" is the third effect of the body, "2/1.4" the fourth effect of branch
// 1 of the ctx:parallel that was number 2.
using EffectKey = std::string;

// What a watch says of what it watches. Only ok and degraded pass; inconclusive: a person says.
enum class WatchVerdict { ok, degraded, down, inconclusive };
template <>
struct EnumText<WatchVerdict> {
  static constexpr EnumTable<WatchVerdict, 4> table{{{WatchVerdict::ok, "ok"},
                                                     {WatchVerdict::degraded, "degraded"},
                                                     {WatchVerdict::down, "down"},
                                                     {WatchVerdict::inconclusive, "inconclusive"}}};
};

struct Effect {
  EffectKey key;
  EffectKind kind = EffectKind::log;
  std::string request;                            // JSON; shapes in docs/event_format.md
  Instant requested_at{};                         // engine's clock
  std::optional<std::string> outcome = {};        // JSON; none: in flight
  std::optional<std::uint64_t> outcome_seq = {};  // its place in the log: the order of replay
  Instant outcome_at{};                           // run's clock: what ctx.now says after it
  bool in_doubt = false;              // whether it happened cannot be known; waits for an answer
  std::optional<Instant> until = {};  // run's clock: when a sleep ends
  bool refused = false;               // an outcome came late: that one did is enough to know
};

// Exec, http and poll; sleep ends by time, ask by a person, and the others are done at once.
bool leaves_the_engine(EffectKind kind);

// The effect among all of its run's, the same whenever it is asked for: "4/run/1/2/1.4" for item
// 4. With "/" and a name it is the id of a value that was captured by it; no secret's id has a "/".
std::string effect_id(const AttemptId& id, const EffectKey& key);

// Whether it may be done again when it is not known whether it was done: as the request itself says
// by its `interruption`, or because that can do no harm (GET, HEAD, poll, sleep, and what never
// leaves the engine). None: as its step says.
std::optional<bool> may_repeat(EffectKind kind, const std::string& request);

// What the request itself says by its `interruption`, if it does.
std::optional<Interruption> interruption_of(const std::string& request);

// Until when it sleeps, on the run's clock, if it does.
std::optional<Instant> sleep_end(EffectKind kind, const std::string& request);

}  // namespace golive
