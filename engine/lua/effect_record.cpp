#include "lua/effect_record.h"

#include <algorithm>

namespace golive {

EffectRecord::EffectRecord(const std::vector<Effect>& effects) {
  for (const Effect& effect : effects) effects_.emplace(effect.key, effect);
}

const Effect* EffectRecord::ask(const EffectKey& key) {
  const auto found = effects_.find(key);
  if (found == effects_.end()) return nullptr;
  asked_.insert(key);
  return &found->second;
}

const Effect* EffectRecord::find(const EffectKey& key) const {
  const auto found = effects_.find(key);
  return found == effects_.end() ? nullptr : &found->second;
}

std::vector<const Effect*> EffectRecord::outcomes() const {
  std::vector<const Effect*> outcomes;
  for (const auto& [key, effect] : effects_)
    if (effect.outcome && !is_immediate(effect.kind)) outcomes.push_back(&effect);
  std::sort(outcomes.begin(), outcomes.end(), [](const Effect* a, const Effect* b) {
    return a->outcome_seq.value_or(0) < b->outcome_seq.value_or(0);
  });
  return outcomes;
}

const Effect* EffectRecord::missed() const {
  for (const auto& [key, effect] : effects_)
    if (!asked_.contains(key)) return &effect;
  return nullptr;
}

bool is_immediate(EffectKind kind) {
  return kind == EffectKind::log || kind == EffectKind::check || kind == EffectKind::evidence;
}

std::string shown(EffectKind kind, const std::string& request) {
  return std::string(text_of(kind)) + " " + request;
}

}  // namespace golive
