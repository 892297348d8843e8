// What happens to contingencies and rollbacks.
#include <algorithm>

#include "core/applier.h"

namespace golive {

void Applier::operator()(const event::ContingencyOffered& e) {
  ItemRun& item = at(e.contingency);
  item.contingency = ContingencyState::offered;
  item.triggered_by = trigger_cause(run_, e.contingency);
  item.opened_at = now_;
  item.opened_clock = event_.at;
  item.overdue = false;
}

void Applier::operator()(const event::ContingencyActivated& e) {
  ItemRun& item = at(e.contingency);
  item.contingency = ContingencyState::active;
  item.state = ItemState::waiting;
  item.when_met = false;
  ++item.activations;
  if (!item.triggered_by) item.triggered_by = trigger_cause(run_, e.contingency);
  item.started_at = now_;
  item.ended_at.reset();
  run_.active_contingency = e.contingency;
  for (ItemIndex index = e.contingency + 1; index < run_.items.size(); ++index) {
    if (!is_within(*run_.plan, index, e.contingency)) continue;
    const auto attempts = at(index).attempts;  // a second time starts afresh, but numbers go on
    at(index) = {};
    at(index).attempts = attempts;
    at(index).state = fresh(index);
  }
}

void Applier::operator()(const event::ContingencyDeclined& e) {
  at(e.contingency).contingency = ContingencyState::declined;
}

void Applier::operator()(const event::ContingencyOverdue& e) { at(e.contingency).overdue = true; }

void Applier::operator()(const event::ContingencyEnded& e) {
  at(e.contingency).contingency = ContingencyState::ended;
  at(e.contingency).ended_at = now_;
  run_.active_contingency.reset();
}

void Applier::operator()(const event::RollbackStarted& e) {
  run_.rollback = Rollback{e.to, e.items, false};
  run_.holds.clear();
  run_.aborting = !run_.active_contingency;
  run_.abort_reason = e.reason;
  end_attempts(run_, [](const AttemptId&) { return true; });
}

void Applier::operator()(const event::UndoPassedOver& e) {
  at(e.item).undo_note = e.possible ? "not needed" : "impossible: " + e.why;
  next_undo(e.item);
}

void Applier::operator()(const event::RollbackEnded&) {
  if (run_.rollback) run_.rollback->ended = true;
}

void Applier::undone_by_hand(ItemIndex item) {
  settle(item, ItemState::undone, {});
  at(item).undo_note = "undone";
  next_undo(item);
}

void Applier::next_undo(ItemIndex item) {
  if (run_.rollback) std::erase(run_.rollback->items, item);
}

}  // namespace golive
