// Command: asked by an actor. decide() answers with events or an Error, and changes nothing.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/event.h"

namespace golive {

namespace command {

// of people; `item` is a path or an unambiguous tail of one
struct Decide {
  std::string gate;
  Verdict verdict{};
  std::string role;  // empty: the one role of the gate that the actor has
  std::string reason;
  std::vector<Condition> conditions;
  std::string seen = {};  // the subject that the person saw, or its first digits; empty: not said
};
struct BreakGlass {
  std::string gate, role, reason;  // role: as for Decide
};
struct CloseReservation {
  int reservation = 0;
  std::string reason;
};
struct AddEvidence {
  std::string item, title, file;  // file: its name
  std::string upload;             // whose parts have come before
  EvidenceFile kept = {};         // of the engine: what these are, on disk
};
struct Bind {
  std::string role;
  std::vector<std::string> people;
  std::string reason;
};
struct Delegate {
  std::string role, to;
  Date from{}, until{};
  std::string reason;
};
struct DecideAmendment {
  int amendment = 0;
  Verdict verdict{};
  std::string role, reason;
  std::string seen = {};  // as for Decide
};
struct WithdrawAmendment {
  int amendment = 0;
  std::string reason;
};
struct StartTask {
  std::string item;
};
struct EndTask {
  std::string item;
  TaskResult result{};
  std::string comment;
};
struct RetryItem {
  std::string item, reason;
  bool only = false;  // past the point of no return: it speaks for this item alone
};
struct SkipItem {
  std::string item, reason;
};
struct MarkDone {
  std::string item, reason;
};
struct Pause {
  std::string reason;
};
struct Resume {
  std::string reason;
};
struct Abort {
  std::string reason;
  bool rollback = false;
};
struct MoveJ {
  Date j{};
  std::string reason;
};
struct LiftFreeze {
  std::string freeze, reason;
};
struct Activate {
  std::string contingency, reason;
};
struct Decline {
  std::string contingency, reason;
};
struct AnswerDoubt {
  std::string item;
  DoubtAnswer answer{};
  std::string outcome, reason;
};
struct AnswerQuestion {
  std::string item;
  std::string answer;
  std::string reason = {};  // of a watch that is inconclusive
  EffectKey key = {};       // which of several open questions; empty: the only one
  // Of the engine: what the watches that ask have kept so far, as their outcomes' `samples`.
  std::map<std::pair<AttemptId, EffectKey>, std::string> sealed = {};
};  // ctx.ask, or whether what a watch could not see is borne: "ok", "failed"

// A changed plan for the run, as loaded; its text is in the store. From a person, read from no
// JSON.
struct Amend {
  std::shared_ptr<const Plan> plan;
  std::string reason;
  // The hash of the run's plan that it was held against, as far as the proposer saw it (some of its
  // first digits), and the one that it takes files over from. Empty: whichever the run has.
  std::string seen = {}, onto = {};
};

// of the engine
struct Tick {};  // time has passed, or something was applied
struct TakeOver {
  std::uint64_t epoch = 0;
  // Effects without an outcome that are known not to have begun, or are held by the world still.
  std::set<std::pair<AttemptId, EffectKey>> certain = {};
};  // first command after a restart
struct RequestEffect {
  AttemptId id;
  EffectKey key;
  EffectKind kind{};
  std::string request;
  std::string outcome;
};
struct FinishEffect {
  AttemptId id;
  EffectKey key;
  std::string outcome;
};
struct LoseEffect {
  AttemptId id;
  EffectKey key;
  std::string why;
};  // whether it has happened cannot be known any more
struct FinishBody {
  AttemptId id;
  bool ok = false;
  std::string result_or_error;
};
struct BodyDiverged {
  AttemptId id;
  EffectKey key;
  std::string expected, asked;
};
struct JudgeWatch {
  AttemptId id;
  EffectKey key;
  WatchVerdict verdict{};
  std::string why;
};  // the verdict of a watch by its looks so far

}  // namespace command

using CommandBody =
    std::variant<command::Decide, command::BreakGlass, command::CloseReservation,
                 command::AddEvidence, command::DecideAmendment, command::WithdrawAmendment,
                 command::Amend, command::Bind, command::Delegate, command::StartTask,
                 command::EndTask, command::RetryItem, command::SkipItem, command::MarkDone,
                 command::Pause, command::Resume, command::Abort, command::MoveJ,
                 command::LiftFreeze, command::Activate, command::Decline, command::AnswerDoubt,
                 command::AnswerQuestion, command::Tick, command::TakeOver, command::RequestEffect,
                 command::FinishEffect, command::LoseEffect, command::FinishBody,
                 command::BodyDiverged, command::JudgeWatch>;

struct Command {
  Instant at{};  // engine's clock
  Actor actor;
  CommandBody body;
  // Facts from outside the run. That a decision may rest on: phase path -> end of its last good
  // rehearsal.
  std::map<std::string, Instant> rehearsed = {};
  // Names of people in it that nobody goes by -> whom they may mean, if anybody.
  std::map<std::string, std::string> strangers = {};
};

}  // namespace golive
