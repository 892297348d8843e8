// The only thing that changes a Run. Each event's meaning, one overload each; never fails.
#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>

#include "core/decide.h"
#include "core/readiness.h"

namespace golive {
namespace {

class Applier {
 public:
  Applier(Run& run, const Event& event) : run_(run), event_(event), now_(run_time(run, event.at)) {}

  void operator()(const event::RunCreated& e) {
    run_.id = e.run;
    run_.plan = e.plan;
    run_.timeline = e.timeline;
    run_.folder = e.folder;
    run_.environment = e.environment;
    run_.parameters = e.parameters;
    run_.mode = e.mode;
    run_.seed = e.seed;
    run_.starter = event_.actor;
    run_.created_at = event_.at;
    run_.created_j = e.timeline->j;
    run_.items.resize(e.plan->items.size());
    for (ItemIndex index = 0; index < run_.items.size(); ++index) at(index).state = fresh(index);
  }
  void operator()(const event::RunStarted&) { run_.started = true; }
  void operator()(const event::RunPaused&) { run_.paused = true; }
  void operator()(const event::RunResumed&) { run_.paused = false; }
  void operator()(const event::ClockJumped& e) { run_.offset += e.by; }
  // What had missed its time has another one now.
  void operator()(const event::JMoved& e) {
    run_.timeline = e.timeline;
    for (ItemIndex index = 0; index < run_.items.size(); ++index) {
      at(index).late_is_fine = false;
      if (at(index).state != ItemState::held || is_gate(index)) continue;
      at(index).state = fresh(index);
      release(index);
    }
  }
  void operator()(const event::FreezeLifted& e) { run_.lifted_freezes.insert(e.freeze); }
  void operator()(const event::RunCompleted&) { end(RunState::completed); }
  void operator()(const event::RunRolledBack&) { end(RunState::rolled_back); }
  void operator()(const event::RunAborted&) { end(RunState::aborted); }
  // Time in which no engine ran counts against nobody.
  void operator()(const event::EngineTookOver&) {
    const Duration gap = event_.at - run_.last_event_at;
    for (auto& [id, attempt] : run_.attempts) {
      attempt.started_at += gap;
      if (attempt.asked_since) *attempt.asked_since += gap;
    }
    for (ItemRun& item : run_.items)
      if (item.opened_clock) *item.opened_clock += gap;
  }

  void operator()(const event::ItemOpened& e) {
    ItemRun& item = at(e.item);
    item.state = is_gate(e.item) ? ItemState::open : ItemState::ready;
    item.opened_at = now_;
    item.opened_clock = event_.at;
    item.decisions.clear();
    item.used = false;
    use_gates(e.item);
  }
  void operator()(const event::TaskStarted& e) {
    at(e.item).state = ItemState::running;
    at(e.item).started_at = now_;
  }
  void operator()(const event::TaskEnded& e) {
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
  void operator()(const event::ItemSkipped& e) {
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
  void operator()(const event::ItemMarkedDone& e) {
    if (undo_in_doubt(run_, e.item))
      undone_by_hand(e.item);
    else
      settle(e.item, ItemState::succeeded, {});
    release(e.item);
  }
  void operator()(const event::ItemRetried& e) {
    ItemRun& item = at(e.item);
    item.state = item.state == ItemState::undo_failed ? ItemState::failed : fresh(e.item);
    item.failures = 0;
    item.proceeds = false;
    item.not_before.reset();
    item.ended_at.reset();
    item.late_is_fine = true;
    release(e.item);
  }
  void operator()(const event::StartMissed& e) {
    at(e.item).state = ItemState::held;
    at(e.item).error = e.why;
    run_.holds.insert(e.item);
  }

  void operator()(const event::DecisionMade& e) {
    at(e.gate).decisions.push_back(
        {event_.actor, e.role, e.verdict, e.reason, e.conditions, now_, e.subject});
  }
  void operator()(const event::GateApproved& e) {
    settle(e.gate, ItemState::approved, {});
    release(e.gate);
  }
  void operator()(const event::GateRefused& e) {
    at(e.gate).state = ItemState::refused;
    at(e.gate).ended_at = now_;
    run_.holds.insert(e.gate);
  }
  void operator()(const event::GateHeld& e) {
    at(e.gate).state = ItemState::held;
    at(e.gate).error = e.why;
    run_.holds.insert(e.gate);
  }
  void operator()(const event::GateLapsed& e) {
    at(e.gate).state = ItemState::lapsed;
    at(e.gate).ended_at.reset();
    at(e.gate).error = e.why;
    release(e.gate);
  }

  void operator()(const event::AttemptStarted& e) {
    ItemRun& item = at(e.id.item);
    item.attempts[static_cast<std::size_t>(e.id.slot)] = e.id.attempt;
    run_.attempts[e.id] = Attempt{event_.at, now_};
    item.not_before.reset();
    if (e.id.slot == Slot::undo) item.state = ItemState::undoing;
    if (e.id.slot == Slot::probe) run_.attempts[e.id].looks_for = doubt_to_probe(run_, e.id.item);
    if (e.id.slot != Slot::action) return;
    item.state = ItemState::running;
    if (!item.started_at) item.started_at = now_;
    run_.started_order.push_back(e.id.item);
    use_gates(e.id.item);
  }
  void operator()(const event::EffectRequested& e) {
    Attempt* attempt = under_way(e.id);
    if (!attempt) return;
    attempt->open.push_back(static_cast<std::uint32_t>(attempt->effects.size()));
    attempt->places.emplace(e.key, attempt->open.back());
    attempt->effects.push_back(
        {e.key, e.kind, e.request, event_.at, {}, {}, {}, false, sleep_end(e.kind, e.request)});
    if (e.kind == EffectKind::ask && !attempt->asked_since) attempt->asked_since = event_.at;
  }
  void operator()(const event::EffectFinished& e) { finish(e.id, e.key, e.outcome); }
  void operator()(const event::OutcomeRefused& e) {
    Attempt* attempt = under_way(e.id);
    if (Effect* effect = attempt ? effect_of(*attempt, e.key) : nullptr) effect->refused = true;
    run_.unanswered.erase({e.id, e.key});
  }
  void operator()(const event::AttemptSucceeded& e) {
    end_attempts(run_, [&](const AttemptId& id) { return id == e.id; });
    ItemRun& item = at(e.id.item);
    switch (e.id.slot) {
      case Slot::action:
        settle(e.id.item, ItemState::succeeded, {});
        item.result = e.result;
        break;
      case Slot::undo:
        item.state = ItemState::undone;
        item.undo_note = "undone";
        next_undo(e.id.item);
        break;
      case Slot::when:
        item.when_met = true;
        break;
      case Slot::probe:
        break;
    }
  }
  void operator()(const event::AttemptFailed& e) {
    end_attempts(run_, [&](const AttemptId& id) { return id == e.id; });
    ItemRun& item = at(e.id.item);
    if (e.id.slot == Slot::probe) return;  // the doubt stays, for a person
    item.error = e.error;
    item.ended_at = now_;
    if (e.id.slot == Slot::undo) {
      item.state = ItemState::undo_failed;
      run_.holds.insert(e.id.item);
    } else {
      ++item.failures;
      fail_item(e.id.item);
    }
  }
  void operator()(const event::RetryScheduled& e) {
    at(e.item).state = ItemState::waiting;
    at(e.item).not_before = e.not_before;
    at(e.item).proceeds = false;
    run_.holds.erase(e.item);
  }

  void operator()(const event::DoubtArose& e) {
    Attempt* attempt = under_way(e.id);
    if (!attempt) return;
    Effect* effect = e.expected.empty() ? effect_of(*attempt, e.key) : nullptr;
    if (effect)
      effect->in_doubt = true;
    else
      attempt->diverged = true;
    at(e.id.item).state = ItemState::in_doubt;
    at(e.id.item).error = e.why;
    run_.holds.insert(e.id.item);
  }
  void operator()(const event::DoubtAnswered& e) {
    Attempt* attempt = under_way(e.id);
    if (!attempt) return;
    ItemRun& item = at(e.id.item);
    if (e.answer == DoubtAnswer::again) {
      end_attempts(run_, [&](const AttemptId& id) { return id == e.id; });
      end_probe(e.id.item);
      item.state = e.id.slot == Slot::undo ? ItemState::failed : fresh(e.id.item);
      run_.holds.erase(e.id.item);
      return;
    }
    if (attempt->diverged) {  // done: the whole attempt
      if (e.id.slot == Slot::undo) {
        undone_by_hand(e.id.item);
      } else {
        settle(e.id.item, ItemState::succeeded, {});
        item.result = e.outcome;
      }
      run_.holds.erase(e.id.item);
      return;
    }
    if (Effect* effect = effect_of(*attempt, e.key)) {
      effect->in_doubt = false;
      effect->requested_at = event_.at;
      if (e.answer == DoubtAnswer::done) finish(e.id, e.key, e.outcome);
    }
    if (any_open(*attempt, [](const Effect& effect) { return effect.in_doubt; })) return;
    end_probe(e.id.item);
    attempt->started_at = event_.at;  // the time in doubt does not count against its timeout
    if (attempt->asked_since) attempt->asked_since = event_.at;
    item.state = e.id.slot == Slot::undo ? ItemState::undoing : ItemState::running;
    item.error.clear();
    run_.holds.erase(e.id.item);
  }

  void operator()(const event::ContingencyOffered& e) {
    ItemRun& item = at(e.contingency);
    item.contingency = ContingencyState::offered;
    item.triggered_by = trigger_cause(run_, e.contingency);
    item.opened_at = now_;
    item.opened_clock = event_.at;
    item.overdue = false;
  }
  void operator()(const event::ContingencyActivated& e) {
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
  void operator()(const event::ContingencyDeclined& e) {
    at(e.contingency).contingency = ContingencyState::declined;
  }
  void operator()(const event::ContingencyOverdue& e) { at(e.contingency).overdue = true; }
  void operator()(const event::ContingencyEnded& e) {
    at(e.contingency).contingency = ContingencyState::ended;
    at(e.contingency).ended_at = now_;
    run_.active_contingency.reset();
  }
  void operator()(const event::RollbackStarted& e) {
    run_.rollback = Rollback{e.to, e.items, false};
    run_.holds.clear();
    run_.aborting = !run_.active_contingency;
    run_.abort_reason = e.reason;
    end_attempts(run_, [](const AttemptId&) { return true; });
  }
  void operator()(const event::UndoPassedOver& e) {
    at(e.item).undo_note = e.possible ? "not needed" : "impossible: " + e.why;
    next_undo(e.item);
  }
  void operator()(const event::RollbackEnded&) {
    if (run_.rollback) run_.rollback->ended = true;
  }
  void operator()(const event::CommandRefused&) {}

 private:
  ItemRun& at(ItemIndex item) { return assert(item < run_.items.size()), run_.items[item]; }
  ItemState fresh(ItemIndex item) const {
    return is_gate(item) ? ItemState::closed : ItemState::waiting;
  }
  bool is_gate(ItemIndex item) const { return run_.plan->items[item].kind == ItemKind::gate; }

  void end(RunState state) {
    run_.final_state = state;
    run_.attempts.clear();
    run_.holds.clear();
    run_.active_contingency.reset();
  }

  void settle(ItemIndex index, ItemState state, const std::string& reason) {
    ItemRun& item = at(index);
    item.state = state;
    item.error = reason;
    item.ended_at = now_;
    item.ended_clock = event_.at;
    item.not_before.reset();
    end_attempts(run_, [&](const AttemptId& id) { return id.item == index; });
  }

  void fail_item(ItemIndex index) {
    at(index).state = ItemState::failed;
    at(index).proceeds = run_.plan->items[index].on_failure == OnFailure::proceed;
    if (!at(index).proceeds) run_.holds.insert(index);
  }

  // Somebody has said what it was to look for.
  void end_probe(ItemIndex item) {
    end_attempts(run_,
                 [&](const AttemptId& id) { return id.item == item && id.slot == Slot::probe; });
  }

  // The item no longer holds the run, and what it had triggered is off the table.
  void release(ItemIndex index) {
    run_.holds.erase(index);
    for (const ItemIndex contingency : run_.plan->contingencies) {
      ItemRun& item = at(contingency);
      if (item.triggered_by != index || item.contingency == ContingencyState::active) continue;
      item.contingency = ContingencyState::dormant;
      item.triggered_by.reset();
    }
  }

  Attempt* under_way(const AttemptId& id) {
    const auto found = run_.attempts.find(id);
    return found == run_.attempts.end() ? nullptr : &found->second;
  }
  void finish(const AttemptId& id, const EffectKey& key, const std::string& outcome) {
    Attempt* attempt = under_way(id);
    Effect* effect = attempt ? effect_of(*attempt, key) : nullptr;
    if (!effect) return;
    effect->outcome = outcome;
    effect->outcome_seq = event_.seq;
    effect->outcome_at = now_;
    std::erase(attempt->open, static_cast<std::uint32_t>(effect - attempt->effects.data()));
    if (effect->kind == EffectKind::ask) end_asking(*attempt);
  }
  // Waiting for answers, to however many questions, does not count against the timeout.
  void end_asking(Attempt& attempt) {
    if (!attempt.asked_since ||
        any_open(attempt, [](const Effect& effect) { return effect.kind == EffectKind::ask; }))
      return;
    attempt.started_at += event_.at - *attempt.asked_since;
    attempt.asked_since.reset();
  }

  void undone_by_hand(ItemIndex item) {
    settle(item, ItemState::undone, {});
    at(item).undo_note = "undone";
    next_undo(item);
  }
  void next_undo(ItemIndex item) {
    if (run_.rollback) std::erase(run_.rollback->items, item);
  }

  // A GO is used once something starts that waited for it.
  void use_gates(ItemIndex starting) {
    for (const ItemIndex gate : gates_before(*run_.plan, starting))
      if (at(gate).state == ItemState::approved) at(gate).used = true;
  }

  Run& run_;
  const Event& event_;
  Instant now_;
};

}  // namespace

void apply(Run& run, const Event& event) {
  std::visit(Applier(run, event), event.body);
  run.seq = event.seq;
  if (!std::holds_alternative<event::CommandRefused>(event.body)) run.last_event_at = event.at;
}

}  // namespace golive
