// What follows from state and time. Each rule returns its events or none; the first that has some
// wins, since what it changes may change the others. The caller applies them and asks again.
#include <algorithm>

#include "base/limits.h"
#include "core/amendment.h"
#include "core/consequence.h"
#include "core/decide.h"
#include "core/gate_course.h"
#include "core/no_return.h"
#include "core/readiness.h"
#include "core/reminders.h"

namespace golive {
namespace {

using Events = std::vector<EventBody>;

constexpr std::size_t slot_index(Slot slot) { return static_cast<std::size_t>(slot); }

// What its author expects to take long is not ended after an hour.
Duration timeout_of(const Item& item) {
  if (item.timeout) return *item.timeout;
  if (item.during) return limits::attempt_timeout + *item.during;
  const Duration longest =
      std::max(item.estimate.value_or(Duration{}), item.undo_estimate.value_or(Duration{}));
  return std::max(limits::attempt_timeout, 2 * longest);
}

// As it was when the attempt began: it ends on that text.
const Item& written_item(const Run& run, const AttemptId& id, const Attempt& attempt) {
  return (attempt.plan ? *attempt.plan : *run.plan).items[id.item];
}

bool waits_for_answer(const Attempt& attempt) {
  return attempt.diverged || asks_somebody(attempt) ||
         any_open(attempt, [](const Effect& effect) { return effect.in_doubt; });
}

Events end_sleeps(const Run& run, Instant now) {
  Events events;
  for (const auto& [id, attempt] : run.attempts)
    for (const auto place : attempt.open)
      if (const Effect& effect = attempt.effects[place];
          effect.until && *effect.until <= run_time(run, now))
        events.push_back(event::EffectFinished{id, effect.key, "{}"});
  return events;
}

Events end_timeouts(const Run& run, Instant now) {
  for (const auto& [id, attempt] : run.attempts) {
    const Duration timeout = timeout_of(written_item(run, id, attempt));
    if (!waits_for_answer(attempt) && attempt.started_at + timeout <= now)
      return failure(run, id, "took longer than its timeout of " + to_text(timeout), now);
  }
  return {};
}

// Before its body begins: what is made to fail does nothing.
Events fail_by_drill(const Run& run, Instant now) {
  if (run.drill.failing.empty()) return {};
  for (const auto& [id, attempt] : run.attempts)
    if (id.slot == Slot::action && is_made_to_fail(run.drill, run.plan->items[id.item]))
      return failure(run, id, "made to fail by the drill", now);
  return {};
}

std::string cause_text(const Run& run, ItemIndex cause) {
  return run.plan->items[cause].path + " failed: " + run.items[cause].error;
}

Events offer_contingencies(const Run& run, Instant) {
  if (run.active_contingency || rolling_back(run)) return {};
  for (const ItemIndex index : run.plan->contingencies) {
    if (run.items[index].contingency != ContingencyState::dormant) continue;
    const auto cause = trigger_cause(run, index);
    if (!cause) continue;
    Events events{event::ContingencyOffered{index, cause_text(run, *cause)}};
    // By itself once only: what fails again after it is for people to decide.
    if (run.plan->items[index].automatic && run.items[index].activations == 0) {
      auto active = activation(run, index, "engine", cause_text(run, *cause));
      std::move(active.begin(), active.end(), std::back_inserter(events));
    }
    return events;
  }
  return {};
}

Events go_on_undoing(const Run& run, Instant) {
  if (!rolling_back(run) || run.paused || !blocking_holds(run).empty()) return {};
  if (run.rollback->items.empty()) {
    Events events{event::RollbackEnded{}};
    if (run.aborting) events.push_back(event::RunAborted{run.abort_reason, true});
    return events;
  }
  const ItemIndex index = run.rollback->items.front();
  if (attempt_under_way(run, index)) return {};
  const Item& item = run.plan->items[index];
  if (item.has_undo) {
    const int attempt = run.items[index].attempts[slot_index(Slot::undo)] + 1;
    return {event::AttemptStarted{{index, Slot::undo, attempt}}};
  }
  if (!item.effects) return {event::UndoPassedOver{index, true, "it has no effects"}};
  return {event::UndoPassedOver{index, false,
                                item.irreversible ? "declared irreversible" : "it has no undo"}};
}

// Where something is to be done first (rollback_after): now that it is done.
Events begin_rollback(const Run& run, Instant) {
  if (!run.active_contingency || run.rollback || run.paused) return {};
  const Item& item = run.plan->items[*run.active_contingency];
  const bool due = std::all_of(item.children.begin(), item.children.end(), [&](ItemIndex child) {
    return !precedes_rollback(*run.plan, child) || is_done(run, child);
  });
  if (!due) return {};
  return rollback_of(run, *run.active_contingency,
                     item.path + ": what comes before the rollback is done");
}

Events end_contingency(const Run& run, Instant) {
  if (!run.active_contingency || rolling_back(run) || run.paused) return {};
  const ItemIndex index = *run.active_contingency;
  const Item& item = run.plan->items[index];
  const bool done = std::all_of(item.children.begin(), item.children.end(),
                                [&](ItemIndex child) { return is_done(run, child); });
  if (!done) return {};
  Events events{event::ContingencyEnded{index}};
  if (!item.rollback_to.empty()) events.push_back(event::RunRolledBack{});
  const auto cause = run.items[index].triggered_by;
  if (!item.rollback_to.empty() || !cause) return events;
  // Somebody may have retried, skipped or marked it done meanwhile: then that holds.
  if (run.items[*cause].state != ItemState::failed) return events;
  const std::string reason = "after the contingency " + item.path;
  if (item.afterwards == Afterwards::retry) events.push_back(event::ItemRetried{*cause, reason});
  // Nobody passes over a gate.
  if (item.afterwards == Afterwards::skip && run.plan->items[*cause].kind != ItemKind::gate)
    events.push_back(event::ItemSkipped{*cause, reason, false});
  return events;
}

bool held_back(const Run& run, ItemIndex index, Instant now) {
  const auto& not_before = run.items[index].not_before;
  return (not_before && now < *not_before) || attempt_under_way(run, index);
}

EventBody start_of(const Run& run, ItemIndex index) {
  const Item& item = run.plan->items[index];
  const auto next = [&](Slot slot) {
    return event::AttemptStarted{{index, slot, run.items[index].attempts[slot_index(slot)] + 1}};
  };
  if (item.has_when && !run.items[index].when_met) return next(Slot::when);
  if (item.kind == ItemKind::task || item.kind == ItemKind::gate) return event::ItemOpened{index};
  return next(Slot::action);
}

Events look_at_missed(const Run& run, Instant now) {
  const Instant run_now = run_time(run, now);
  Events asked;  // all at once: an answer to the first says nothing of those beside it
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const Missed missed = run.plan->items[index].missed;
    if (missed == Missed::run_late || !has_missed_start(run, index, run_now)) continue;
    if (held_back(run, index, now) || !may_start(run, index, run_now)) continue;
    const Instant start = *planned_start(run, index);
    const std::string why = "its time, " + local_text(run.timeline->zone, start) +
                            ", passed while nothing could start it";
    if (missed == Missed::skip) return {event::ItemSkipped{index, why, false}};
    asked.push_back(event::StartMissed{index, why});
  }
  return asked;
}

// Nobody has begun it yet, though they may.
bool is_ready_task(const Run& run, ItemIndex index) {
  return run.plan->items[index].kind == ItemKind::task &&
         run.items[index].state == ItemState::ready;
}

// What should start in a window, and has not before that was over. What has failed in it and would
// be tried again is asked about as well.
Events look_at_windows(const Run& run, Instant now) {
  if (run.timeline->windows.empty()) return {};
  const Instant run_now = run_time(run, now);
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const OpenSpan* over = window_over(run, index, run_now);
    if (over == nullptr || starts_after_window(run, index)) continue;
    const bool could_start = is_unstarted(run, index) && run_allows(run, index) &&
                             edges_done(run, index) && !held_back(run, index, now);
    if (!could_start && !is_ready_task(run, index)) continue;
    const std::string why =
        "its window " + over->id + " was over at " + local_text(run.timeline->zone, over->to);
    const Item& item = run.plan->items[index];
    if (item.kind == ItemKind::gate) return {event::GateHeld{index, why}};
    if (item.missed == Missed::skip) return {event::ItemSkipped{index, why, false}};
    return {event::StartMissed{index, why}};
  }
  return {};
}

// What only a lead lets start: after it there is no way back in time.
Events ask_past_return(const Run& run, ItemIndex index, Instant now) {
  const auto past = past_return(run, index, run_time(run, now));
  if (!past) return {};
  const auto at = [&](Instant instant) { return local_text(run.timeline->zone, instant); };
  return {event::ReturnPassed{index, "past the point of no return (" + at(past->at) +
                                         "): a rollback takes " + to_text(past->rollback) +
                                         " and would no longer fit before " + at(past->limit.at) +
                                         " (" + past->limit.because + "); a lead decides"}};
}

Events start_items(const Run& run, Instant now) {
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const Item& item = run.plan->items[index];
    const bool container = !is_leaf(item);
    if (container && (!item.has_when || run.items[index].when_met)) continue;
    if (held_back(run, index, now) || !may_start(run, index, run_time(run, now))) continue;
    if (!item.has_when || run.items[index].when_met)
      if (Events asked = ask_past_return(run, index, now); !asked.empty()) return asked;
    return {start_of(run, index)};
  }
  return {};
}

Events complete(const Run& run, Instant) {
  if (run.paused || !run.holds.empty() || run.active_contingency || rolling_back(run)) return {};
  for (const ItemIndex contingency : run.plan->contingencies)
    if (run.items[contingency].contingency == ContingencyState::offered) return {};
  const auto& phases = run.plan->phases;
  const bool done = std::all_of(phases.begin(), phases.end(),
                                [&](ItemIndex phase) { return is_done(run, phase); });
  return done ? Events{event::RunCompleted{}} : Events{};
}

bool awaits_anybody(const Run& run) {
  return std::any_of(run.items.begin(), run.items.end(), [](const ItemRun& item) {
    return item.state == ItemState::ready || item.state == ItemState::running ||
           item.state == ItemState::open || item.state == ItemState::held || item.not_before ||
           item.contingency == ContingencyState::offered;
  });
}

// Rehearsal: nothing but a planned time is awaited, so the run's clock moves on to it. (That of a
// simulation is moved from outside.)
Events jump(const Run& run, Instant now) {
  if (run.mode != Mode::rehearsal || run.paused || !run.holds.empty() || !run.attempts.empty())
    return {};
  if (run.active_contingency || rolling_back(run) || awaits_anybody(run)) return {};
  const auto next = next_planned(run, run_time(run, now));
  if (!next) return {};
  return {event::ClockJumped{*next - run_time(run, now)}};
}

}  // namespace

std::vector<EventBody> proceed(const Run& run, Instant now) {
  if (!run.started || is_final(run)) return {};
  for (const auto rule :
       {fail_by_drill, end_sleeps, end_timeouts, expire_amendments, lapse_decisions,
        watch_deadlines, offer_contingencies, begin_rollback, go_on_undoing, end_contingency,
        look_at_missed, look_at_windows, start_items, reminders, complete, jump})
    if (Events events = rule(run, now); !events.empty()) return events;
  return {};
}

std::optional<Instant> next_deadline(const Run& run, Instant now) {
  if (!run.started || is_final(run)) return std::nullopt;
  std::optional<Instant> next;
  const auto at = [&](Instant instant) {
    if (instant > now && (!next || instant < *next)) next = instant;
  };
  for (const auto& [id, attempt] : run.attempts) {
    if (!waits_for_answer(attempt))
      at(attempt.started_at + timeout_of(written_item(run, id, attempt)));
    for (const auto place : attempt.open)
      if (const auto& end = attempt.effects[place].until) at(*end - run.offset);
  }
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const Item& item = run.plan->items[index];
    const ItemRun& state = run.items[index];
    if (state.not_before) at(*state.not_before);
    if (is_ready_task(run, index) && !starts_after_window(run, index))
      for (const OpenSpan* window : windows_of(run, index)) at(window->to - run.offset);
    if (!item.within && !item.valid_for) continue;
    if (const auto deadline = next_deadline_of(run, index)) at(*deadline);
  }
  if (!run.paused)
    if (const auto planned = next_planned(run, run_time(run, now))) at(*planned - run.offset);
  if (const auto reminder = next_reminder(run, now)) at(*reminder);
  return next;
}

}  // namespace golive
