// Run: the state of one execution of one plan. Changed by apply() alone; everything in it follows
// from the log.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/event.h"

namespace golive {

// One enum for all items; docs/state_machines.md has a diagram for each kind and says who moves
// what.
enum class ItemState : std::uint8_t {
  waiting,
  ready,
  running,
  in_doubt,
  succeeded,
  failed,
  skipped,  // steps, smokes, watches, tasks
  undoing,
  undone,
  undo_failed,  // in a rollback
  closed,
  open,
  held,
  approved,
  refused,
  lapsed,
  waived,  // gates
};
template <>
struct EnumText<ItemState> {
  static constexpr EnumTable<ItemState, 17> table{{{ItemState::waiting, "waiting"},
                                                   {ItemState::ready, "ready"},
                                                   {ItemState::running, "running"},
                                                   {ItemState::in_doubt, "in_doubt"},
                                                   {ItemState::succeeded, "succeeded"},
                                                   {ItemState::failed, "failed"},
                                                   {ItemState::skipped, "skipped"},
                                                   {ItemState::undoing, "undoing"},
                                                   {ItemState::undone, "undone"},
                                                   {ItemState::undo_failed, "undo_failed"},
                                                   {ItemState::closed, "closed"},
                                                   {ItemState::open, "open"},
                                                   {ItemState::held, "held"},
                                                   {ItemState::approved, "approved"},
                                                   {ItemState::refused, "refused"},
                                                   {ItemState::lapsed, "lapsed"},
                                                   {ItemState::waived, "waived"}}};
};

enum class RunState { planned, running, paused, held, completed, rolled_back, aborted };
template <>
struct EnumText<RunState> {
  static constexpr EnumTable<RunState, 7> table{{{RunState::planned, "planned"},
                                                 {RunState::running, "running"},
                                                 {RunState::paused, "paused"},
                                                 {RunState::held, "held"},
                                                 {RunState::completed, "completed"},
                                                 {RunState::rolled_back, "rolled_back"},
                                                 {RunState::aborted, "aborted"}}};
};

enum class ContingencyState : std::uint8_t { dormant, offered, declined, active, ended };
template <>
struct EnumText<ContingencyState> {
  static constexpr EnumTable<ContingencyState, 5> table{{{ContingencyState::dormant, "dormant"},
                                                         {ContingencyState::offered, "offered"},
                                                         {ContingencyState::declined, "declined"},
                                                         {ContingencyState::active, "active"},
                                                         {ContingencyState::ended, "ended"}}};
};

struct Decision {
  std::string actor, role;
  Verdict verdict{};
  std::string reason;
  std::vector<Condition> conditions;
  Instant at{};
  std::string subject;
  std::string on_behalf_of = {};  // whose deputy decided
};

// What a decision with reservations asked for. Its number is its place in the run, from 1.
struct Reservation {
  ItemIndex gate = 0;
  std::string actor, role;  // whose it is
  Condition condition;
  Instant at{};                        // run's clock
  bool lapsed = false;                 // with its decision
  std::optional<Instant> closed = {};  // run's clock
  std::string closed_by = {}, closing_reason = {};
};

// A file that somebody attached to an item.
struct Evidence {
  ItemIndex item = 0;
  std::string actor, role, title;
  EvidenceFile file;
  Instant at{};  // run's clock
};

enum class AmendmentState { open, applied, refused, withdrawn, expired };
template <>
struct EnumText<AmendmentState> {
  static constexpr EnumTable<AmendmentState, 5> table{{{AmendmentState::open, "open"},
                                                       {AmendmentState::applied, "applied"},
                                                       {AmendmentState::refused, "refused"},
                                                       {AmendmentState::withdrawn, "withdrawn"},
                                                       {AmendmentState::expired, "expired"}}};
};
// A changed plan that somebody has proposed. Its number is its place in the run, from 1.
struct Amendment {
  std::string proposer, reason;
  std::shared_ptr<const Plan> plan;
  std::vector<ItemChange> items;
  std::vector<std::string> settings;
  bool has_effect = false;
  Instant at{};  // run's clock
  AmendmentState state = AmendmentState::open;
  std::vector<Decision> decisions = {};
  std::optional<Instant> ended = {};  // run's clock
  std::string why = {};               // why it was withdrawn, or has expired
  std::uint64_t seq = 0;              // of the event that proposed it
};

// `deputy` may act as `role` for `holder`, on these days.
struct Delegation {
  std::string role, holder, deputy;
  Date since{}, until{};
};

// What a watch has said last, and what became of the question if that is inconclusive.
struct WatchTold {
  WatchVerdict verdict = WatchVerdict::ok;
  std::string why = {};
  Instant at{};                             // engine's clock
  bool answered = false;                    // borne: not asked again for the same stretch
  std::string by = {}, reason = {};         // who has borne it, and why
  std::optional<std::string> outcome = {};  // its time is over, and it waits for the answer alone
  bool ended = false;                       // it says no more; what it told stays evidence
};

// A slot's execution under way: what the body has asked for, in its order, with the outcomes there
// are. A body may ask ten thousand times: what a turn looks for is found without a look at what is
// over.
struct Attempt {
  Instant started_at{};      // engine's clock
  Instant run_started_at{};  // run's clock: ctx.now before the first outcome
  std::vector<Effect> effects = {};
  std::vector<std::uint32_t> open = {};  // those without an outcome, by their place in `effects`
  std::unordered_map<EffectKey, std::uint32_t> places = {};  // of all
  bool diverged = false;  // the body asked for something else than it did before
  std::optional<std::pair<AttemptId, EffectKey>> looks_for = {};  // a probe: the effect in doubt
  std::optional<Instant> asked_since = {};      // engine's clock: while a person is asked something
  std::shared_ptr<const Plan> plan = {};        // as it was when it began: it ends on that text
  std::map<EffectKey, WatchTold> watches = {};  // whose verdict has changed
};

// Small ones side by side: ten thousand runs are in memory at once.
struct ItemRun {
  ItemState state = ItemState::waiting;
  ContingencyState contingency = ContingencyState::dormant;
  bool when_met = false;
  bool proceeds = false;          // failed, and on_failure says continue
  bool late_is_fine = false;      // a person has said: now
  bool past_return = false;       // held since it would start past the point of no return
  bool goes_past_return = false;  // a lead has said that it does
  bool used = false;              // gate: something started on its GO
  bool overdue = false;           // contingency
  bool noted_late = false;
  std::array<int, 4> attempts{};               // started, per Slot
  int failures = 0;                            // failed attempts since the last person's retry
  int rungs = 0;                               // gate: of its escalation, climbed since held_clock
  int activations = 0;                         // contingency
  std::optional<ItemIndex> triggered_by = {};  // contingency
  std::optional<Instant> opened_at = {}, started_at = {}, ended_at = {};  // run's clock
  std::optional<Instant> opened_clock = {};  // engine's clock: `within` counts real time
  std::optional<Instant> ended_clock = {};   // engine's clock: how long ago it really was
  std::optional<Instant> not_before = {};    // engine's clock: a scheduled retry
  std::optional<Instant> held_clock = {};    // gate, engine's clock: since when silence holds it
  std::string result = {};                   // JSON of what the body returned
  std::string error = {};                    // of the last failure; why it was skipped
  std::string undo_note = {};                // "not needed", "impossible: ...", set by a rollback
  std::vector<Decision> decisions = {};      // gate: those that count now
  std::vector<Decision> glass = {};          // gate: who has broken it; the verdict says nothing
};

// Undoing what was done, backwards.
struct Rollback {
  ItemIndex to = 0;
  std::vector<ItemIndex> items = {};  // still to be undone, the next one first
  bool ended = false;
};

struct Run {
  RunId id;
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const Timeline> timeline;
  std::string folder, environment, starter;
  std::map<std::string, std::string> parameters;
  Mode mode = Mode::rehearsal;
  std::uint64_t seed = 0;
  Drill drill = {};
  std::uint64_t seq = 0;  // of the last event applied
  bool started = false, paused = false;
  std::optional<RunState> final_state = {};
  Duration offset{};  // run's clock = engine's clock + offset
  Date created_j{};
  std::map<std::string, Instant> lifted_freezes = {};  // and windows: when; run's clock
  std::vector<MeasuredUndo> measured_undos = {};       // by the rehearsals; ascending by item
  std::optional<Instant> moved_at = {};                // when J was last moved; run's clock
  Instant created_at{}, last_event_at{};
  std::vector<ItemRun> items = {};             // parallel to Plan::items
  std::map<AttemptId, Attempt> attempts = {};  // under way
  // Of attempts that are over: what had no outcome by then. One that comes still is recorded once.
  std::set<std::pair<AttemptId, EffectKey>> unanswered = {};
  std::set<ItemIndex> holds = {};  // items that wait for a decision: failed, refused, in doubt, ...
  std::vector<ItemIndex> started_order =
      {};  // steps, once for each start: rollback goes backwards through it
  std::optional<ItemIndex> active_contingency = {};
  std::optional<Rollback> rollback = {};
  std::map<std::string, std::vector<std::string>> bound = {};  // role -> who alone holds it
  std::vector<Delegation> delegations = {};                    // one a role and holder
  std::vector<Reservation> reservations = {};
  std::vector<Evidence> evidence = {};  // in the order of the log
  std::vector<Amendment> amendments = {};
  std::string basis = {};  // hash of the last plan that changed more than words: gates rest on it
  bool aborting = false;   // rolling back before RunAborted
  std::string abort_reason = {};
  std::map<std::string, Instant> noted_days = {};  // by channel: its last daily note, run's clock
  std::optional<HeadOccasion> owed_head = {};      // what came after the last signed head
  Instant day_end{};                               // of the day under way; run's clock
  std::shared_ptr<const event::HeadSigned> signed_head = {};  // the last one
};

RunState state_of(const Run& run);
bool is_final(const Run& run);
bool rolling_back(const Run& run);
// The holds that stop what goes on now: while a contingency runs, or a rollback, only theirs.
std::vector<ItemIndex> blocking_holds(const Run& run);
// The run's clock.
Instant run_time(const Run& run, Instant engine_time);
// Nothing after it has to wait for this item any more (containers: all their children).
bool is_done(const Run& run, ItemIndex item);
// A container's state, derived from its children; a leaf's own.
ItemState state_of(const Run& run, ItemIndex item);
// The attempt of an item that is under way, if any.
const Attempt* attempt_under_way(const Run& run, ItemIndex item, AttemptId* id = nullptr);
// Null: it has not asked for it.
Effect* effect_of(Attempt& attempt, const EffectKey& key);
// Whether an effect without an outcome is such.
template <class Is>
bool any_open(const Attempt& attempt, Is is) {
  return std::any_of(attempt.open.begin(), attempt.open.end(),
                     [&](std::uint32_t place) { return is(attempt.effects[place]); });
}
// It is inconclusive, and nobody has said yet what that comes to.
bool asks_somebody(const WatchTold& watch);
// What a watch under way has told, the worst where it watches several things (what somebody has
// borne is no worse than degraded); none: nothing yet, so it is ok. And only what is not ok. All of
// them: core/told_watches.h.
const WatchTold* told_watch(const Run& run, ItemIndex item);
const WatchTold* bad_watch(const Run& run, ItemIndex item);
// A body's question, or that of one of its watches, has no answer yet.
bool asks_somebody(const Attempt& attempt);
// Whether the author wants a probe to look whether this effect of an attempt has happened.
bool is_probed(const Run& run, const AttemptId& id, const Effect& effect);
// The first effect of an item in doubt that a probe is to look for.
std::optional<std::pair<AttemptId, EffectKey>> doubt_to_probe(const Run& run, ItemIndex item);
// For apply() alone: these are over, and what they still waited for is remembered.
template <class IsOver>
void end_attempts(Run& run, IsOver is_over) {
  std::erase_if(run.attempts, [&](const auto& attempt) {
    if (!is_over(attempt.first)) return false;
    for (const auto place : attempt.second.open)
      if (const Effect& effect = attempt.second.effects[place];
          leaves_the_engine(effect.kind) && !effect.refused)
        run.unanswered.emplace(attempt.first, effect.key);
    return true;
  });
}
// What became of its undo cannot be known, and waits for an answer.
bool undo_in_doubt(const Run& run, ItemIndex item);
// The item whose failure fulfils a contingency's trigger now, if any.
std::optional<ItemIndex> trigger_cause(const Run& run, ItemIndex contingency);
bool is_within(const Plan& plan, ItemIndex item, ItemIndex holder);  // also the holder itself

}  // namespace golive
