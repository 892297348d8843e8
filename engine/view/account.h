// Account: everything about a run that a report tells, collected from its log in one pass. Instants
// are of the run's clock unless they say otherwise.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/run.h"
#include "view/downtime.h"

namespace golive {

namespace told {

// Something a person did to an item or the run: skipped, marked done, retried, paused, resumed,
// aborted.
struct Intervention {
  std::string command;  // a word of the API
  std::optional<ItemIndex> item;
  std::string actor, reason;
  Instant at{};
};
struct Decision {
  ItemIndex gate = 0;
  std::string actor, from, role;
  Verdict verdict{};
  std::string reason;
  std::vector<Condition> conditions;
  std::string subject;
  Instant at{};
  std::string on_behalf_of = {};
};
// Two people have opened a gate without its quorum.
struct Waiver {
  ItemIndex gate = 0;
  std::string why;
  Instant at{};
};
// What became of a gate without anybody: held, told to the next one, refused by silence, lapsed.
struct GateNote {
  ItemIndex gate = 0;
  ItemState state{};
  std::string why;
  Instant at{};
};
struct Task {
  ItemIndex item = 0;
  std::string actor;
  TaskResult result{};
  std::string comment;
  std::optional<Instant> started = {};
  Instant ended{};
};
// What a failure led to.
enum class Sequel {
  none,          // nobody has answered it
  went_on,       // on_failure = "continue"
  retried_auto,  // by its own `retry`
  retried,
  skipped,
  marked_done,
  answered,  // by a contingency, after which people decide
  rolled_back,
  aborted,
};
struct Failure {
  AttemptId id;  // of a task: attempt 0
  std::string error;
  Instant at{};
  Sequel then = Sequel::none;
  std::string actor = {};                     // the person who chose it
  std::optional<ItemIndex> contingency = {};  // through which
};
// A watch has another verdict.
struct WatchChange {
  AttemptId id;
  EffectKey key;
  WatchVerdict verdict{};
  std::string why;
  Instant at{};
};
struct Doubt {
  AttemptId id;
  EffectKey key;
  std::string why, expected, asked;
  Instant at{};
  std::optional<DoubtAnswer> answer = {};
  std::string actor = {}, reason = {};
};
struct Contingency {
  ItemIndex item = 0;
  std::string why;
  std::optional<Instant> offered = {}, activated = {}, declined = {}, ended = {};
  std::string actor = {}, role = {}, reason = {};  // who activated or declined it
  bool overdue = false;
};
enum class UndoResult { left, undone, not_needed, impossible, failed, passed_over };
struct Undo {
  ItemIndex item = 0;
  UndoResult result = UndoResult::left;
  std::string why = {};
};
struct Rollback {
  ItemIndex to = 0;
  std::string actor, reason;
  Instant started{};
  std::optional<Instant> ended = {};
  std::vector<Undo> undos = {};
};
struct Refusal {
  std::string command, item, actor, reason;
  Instant at{};
};
// ctx.check and ctx.evidence.
struct Finding {
  ItemIndex item = 0;
  bool is_check = false;
  bool passed = true;
  std::string name, value;
  Instant at{};
};

}  // namespace told

struct Account {
  Run run;  // as the log leaves it
  std::optional<Moments> started, ended;
  std::string started_by;
  Downtime downtime;
  std::optional<Instant> opened;  // the end of the first opening
  std::optional<Instant> closed;  // the end of the last undo of an opening
  std::vector<told::Intervention> interventions = {};
  std::vector<told::Decision> decisions = {};
  std::vector<told::GateNote> gate_notes = {};
  std::vector<told::Waiver> waivers = {};
  std::vector<told::Task> tasks = {};
  std::vector<told::Failure> failures = {};
  std::vector<told::Doubt> doubts = {};
  std::vector<told::WatchChange> watch_changes = {};
  std::vector<told::Contingency> contingencies = {};
  std::vector<told::Rollback> rollbacks = {};
  std::vector<told::Refusal> refusals = {};
  std::vector<told::Finding> findings = {};
  int takeovers = 0;  // how often a restarted engine went on with it
};

// Refused if the log does not begin with run_created, or names an item that its plan has not.
Result<Account> account_of(const std::vector<Event>& events);

}  // namespace golive
