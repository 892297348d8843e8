// Event: something that happened in a run, past tense. The log of a run is a list of these,
// hash-chained (core/chain.h); everything else is a fold of it. One struct an event; its JSON pair
// is in event_json.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/enum_text.h"
#include "base/instant.h"
#include "core/condition.h"
#include "core/drill.h"
#include "core/effect.h"
#include "core/item_change.h"
#include "core/measurements.h"
#include "core/plan.h"
#include "core/timeline.h"
#include "core/watch_event.h"

namespace golive {

using RunId = std::string;  // "eventtickets-uat-2027-01-15-1"

enum class Mode { live, rehearsal, simulation };
template <>
struct EnumText<Mode> {
  static constexpr EnumTable<Mode, 3> table{
      {{Mode::live, "live"}, {Mode::rehearsal, "rehearsal"}, {Mode::simulation, "simulation"}}};
};

enum class Verdict { go, reservations, no_go };
template <>
struct EnumText<Verdict> {
  static constexpr EnumTable<Verdict, 3> table{
      {{Verdict::go, "go"}, {Verdict::reservations, "reservations"}, {Verdict::no_go, "no-go"}}};
};

enum class TaskResult { passed, failed, not_applicable };
template <>
struct EnumText<TaskResult> {
  static constexpr EnumTable<TaskResult, 3> table{{{TaskResult::passed, "pass"},
                                                   {TaskResult::failed, "fail"},
                                                   {TaskResult::not_applicable, "not-applicable"}}};
};

enum class DoubtAnswer { done, not_done, again };
template <>
struct EnumText<DoubtAnswer> {
  static constexpr EnumTable<DoubtAnswer, 3> table{{{DoubtAnswer::done, "done"},
                                                    {DoubtAnswer::not_done, "not-done"},
                                                    {DoubtAnswer::again, "again"}}};
};

// What a head of the log is signed for.
enum class HeadOccasion { gate, day, end };
template <>
struct EnumText<HeadOccasion> {
  static constexpr EnumTable<HeadOccasion, 3> table{
      {{HeadOccasion::gate, "gate"}, {HeadOccasion::day, "day"}, {HeadOccasion::end, "end"}}};
};

// Who did it, and from where. "engine" acts on its own by time and outcome.
struct Actor {
  std::string name;
  std::string from;                     // "rest", "terminal", "engine"
  std::vector<std::string> roles = {};  // only on commands; the log keeps the role that was used
  bool may_bring_code = false;
  // Of `roles`, those that are somebody else's, with whom the actor stands in for.
  std::map<std::string, std::vector<std::string>> deputy_for = {};
};

// What is known of a file of evidence. Of test results (JUnit): what they say.
struct EvidenceFile {
  std::string name, media_type, sha256;  // of what was kept: after redaction
  std::uint64_t size = 0;
  int tests = 0, failed = 0, skipped = 0;
  std::vector<std::string> failing = {};  // the first of them, by name
};

namespace event {

// the run
struct RunCreated {
  RunId run;
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const Timeline> timeline;
  std::string folder;  // where processes start, absolute
  std::string environment;
  std::map<std::string, std::string> parameters;
  Mode mode = Mode::rehearsal;
  std::uint64_t seed = 0;  // ctx.random
  Drill drill = {};        // rehearsal: what is made to go wrong
};
struct RunStarted {};
struct RunPaused {
  std::string reason;
};
struct RunResumed {
  std::string reason;
};
struct ClockJumped {
  Duration by{};
};  // rehearsal: the run's clock moves on by so much
struct JMoved {
  Date before{};                             // J until now
  std::shared_ptr<const Timeline> timeline;  // for the new J; what has begun keeps its times
  std::string reason;
};
struct FreezeLifted {
  std::string freeze;
  std::string reason;
};  // it stops nothing any more
// What its rehearsals say by now; the point of no return goes by it. In place of what was said.
struct UndosMeasured {
  std::uint64_t rehearsals = 0;     // of the plan, that are over
  std::vector<MeasuredUndo> undos;  // ascending by item
};
struct RunCompleted {};
struct RunRolledBack {};
struct RunAborted {
  std::string reason;
  bool rolled_back = false;
};
struct EngineTookOver {
  std::uint64_t epoch = 0;
};  // a restarted engine goes on with this run

// items
struct ItemOpened {
  ItemIndex item = 0;
};  // a task or gate that people may act on now
struct TaskStarted {
  ItemIndex item = 0;
};
struct TaskEnded {
  ItemIndex item = 0;
  TaskResult result{};
  std::string comment;
};
struct ItemSkipped {
  ItemIndex item = 0;
  std::string reason;
  bool by_condition = false;
};
struct ItemMarkedDone {
  ItemIndex item = 0;
  std::string reason;
};
struct ItemRetried {
  ItemIndex item = 0;
  std::string reason;
  std::vector<ItemIndex> speaks_for = {};  // what may start past the point of no return, by that
};                                         // a person: waiting again
struct StartMissed {
  ItemIndex item = 0;
  std::string why;
};  // its time passed while nothing could start: somebody says what becomes of it
struct ReturnPassed {
  ItemIndex item = 0;
  std::string why;
};  // it would start past the point of no return: a lead says whether it does

// gates
struct DecisionMade {
  ItemIndex gate = 0;
  std::string role;
  Verdict verdict{};
  std::string reason;
  std::vector<Condition> conditions;  // of reservations
  std::string subject;                // hash of what was decided on
  std::string on_behalf_of = {};      // whose deputy decided; empty: nobody's
};
// What it rests on has changed before the gate was used: it does not count any more.
struct DecisionLapsed {
  ItemIndex gate = 0;
  std::string person, role, why;
};
struct GateApproved {
  ItemIndex gate = 0;
};
struct GateRefused {
  ItemIndex gate = 0;
  std::string why = {};  // empty: a no-go; else silence, up to the end of its escalation
};
struct GateHeld {
  ItemIndex gate = 0;
  std::string why;
};  // nobody answered in time
struct GateLapsed {
  ItemIndex gate = 0;
  std::string why;
};  // an unused GO grew too old, J was moved, or what it rests on has changed
struct GateEscalated {
  ItemIndex gate = 0;
  std::string role, why;
};  // nobody has decided yet: the next one on its escalation is told
// One of the two people who together open a gate without its quorum.
struct GlassBroken {
  ItemIndex gate = 0;
  std::string role, reason;
  std::string on_behalf_of = {};
};
struct GateWaived {
  ItemIndex gate = 0;
  std::string why;  // who broke the glass, as what
};
struct ReservationClosed {
  int reservation = 0;  // its number in the run, from 1
  std::string role, reason;
};

// A file that a person attached to an item; its bytes are on disk before this.
struct EvidenceAdded {
  ItemIndex item = 0;
  std::string role, title;
  EvidenceFile file;
};

// a changed plan for this run
struct AmendmentProposed {
  int amendment = 0;                  // its number in the run, from 1
  std::shared_ptr<const Plan> plan;   // the run's plan, grown by the amended text
  std::vector<ItemChange> items;      // those that are not kept as they are
  std::vector<std::string> settings;  // fields of the plan itself that differ
  bool has_effect = false;            // not only what people read: it must be approved
  std::string reason;
};
struct AmendmentDecided {
  int amendment = 0;
  std::string role;
  Verdict verdict{};  // go or no-go
  std::string reason;
  std::string subject;  // hash of what was decided on
  std::string on_behalf_of = {};
};
struct AmendmentWithdrawn {
  int amendment = 0;
  std::string reason;
};
struct AmendmentExpired {
  int amendment = 0;
  std::string why;
};  // the run has moved on, so that it would not do any more what was proposed
struct AmendmentApplied {
  int amendment = 0;
  std::shared_ptr<const Timeline> timeline;  // what has begun keeps its times
};                                           // the run goes on with its plan

// who is who in this run
struct RoleBound {
  std::string role;
  std::vector<std::string> people;  // who alone hold it from now on
  std::string reason;
};
struct RoleDelegated {
  std::string role, holder, deputy;
  Date since{}, until{};  // days of the plan's zone, both included
  std::string reason;
};

// attempts and effects
struct AttemptStarted {
  AttemptId id;
};
struct EffectRequested {
  AttemptId id;
  EffectKey key;
  EffectKind kind{};
  std::string request;
};
struct EffectFinished {
  AttemptId id;
  EffectKey key;
  std::string outcome;
};
// An outcome that came too late, or for an older attempt: nothing follows from it. Once an effect.
struct OutcomeRefused {
  AttemptId id;
  EffectKey key;
  std::string outcome, why;
};
struct AttemptSucceeded {
  AttemptId id;
  std::string result;
};  // JSON of what the body returned
struct AttemptFailed {
  AttemptId id;
  std::string error;
};
struct RetryScheduled {
  ItemIndex item = 0;
  Instant not_before{};
};  // engine's clock
// An effect whose outcome cannot be known (key set), or a body that asked for something else than
// it did before (`expected` and `asked` set).
struct DoubtArose {
  AttemptId id;
  EffectKey key;
  std::string why, expected, asked;
};
struct DoubtAnswered {
  AttemptId id;
  EffectKey key;
  DoubtAnswer answer{};
  std::string outcome;  // done: what the body shall see
  std::string reason;
};

// contingencies and rollback
struct ContingencyOffered {
  ItemIndex contingency = 0;
  std::string why;
};
struct ContingencyActivated {
  ItemIndex contingency = 0;
  std::string role, reason;
};
struct ContingencyDeclined {
  ItemIndex contingency = 0;
  std::string role, reason;
};
struct ContingencyOverdue {
  ItemIndex contingency = 0;
};  // nobody decided within its time
struct ContingencyEnded {
  ItemIndex contingency = 0;
};
struct RollbackStarted {
  ItemIndex to = 0;              // back to the start of this item
  std::vector<ItemIndex> items;  // in the order in which they will be undone
  std::string reason;
};
struct UndoPassedOver {
  ItemIndex item = 0;
  bool possible = false;
  std::string why;
};  // not needed, or impossible
struct RollbackEnded {};

// refusals that an auditor wants to see (a role that may not)
struct CommandRefused {
  std::string command, item, reason;
};

// what time alone brings, noted where a channel tells it
struct ItemLate {
  ItemIndex item = 0;
  std::string why;
};
struct DayNoted {
  std::string channel;
};  // the time of its daily note has come

// The log up to the event before is vouched for by whoever holds the key (core/head.h).
struct HeadSigned {
  HeadOccasion occasion{};
  std::uint64_t of = 0;              // that event's number
  std::string head, key, signature;  // its hash; hex
};

}  // namespace event

using EventBody = std::variant<
    event::RunCreated, event::RunStarted, event::RunPaused, event::RunResumed, event::ClockJumped,
    event::JMoved, event::FreezeLifted, event::UndosMeasured, event::RunCompleted,
    event::RunRolledBack, event::RunAborted, event::EngineTookOver, event::ItemOpened,
    event::TaskStarted, event::TaskEnded, event::ItemSkipped, event::ItemMarkedDone,
    event::ItemRetried, event::StartMissed, event::ReturnPassed, event::DecisionMade,
    event::DecisionLapsed, event::GateApproved, event::GateRefused, event::GateHeld,
    event::GateLapsed, event::GateEscalated, event::GlassBroken, event::GateWaived,
    event::ReservationClosed, event::EvidenceAdded, event::AmendmentProposed,
    event::AmendmentDecided, event::AmendmentWithdrawn, event::AmendmentExpired,
    event::AmendmentApplied, event::RoleBound, event::RoleDelegated, event::AttemptStarted,
    event::EffectRequested, event::EffectFinished, event::OutcomeRefused, event::AttemptSucceeded,
    event::AttemptFailed, event::RetryScheduled, event::DoubtArose, event::DoubtAnswered,
    event::ContingencyOffered, event::ContingencyActivated, event::ContingencyDeclined,
    event::ContingencyOverdue, event::ContingencyEnded, event::RollbackStarted,
    event::UndoPassedOver, event::RollbackEnded, event::CommandRefused, event::ItemLate,
    event::DayNoted, event::HeadSigned, event::WatchChanged, event::WatchEnded,
    event::WatchAnswered>;

struct Event {
  std::uint64_t seq = 0;  // 1, 2, 3, ... in its log
  Instant at{};           // the engine's clock, UTC
  std::string actor;      // a name, or "engine"
  std::string from;       // the door it came through; empty for the engine
  EventBody body;
};

// "step_started"-like stable name: "run_created", "effect_finished", ...
std::string_view kind_of(const EventBody& body);

}  // namespace golive
