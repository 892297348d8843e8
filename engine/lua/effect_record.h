// EffectRecord: what an attempt asked for before, and what came of it. A body that runs again is
// held against it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/effect.h"

namespace golive {

class EffectRecord {
 public:
  explicit EffectRecord(const std::vector<Effect>& effects);

  // The recorded effect of this key, if any; from now on it counts as asked for.
  const Effect* ask(const EffectKey& key);
  [[nodiscard]] const Effect* find(const EffectKey& key) const;
  // What the world and people answered, in the order of the log.
  [[nodiscard]] std::vector<const Effect*> outcomes() const;
  // The first recorded effect that was not asked for again.
  [[nodiscard]] const Effect* missed() const;

 private:
  std::map<EffectKey, Effect> effects_;
  std::set<EffectKey> asked_;
};

// Log, check and evidence: recorded and done, the body does not wait.
bool is_immediate(EffectKind kind);
// `exec {"argv":["./migrate"]}`: how a deviation shows an effect.
std::string shown(EffectKind kind, const std::string& request);

}  // namespace golive
