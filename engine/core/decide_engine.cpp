// Bodies and the world report. What comes too late (its attempt has ended) is no event: nothing may
// follow from it.
#include <nlohmann/json.hpp>

#include "core/consequence.h"
#include "core/decider.h"

namespace golive {
namespace {

bool leaves_the_engine(EffectKind kind) {
  return kind == EffectKind::exec || kind == EffectKind::http || kind == EffectKind::poll;
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

// The probe speaks for the first effect in doubt of the attempt it was started for.
Events probe_ended(const Run& run, const AttemptId& id, const std::string& result) {
  Events events{event::AttemptSucceeded{id, result}};
  const auto json = nlohmann::json::parse(result, nullptr, false);
  const auto answer = parse_enum<DoubtAnswer>(json.is_object() ? json.value("answer", "") : "");
  if (!answer) return events;  // it could not tell: a person does
  const std::string outcome = json.contains("outcome") ? json["outcome"].dump() : "{}";
  for (const auto& [doubted, attempt] : run.attempts) {
    if (doubted.item != id.item) continue;
    for (const Effect& effect : attempt.effects)
      if (effect.in_doubt) {
        events.push_back(
            event::DoubtAnswered{doubted, effect.key, *answer, outcome, "by its probe"});
        return events;
      }
  }
  return events;
}

}  // namespace

Result<Events> Decider::operator()(const command::Tick&) const { return Events{}; }

Result<Events> Decider::operator()(const command::TakeOver& c) const {
  Events events{event::EngineTookOver{c.epoch}};
  for (const auto& [id, attempt] : run_.attempts) {
    if (id.slot == Slot::when || id.slot == Slot::probe)
      continue;  // they only look: looking again does no harm
    const Item& item = run_.plan->items[id.item];
    bool doubt = false;
    for (const Effect& effect : attempt.effects) {
      if (effect.outcome || effect.in_doubt || !leaves_the_engine(effect.kind)) continue;
      if (is_repeatable(effect.kind, effect.request)) continue;
      if (item.interruption == Interruption::retry && id.slot == Slot::action) continue;
      events.push_back(event::DoubtArose{
          id,
          effect.key,
          "the engine ended while this was under way, and no outcome was recorded",
          {},
          {}});
      doubt = true;
    }
    // The probe looks for the action; it knows nothing of an undo.
    if (doubt && item.has_probe && id.slot == Slot::action)
      events.push_back(event::AttemptStarted{
          {id.item, Slot::probe,
           run_.items[id.item].attempts[static_cast<std::size_t>(Slot::probe)] + 1}});
  }
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
  if (!effect || effect->outcome || effect->in_doubt) return Events{};
  return Events{event::EffectFinished{c.id, c.key, c.outcome}};
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
  return Events{event::DoubtArose{
      c.id, c.key, "the body asks for something else than it did before", c.expected, c.asked}};
}

}  // namespace golive
