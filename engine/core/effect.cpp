#include "core/effect.h"

#include <nlohmann/json.hpp>

namespace golive {

namespace {

std::optional<Interruption> declared(const nlohmann::json& request) {
  const auto interruption = request.find("interruption");
  if (interruption == request.end() || !interruption->is_string()) return std::nullopt;
  return parse_enum<Interruption>(interruption->get_ref<const std::string&>());
}

// A request without a method is a GET (docs/effects.md).
bool only_reads(const nlohmann::json& request) {
  const auto method = request.find("method");
  return method == request.end() || *method == "GET" || *method == "HEAD";
}

}  // namespace

bool leaves_the_engine(EffectKind kind) {
  return kind == EffectKind::exec || kind == EffectKind::http || kind == EffectKind::poll;
}

std::string effect_id(const AttemptId& id, const EffectKey& key) {
  return std::to_string(id.item) + "/" + std::string(text_of(id.slot)) + "/" +
         std::to_string(id.attempt) + "/" + key;
}

std::optional<bool> may_repeat(EffectKind kind, const std::string& request) {
  switch (kind) {
    case EffectKind::exec:
    case EffectKind::http: {
      const auto json = nlohmann::json::parse(request, nullptr, false);
      if (!json.is_object()) return std::nullopt;
      if (const auto said = declared(json)) return *said == Interruption::retry;
      if (kind == EffectKind::http && only_reads(json)) return true;
      return std::nullopt;
    }
    case EffectKind::poll:
    case EffectKind::sleep:
    case EffectKind::ask:
    case EffectKind::log:
    case EffectKind::check:
    case EffectKind::evidence:
      return true;
  }
  return std::nullopt;
}

std::optional<Interruption> interruption_of(const std::string& request) {
  const auto json = nlohmann::json::parse(request, nullptr, false);
  return json.is_object() ? declared(json) : std::nullopt;
}

std::optional<Instant> sleep_end(EffectKind kind, const std::string& request) {
  if (kind != EffectKind::sleep) return std::nullopt;
  const auto json = nlohmann::json::parse(request, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto until = json.find("until_ms");
  if (until == json.end() || !until->is_number_integer()) return std::nullopt;
  return Instant(Duration(until->get<std::int64_t>()));
}

}  // namespace golive
