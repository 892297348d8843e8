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

// What is under way, and must not happen twice. Conditions and probes only look: looking again does
// no harm.
bool may_be_doubted(const Run& run, const AttemptId& id, const Effect& effect) {
  if (id.slot == Slot::when || id.slot == Slot::probe) return false;
  if (effect.outcome || effect.in_doubt || !leaves_the_engine(effect.kind)) return false;
  if (const auto may = may_repeat(effect.kind, effect.request)) return !*may;
  const Item& item = run.plan->items[id.item];
  return item.interruption != Interruption::retry || id.slot != Slot::action;
}

// The probe looks for the action; it knows nothing of an undo. One at a time.
void start_probe(const Run& run, const AttemptId& id, Events& events) {
  if (!run.plan->items[id.item].has_probe || id.slot != Slot::action) return;
  for (const auto& each : run.attempts)
    if (each.first.item == id.item && each.first.slot == Slot::probe) return;
  const auto begun = run.items[id.item].attempts[static_cast<std::size_t>(Slot::probe)];
  events.push_back(event::AttemptStarted{{id.item, Slot::probe, begun + 1}});
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
    for (const auto place : attempt.open)
      if (const Effect& effect = attempt.effects[place]; effect.in_doubt) {
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
    bool doubt = false;
    for (const auto place : attempt.open) {
      const Effect& effect = attempt.effects[place];
      if (c.certain.contains({id, effect.key}) || !may_be_doubted(run_, id, effect)) continue;
      events.push_back(event::DoubtArose{
          id,
          effect.key,
          "the engine ended while this was under way, and no outcome was recorded",
          {},
          {}});
      doubt = true;
    }
    if (doubt) start_probe(run_, id, events);
  }
  return events;
}

Result<Events> Decider::operator()(const command::LoseEffect& c) const {
  const Effect* effect = find_effect(run_, c.id, c.key);
  if (!effect || !may_be_doubted(run_, c.id, *effect)) return Events{};
  Events events{event::DoubtArose{c.id, c.key, c.why, {}, {}}};
  start_probe(run_, c.id, events);
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
  const std::string why = "the body asks for something else than it did before";
  if (c.id.slot == Slot::probe) return failure(run_, c.id, why, command_.at);
  return Events{event::DoubtArose{c.id, c.key, why, c.expected, c.asked}};
}

}  // namespace golive
