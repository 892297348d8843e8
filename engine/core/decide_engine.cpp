// Bodies and the world report. From what comes too late (its attempt has ended) nothing may follow;
// of a late outcome it is recorded that it came.
#include <nlohmann/json.hpp>

#include "core/consequence.h"
#include "core/decider.h"

namespace golive {
namespace {

// What is under way, and must not happen twice. Conditions and probes only look: looking again does
// no harm.
bool may_be_doubted(const Run& run, const AttemptId& id, const Effect& effect) {
  if (id.slot == Slot::when || id.slot == Slot::probe) return false;
  if (effect.outcome || effect.in_doubt || !leaves_the_engine(effect.kind)) return false;
  if (const auto may = may_repeat(effect.kind, effect.request)) return !*may;
  const Item& item = run.plan->items[id.item];
  return item.interruption != Interruption::retry || id.slot != Slot::action;
}

EventBody next_probe(const Run& run, ItemIndex item) {
  const auto begun = run.items[item].attempts[static_cast<std::size_t>(Slot::probe)];
  return event::AttemptStarted{{item, Slot::probe, begun + 1}};
}

// One at a time.
void start_probe(const Run& run, ItemIndex item, Events& events) {
  for (const auto& each : run.attempts)
    if (each.first.item == item && each.first.slot == Slot::probe) return;
  events.push_back(next_probe(run, item));
}

Events condition_ended(const AttemptId& id, const std::string& result) {
  Events events{event::AttemptSucceeded{id, result}};
  const auto answer = nlohmann::json::parse(result, nullptr, false);
  if (answer.is_object() && answer.value("met", false)) return events;
  const std::string reason = answer.is_object() ? answer.value("reason", "") : "";
  events.push_back(
      event::ItemSkipped{id.item, reason.empty() ? "its condition is not met" : reason, true});
  return events;
}

// The probe speaks for the effect it was told of; another looks for the next one.
Events probe_ended(const Run& run, const AttemptId& id, const std::string& result) {
  Events events{event::AttemptSucceeded{id, result}};
  const auto json = nlohmann::json::parse(result, nullptr, false);
  const auto answer = parse_enum<DoubtAnswer>(json.is_object() ? json.value("answer", "") : "");
  const auto& looked_for = run.attempts.at(id).looks_for;
  if (!answer || !looked_for) return events;  // it could not tell: a person does
  const std::string outcome = json.contains("outcome") ? json["outcome"].dump() : "{}";
  const Effect* effect = find_effect(run, looked_for->first, looked_for->second);
  if (effect && effect->in_doubt)  // else a person was quicker
    events.push_back(event::DoubtAnswered{looked_for->first, looked_for->second, *answer, outcome,
                                          "by its probe"});
  const auto attempt = run.attempts.find(looked_for->first);
  const bool more = attempt != run.attempts.end() && any_open(attempt->second, [&](auto& other) {
                      return other.in_doubt && other.key != looked_for->second &&
                             is_probed(run, looked_for->first, other);
                    });
  if (more) events.push_back(next_probe(run, id.item));
  return events;
}

// Why an outcome comes too late. Empty: it says again what is recorded, or that has been refused
// already; the world may repeat itself as often as it likes.
std::string refusal(const Run& run, const command::FinishEffect& late, const Effect* effect) {
  if (!effect) return run.unanswered.contains({late.id, late.key}) ? "its attempt was over" : "";
  if (effect->refused || effect->outcome == late.outcome) return "";
  return effect->in_doubt ? "it was in doubt" : "it had another outcome";
}

}  // namespace

Result<Events> Decider::operator()(const command::Tick&) const { return Events{}; }

Result<Events> Decider::operator()(const command::TakeOver& c) const {
  Events events{event::EngineTookOver{c.epoch}};
  for (const auto& [id, attempt] : run_.attempts) {
    bool probed = false;
    for (const auto place : attempt.open) {
      const Effect& effect = attempt.effects[place];
      if (c.certain.contains({id, effect.key}) || !may_be_doubted(run_, id, effect)) continue;
      events.push_back(event::DoubtArose{
          id,
          effect.key,
          "the engine ended while this was under way, and no outcome was recorded",
          {},
          {}});
      probed = probed || is_probed(run_, id, effect);
    }
    if (probed) start_probe(run_, id.item, events);
  }
  return events;
}

Result<Events> Decider::operator()(const command::LoseEffect& c) const {
  const Effect* effect = find_effect(run_, c.id, c.key);
  if (!effect || !may_be_doubted(run_, c.id, *effect)) return Events{};
  Events events{event::DoubtArose{c.id, c.key, c.why, {}, {}}};
  if (is_probed(run_, c.id, *effect)) start_probe(run_, c.id.item, events);
  return events;
}

Result<Events> Decider::operator()(const command::RequestEffect& c) const {
  if (!run_.attempts.contains(c.id) || find_effect(run_, c.id, c.key)) return Events{};
  Events events{event::EffectRequested{c.id, c.key, c.kind, c.request}};
  if (!c.outcome.empty()) events.push_back(event::EffectFinished{c.id, c.key, c.outcome});
  return events;
}

Result<Events> Decider::operator()(const command::FinishEffect& c) const {
  const Effect* effect = find_effect(run_, c.id, c.key);
  if (effect && !effect->outcome && !effect->in_doubt)
    return end_of(run_.attempts.at(c.id), *effect, c);
  const std::string why = refusal(run_, c, effect);
  if (why.empty() || is_final(run_)) return Events{};
  return Events{event::OutcomeRefused{c.id, c.key, c.outcome, why}};
}

Result<Events> Decider::operator()(const command::FinishBody& c) const {
  if (!run_.attempts.contains(c.id)) return Events{};
  if (!c.ok) return failure(run_, c.id, c.result_or_error, command_.at);
  switch (c.id.slot) {
    case Slot::when:
      return condition_ended(c.id, c.result_or_error);
    case Slot::probe:
      return probe_ended(run_, c.id, c.result_or_error);
    case Slot::action:
    case Slot::undo:
      break;
  }
  return Events{event::AttemptSucceeded{c.id, c.result_or_error}};
}

Result<Events> Decider::operator()(const command::BodyDiverged& c) const {
  if (!run_.attempts.contains(c.id)) return Events{};
  const std::string why = "the body asks for something else than it did before";
  if (c.id.slot == Slot::probe) return failure(run_, c.id, why, command_.at);
  return Events{event::DoubtArose{c.id, c.key, why, c.expected, c.asked}};
}

}  // namespace golive
