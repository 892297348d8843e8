#include "core/decide.h"

namespace golive {
Wants react(const Run& run) {
  Wants wants;
  if (is_final(run)) return wants;
  for (const auto& [id, attempt] : run.attempts) {
    if (attempt.diverged) continue;
    bool doubt = false;
    for (const auto place : attempt.open) {
      const Effect& effect = attempt.effects[place];
      doubt = doubt || effect.in_doubt;
      const auto watch = attempt.watches.find(effect.key);
      const bool has_ended = watch != attempt.watches.end() && watch->second.outcome;
      if (!effect.in_doubt && !has_ended && leaves_the_engine(effect.kind))
        wants.effects.emplace_back(id, effect.key);
    }
    if (!doubt) wants.bodies.push_back(id);  // a body in doubt is begun again once it is answered
  }
  return wants;
}

const Effect* find_effect(const Run& run, const AttemptId& id, const EffectKey& key) {
  const auto attempt = run.attempts.find(id);
  if (attempt == run.attempts.end()) return nullptr;
  const auto place = attempt->second.places.find(key);
  return place == attempt->second.places.end() ? nullptr : &attempt->second.effects[place->second];
}

}  // namespace golive
