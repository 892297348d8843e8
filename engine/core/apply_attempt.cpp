// What happens to attempts, their effects, and the doubts about them.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "base/utf8.h"
#include "core/applier.h"
#include "core/readiness.h"
#include "core/told_watches.h"

namespace golive {
namespace {

bool has_failed(const nlohmann::json& outcome) {
  const auto ok = outcome.is_object() ? outcome.find("ok") : outcome.end();
  return ok != outcome.end() && *ok == false;
}

// Its attempt may go on for long: until that is over, what it has told is evidence.
void end_told(WatchTold& watch, const nlohmann::json& outcome, Instant at) {
  watch.ended = true;
  watch.outcome.reset();
  if (!has_failed(outcome)) return;
  const auto why = outcome.find("why");
  if (watch.verdict != WatchVerdict::down) watch.at = at;
  watch.verdict = WatchVerdict::down;
  watch.answered = false;
  if (why != outcome.end() && why->is_string())
    watch.why = cut_utf8(why->get_ref<const std::string&>(), limits::watch_why_bytes);
}

}  // namespace

void Applier::operator()(const event::AttemptStarted& e) {
  ItemRun& item = at(e.id.item);
  item.attempts[static_cast<std::size_t>(e.id.slot)] = e.id.attempt;
  run_.attempts[e.id] = Attempt{event_.at, now_};
  run_.attempts[e.id].plan = run_.plan;
  item.not_before.reset();
  if (e.id.slot == Slot::undo) item.state = ItemState::undoing;
  if (e.id.slot == Slot::probe) run_.attempts[e.id].looks_for = doubt_to_probe(run_, e.id.item);
  if (e.id.slot != Slot::action) return;
  item.state = ItemState::running;
  if (!item.started_at) item.started_at = now_;
  run_.started_order.push_back(e.id.item);
  use_gates(e.id.item);
}

void Applier::operator()(const event::EffectRequested& e) {
  Attempt* attempt = under_way(e.id);
  if (!attempt) return;
  // One that is over gives way to a later look at the same.
  if (e.kind == EffectKind::poll)
    std::erase_if(attempt->watches, [&](const auto& told) {
      const Effect* before = told.second.ended ? effect_of(*attempt, told.first) : nullptr;
      return before && before->request == e.request;
    });
  attempt->open.push_back(static_cast<std::uint32_t>(attempt->effects.size()));
  attempt->places.emplace(e.key, attempt->open.back());
  attempt->effects.push_back(
      {e.key, e.kind, e.request, event_.at, {}, {}, {}, false, sleep_end(e.kind, e.request)});
  if (e.kind == EffectKind::ask && !attempt->asked_since) attempt->asked_since = event_.at;
}

void Applier::operator()(const event::EffectFinished& e) { finish(e.id, e.key, e.outcome); }

void Applier::operator()(const event::OutcomeRefused& e) {
  Attempt* attempt = under_way(e.id);
  if (Effect* effect = attempt ? effect_of(*attempt, e.key) : nullptr) effect->refused = true;
  run_.unanswered.erase({e.id, e.key});
}

void Applier::operator()(const event::AttemptSucceeded& e) {
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

void Applier::operator()(const event::AttemptFailed& e) {
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

void Applier::operator()(const event::RetryScheduled& e) {
  at(e.item).state = ItemState::waiting;
  at(e.item).ended_at.reset();  // it is not over: what rests on it has nothing to rest on yet
  at(e.item).not_before = e.not_before;
  at(e.item).proceeds = false;
  run_.holds.erase(e.item);
}

void Applier::operator()(const event::DoubtArose& e) {
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

void Applier::operator()(const event::DoubtAnswered& e) {
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

void Applier::operator()(const event::WatchChanged& e) {
  Attempt* attempt = under_way(e.id);
  if (!attempt) return;
  attempt->watches[e.key] = WatchTold{e.verdict, e.why, event_.at};
  if (e.verdict == WatchVerdict::inconclusive && !attempt->asked_since)
    attempt->asked_since = event_.at;
  end_asking(*attempt);
}

void Applier::operator()(const event::WatchEnded& e) {
  if (Attempt* attempt = under_way(e.id)) attempt->watches[e.key].outcome = e.outcome;
}

void Applier::operator()(const event::WatchAnswered& e) {
  Attempt* attempt = under_way(e.id);
  if (!attempt) return;
  WatchTold& watch = attempt->watches[e.key];
  watch.answered = true;
  watch.by = event_.actor;
  watch.reason = e.reason;
  end_asking(*attempt);
}

void Applier::end_probe(ItemIndex item) {
  end_attempts(run_,
               [&](const AttemptId& id) { return id.item == item && id.slot == Slot::probe; });
}

Attempt* Applier::under_way(const AttemptId& id) {
  const auto found = run_.attempts.find(id);
  return found == run_.attempts.end() ? nullptr : &found->second;
}

void Applier::finish(const AttemptId& id, const EffectKey& key, const std::string& outcome) {
  Attempt* attempt = under_way(id);
  Effect* effect = attempt ? effect_of(*attempt, key) : nullptr;
  if (!effect) return;
  effect->outcome = outcome;
  effect->outcome_seq = event_.seq;
  effect->outcome_at = now_;
  std::erase(attempt->open, static_cast<std::uint32_t>(effect - attempt->effects.data()));
  end_watch(*attempt, *effect, outcome);
  end_asking(*attempt);
}

// One that had told nothing was well to the end, or has failed at once.
void Applier::end_watch(Attempt& attempt, const Effect& effect, const std::string& text) {
  const bool has_told = attempt.watches.contains(effect.key);
  if (!has_told && !may_watch(effect.kind, effect.request)) return;
  const auto outcome = nlohmann::json::parse(text, nullptr, false);
  if (has_told || has_failed(outcome)) end_told(attempt.watches[effect.key], outcome, event_.at);
}

void Applier::end_asking(Attempt& attempt) {
  if (!attempt.asked_since || asks_somebody(attempt)) return;
  attempt.started_at += event_.at - *attempt.asked_since;
  attempt.asked_since.reset();
}

}  // namespace golive
