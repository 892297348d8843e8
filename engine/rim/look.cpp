#include "rim/look.h"

#include <nlohmann/json.hpp>

#include "base/json_depth.h"
#include "rim/component_health.h"
#include "rim/expectation.h"

namespace golive {
namespace {

using nlohmann::json;

// A program or a secret is not there, or nothing of what was looked for: nobody has seen anything.
bool is_blind(const std::string& why, const json& outcome) {
  return outcome.contains("not_started") || why.starts_with("cannot start") ||
         why.starts_with("no data");
}

Look of_mismatch(const std::optional<std::string>& why, const json& outcome) {
  if (!why) return {Seen::ok};
  return {is_blind(*why, outcome) ? Seen::no_data : Seen::failed, *why};
}

std::string named(const Components& components) {
  std::string names;
  for (const auto& [name, health] : components)
    if (health != Health::ok)
      names += (names.empty() ? "" : ", ") + name + " is " + std::string(text_of(health));
  return names;
}

// A service that is down says so with 503, and in its body why. One that says it is well with such
// a status is not.
Look look_at_health(const json& expect, const json& request, const json& outcome) {
  auto others = expect;
  others.erase("health");
  auto status_aside = others;
  status_aside["status"] = outcome.value("status", json());
  auto look = of_mismatch(
      mismatch(outcome.contains("status") ? status_aside : others, request, outcome), outcome);
  if (look.seen != Seen::ok) return look;
  const auto body = outcome.value("body", outcome.value("out", std::string()));
  const auto refused = mismatch(others, request, outcome);
  const auto document = is_nested_too_deeply(body) ? json(json::value_t::discarded)
                                                   : json::parse(body, nullptr, false);
  if (!document.is_object()) return {Seen::failed, refused.value_or("the body tells no health")};
  const auto told = told_health(document);
  auto why = named(told.components);
  if (refused) why = *refused + (why.empty() ? "" : ": " + why);
  if (why.empty() && told.health != Health::ok) why = "it is " + std::string(text_of(told.health));
  if (refused || told.health == Health::down) return {Seen::failed, why, told.components};
  if (told.health == Health::ok) return {Seen::ok, {}, told.components};
  const bool borne = expect["health"] == text_of(Health::degraded);
  return {borne ? Seen::degraded : Seen::failed, why, told.components};
}

}  // namespace

Look look_at(const json& expect, const json& request, const json& outcome) {
  if (expect.contains("health")) return look_at_health(expect, request, outcome);
  return of_mismatch(mismatch(expect, request, outcome), outcome);
}

}  // namespace golive
