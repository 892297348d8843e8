#include "core/effect.h"

#include <nlohmann/json.hpp>

namespace golive {

namespace {

// A request without a method is a GET (docs/effects.md).
bool only_reads(const std::string& request) {
  const auto json = nlohmann::json::parse(request, nullptr, false);
  if (!json.is_object()) return false;
  const auto method = json.find("method");
  return method == json.end() || *method == "GET" || *method == "HEAD";
}

}  // namespace

bool is_repeatable(EffectKind kind, const std::string& request) {
  switch (kind) {
    case EffectKind::exec:
      return false;
    case EffectKind::http:
      return only_reads(request);
    case EffectKind::poll:
    case EffectKind::sleep:
    case EffectKind::ask:
    case EffectKind::log:
    case EffectKind::check:
    case EffectKind::evidence:
      return true;
  }
  return false;
}

}  // namespace golive
