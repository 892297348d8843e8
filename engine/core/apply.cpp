// The only thing that changes a Run.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/applier.h"
#include "core/readiness.h"

namespace golive {

void Applier::operator()(const event::RunCreated& e) {
  run_.id = e.run;
  run_.plan = e.plan;
  run_.basis = e.plan->hash;
  run_.timeline = e.timeline;
  run_.folder = e.folder;
  run_.environment = e.environment;
  run_.parameters = e.parameters;
  run_.mode = e.mode;
  run_.seed = e.seed;
  run_.drill = e.drill;
  run_.starter = event_.actor;
  run_.created_at = event_.at;
  run_.created_j = e.timeline->j;
  run_.day_end = day_end_after(event_.at);
  run_.items.resize(e.plan->items.size());
  for (ItemIndex index = 0; index < run_.items.size(); ++index) at(index).state = fresh(index);
}

void Applier::operator()(const event::RunStarted&) { run_.started = true; }

void Applier::operator()(const event::RunPaused&) { run_.paused = true; }

void Applier::operator()(const event::RunResumed&) { run_.paused = false; }

void Applier::operator()(const event::ClockJumped& e) { run_.offset += e.by; }

// What had missed its time has another one now; what was looked at for the other day is looked at
// again; and a freeze was lifted for that day alone.
void Applier::operator()(const event::JMoved& e) {
  const auto before = std::exchange(run_.timeline, e.timeline);
  run_.moved_at = now_;
  run_.no_return_accepted = false;
  for (ItemIndex index = 0; index < run_.items.size(); ++index) {
    ItemRun& item = at(index);
    item.late_is_fine = false;
    item.noted_late = false;
    if (item.state == ItemState::held && !is_gate(index)) wait_again(index);
    if (is_unstarted(run_, index) && before->items[index] != e.timeline->items[index])
      item.when_met = false;
  }
  for (const FrozenSpan& freeze : before->freezes)
    if (std::find(e.timeline->freezes.begin(), e.timeline->freezes.end(), freeze) ==
        e.timeline->freezes.end())
      run_.lifted_freezes.erase(freeze.id);
  for (const OpenSpan& window : before->windows)
    if (std::find(e.timeline->windows.begin(), e.timeline->windows.end(), window) ==
        e.timeline->windows.end())
      run_.lifted_freezes.erase(window.id);
}

// What was asked about since the window was over, is not asked about any more.
void Applier::operator()(const event::FreezeLifted& e) {
  for (ItemIndex index = 0; index < run_.items.size(); ++index) {
    const ItemRun& item = at(index);
    const bool never_asked = !is_gate(index) || !item.opened_at;
    const OpenSpan* over = window_over(run_, index, now_);
    if (item.state == ItemState::held && over && over->id == e.freeze && never_asked)
      wait_again(index);
  }
  run_.lifted_freezes.emplace(e.freeze, now_);
}

void Applier::operator()(const event::UndosMeasured& e) { run_.measured_undos = e.undos; }

void Applier::operator()(const event::RunCompleted&) { end(RunState::completed); }

void Applier::operator()(const event::RunRolledBack&) { end(RunState::rolled_back); }

void Applier::operator()(const event::RunAborted&) { end(RunState::aborted); }

// Time in which no engine ran counts against nobody.
void Applier::operator()(const event::EngineTookOver&) {
  const Duration gap = event_.at - run_.last_event_at;
  for (auto& [id, attempt] : run_.attempts) {
    attempt.started_at += gap;
    if (attempt.asked_since) *attempt.asked_since += gap;
  }
  for (ItemRun& item : run_.items) {
    if (item.opened_clock) *item.opened_clock += gap;
    if (item.held_clock) *item.held_clock += gap;
  }
}

void Applier::operator()(const event::ItemOpened& e) {
  ItemRun& item = at(e.item);
  item.state = is_gate(e.item) ? ItemState::open : ItemState::ready;
  item.opened_at = now_;
  item.opened_clock = event_.at;
  if (is_gate(e.item)) ask_again(e.item);
  use_gates(e.item);
}

void Applier::operator()(const event::TaskStarted& e) {
  at(e.item).state = ItemState::running;
  at(e.item).started_at = now_;
}

void Applier::operator()(const event::TaskEnded& e) {
  ItemRun& item = at(e.item);
  item.ended_at = now_;
  item.ended_clock = event_.at;
  switch (e.result) {
    case TaskResult::passed:
      item.state = ItemState::succeeded;
      item.result = nlohmann::json(e.comment).dump();
      break;
    case TaskResult::failed:
      item.error = e.comment;
      fail_item(e.item);
      break;
    case TaskResult::not_applicable:
      item.state = ItemState::skipped;
      item.error = e.comment;
      break;
  }
}

void Applier::operator()(const event::ItemSkipped& e) {
  if (at(e.item).state == ItemState::undo_failed || undo_in_doubt(run_, e.item)) {
    settle(e.item, ItemState::undo_failed, e.reason);
    at(e.item).undo_note = e.reason;
    next_undo(e.item);
  } else {
    for (ItemIndex index = e.item; index < run_.items.size(); ++index) {
      const bool done = is_leaf(run_.plan->items[index]) && is_done(run_, index);
      if (is_within(*run_.plan, index, e.item) && !done)
        settle(index, ItemState::skipped, e.reason);
    }
  }
  release(e.item);
}

void Applier::operator()(const event::ItemMarkedDone& e) {
  if (undo_in_doubt(run_, e.item))
    undone_by_hand(e.item);
  else
    settle(e.item, ItemState::succeeded, {});
  release(e.item);
}

void Applier::operator()(const event::ItemRetried& e) {
  ItemRun& item = at(e.item);
  item.state = item.state == ItemState::undo_failed ? ItemState::failed : fresh(e.item);
  item.failures = 0;
  item.proceeds = false;
  item.not_before.reset();
  item.ended_at.reset();
  item.late_is_fine = true;
  if (item.past_return) run_.no_return_accepted = true;
  if (item.past_return || (item.state == ItemState::waiting && !item.started_at))
    item.error.clear();  // it was held before it could start
  item.past_return = false;
  release(e.item);
}

void Applier::operator()(const event::StartMissed& e) {
  at(e.item).state = ItemState::held;
  at(e.item).error = e.why;
  run_.holds.insert(e.item);
}

void Applier::operator()(const event::ReturnPassed& e) {
  at(e.item).state = ItemState::held;
  at(e.item).error = e.why;
  at(e.item).past_return = true;
  run_.holds.insert(e.item);
}

void Applier::operator()(const event::CommandRefused&) {}

void Applier::operator()(const event::ItemLate& e) { at(e.item).noted_late = true; }

void Applier::operator()(const event::DayNoted& e) { run_.noted_days[e.channel] = now_; }

// Days that a rehearsal's clock has jumped over have one head together.
void Applier::operator()(const event::HeadSigned& e) {
  run_.owed_head.reset();
  if (e.occasion == HeadOccasion::day) run_.day_end = day_end_after(now_);
  run_.signed_head = std::make_shared<const event::HeadSigned>(e);
}

Instant Applier::day_end_after(Instant run_now) const {
  const auto& zone = run_.timeline->zone;
  const auto today = std::chrono::sys_days(to_local(zone, run_now).date);
  return day_start(zone, today + std::chrono::days(1));
}

void Applier::end(RunState state) {
  run_.owed_head = HeadOccasion::end;
  run_.final_state = state;
  for (Amendment& each : run_.amendments)
    if (each.state == AmendmentState::open) {
      each.state = AmendmentState::expired;
      each.ended = now_;
      each.why = "the run is over";
    }
  run_.attempts.clear();
  run_.holds.clear();
  run_.active_contingency.reset();
}

void Applier::settle(ItemIndex index, ItemState state, const std::string& reason) {
  ItemRun& item = at(index);
  item.state = state;
  item.error = reason;
  item.past_return = false;
  item.ended_at = now_;
  item.ended_clock = event_.at;
  item.not_before.reset();
  end_attempts(run_, [&](const AttemptId& id) { return id.item == index; });
}

void Applier::fail_item(ItemIndex index) {
  at(index).state = ItemState::failed;
  at(index).proceeds = run_.plan->items[index].on_failure == OnFailure::proceed;
  if (!at(index).proceeds) run_.holds.insert(index);
}

void Applier::wait_again(ItemIndex index) {
  at(index).state = fresh(index);
  at(index).error.clear();
  at(index).past_return = false;
  release(index);
}

void Applier::release(ItemIndex index) {
  run_.holds.erase(index);
  for (const ItemIndex contingency : run_.plan->contingencies) {
    ItemRun& item = at(contingency);
    if (item.triggered_by != index || item.contingency == ContingencyState::active) continue;
    item.contingency = ContingencyState::dormant;
    item.triggered_by.reset();
  }
}

void Applier::use_gates(ItemIndex starting) {
  for (const ItemIndex gate : gates_before(*run_.plan, starting))
    if (at(gate).state == ItemState::approved) at(gate).used = true;
}

void apply(Run& run, const Event& event) {
  const bool was_over = is_final(run);  // what is closed after that leaves its course as it was
  std::visit(Applier(run, event), event.body);
  run.seq = event.seq;
  if (!was_over && !std::holds_alternative<event::CommandRefused>(event.body))
    run.last_event_at = event.at;
}

}  // namespace golive
