// Applier: what each event means to a run; one overload an event, spread over apply*.cpp by what
// they are about. None fails. Internal to apply().
#pragma once

#include <cassert>

#include "core/decide.h"

namespace golive {

class Applier {
 public:
  Applier(Run& run, const Event& event) : run_(run), event_(event), now_(run_time(run, event.at)) {}

  // apply.cpp: the run and its items
  void operator()(const event::RunCreated& e);
  void operator()(const event::RunStarted& e);
  void operator()(const event::RunPaused& e);
  void operator()(const event::RunResumed& e);
  void operator()(const event::ClockJumped& e);
  void operator()(const event::JMoved& e);
  void operator()(const event::FreezeLifted& e);
  void operator()(const event::UndosMeasured& e);
  void operator()(const event::RunCompleted& e);
  void operator()(const event::RunRolledBack& e);
  void operator()(const event::RunAborted& e);
  void operator()(const event::EngineTookOver& e);
  void operator()(const event::ItemOpened& e);
  void operator()(const event::TaskStarted& e);
  void operator()(const event::TaskEnded& e);
  void operator()(const event::ItemSkipped& e);
  void operator()(const event::ItemMarkedDone& e);
  void operator()(const event::ItemRetried& e);
  void operator()(const event::StartMissed& e);
  void operator()(const event::ReturnPassed& e);
  void operator()(const event::CommandRefused& e);
  void operator()(const event::ItemLate& e);
  void operator()(const event::DayNoted& e);
  void operator()(const event::HeadSigned& e);
  // apply_gate.cpp: gates, reservations, and who is who
  void operator()(const event::DecisionMade& e);
  void operator()(const event::DecisionLapsed& e);
  void operator()(const event::GateApproved& e);
  void operator()(const event::GateRefused& e);
  void operator()(const event::GateHeld& e);
  void operator()(const event::GateLapsed& e);
  void operator()(const event::GateEscalated& e);
  void operator()(const event::GlassBroken& e);
  void operator()(const event::GateWaived& e);
  void operator()(const event::ReservationClosed& e);
  void operator()(const event::EvidenceAdded& e);
  void operator()(const event::RoleBound& e);
  void operator()(const event::RoleDelegated& e);
  // apply_amendment.cpp: changed plans
  void operator()(const event::AmendmentProposed& e);
  void operator()(const event::AmendmentDecided& e);
  void operator()(const event::AmendmentWithdrawn& e);
  void operator()(const event::AmendmentExpired& e);
  void operator()(const event::AmendmentApplied& e);
  // apply_attempt.cpp: attempts, effects, doubts and watches
  void operator()(const event::AttemptStarted& e);
  void operator()(const event::EffectRequested& e);
  void operator()(const event::EffectFinished& e);
  void operator()(const event::OutcomeRefused& e);
  void operator()(const event::AttemptSucceeded& e);
  void operator()(const event::AttemptFailed& e);
  void operator()(const event::RetryScheduled& e);
  void operator()(const event::DoubtArose& e);
  void operator()(const event::DoubtAnswered& e);
  void operator()(const event::WatchChanged& e);
  void operator()(const event::WatchEnded& e);
  void operator()(const event::WatchAnswered& e);
  // apply_contingency.cpp: contingencies and rollbacks
  void operator()(const event::ContingencyOffered& e);
  void operator()(const event::ContingencyActivated& e);
  void operator()(const event::ContingencyDeclined& e);
  void operator()(const event::ContingencyOverdue& e);
  void operator()(const event::ContingencyEnded& e);
  void operator()(const event::RollbackStarted& e);
  void operator()(const event::UndoPassedOver& e);
  void operator()(const event::RollbackEnded& e);

 private:
  ItemRun& at(ItemIndex item) { return assert(item < run_.items.size()), run_.items[item]; }
  ItemState fresh(ItemIndex item) const {
    return is_gate(item) ? ItemState::closed : ItemState::waiting;
  }
  bool is_gate(ItemIndex item) const { return run_.plan->items[item].kind == ItemKind::gate; }
  void end(RunState state);
  Instant day_end_after(Instant run_now) const;
  void settle(ItemIndex index, ItemState state, const std::string& reason);
  void fail_item(ItemIndex index);
  // Somebody has said what it was to look for.
  void end_probe(ItemIndex item);
  // What was held before it started is looked at anew.
  void wait_again(ItemIndex item);
  // The item no longer holds the run, and what it had triggered is off the table.
  void release(ItemIndex index);
  Amendment* amendment(int number);
  void end_amendment(int number, AmendmentState state, const std::string& why);
  void remove(ItemIndex item, const std::string& why);
  [[nodiscard]] bool is_ahead(ItemIndex item) const;
  Attempt* under_way(const AttemptId& id);
  void finish(const AttemptId& id, const EffectKey& key, const std::string& outcome);
  // Waiting for answers, to however many questions, does not count against the timeout.
  void end_asking(Attempt& attempt);
  void end_watch(Attempt& attempt, const Effect& effect, const std::string& outcome);
  void undone_by_hand(ItemIndex item);
  void next_undo(ItemIndex item);
  // The question is asked anew: what was said about it counts no more.
  void ask_again(ItemIndex gate);
  // A GO is used once something starts that waited for it.
  void use_gates(ItemIndex starting);

  Run& run_;
  const Event& event_;
  Instant now_;
};

}  // namespace golive
