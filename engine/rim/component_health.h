// Component health: what a service says of itself and its components, folded to ok, degraded or
// down: Spring Boot's actuator, Nest's terminus, plain JSON. Pure. What says of itself that it is
// down is down; what is well with a component that is not is degraded; what says nothing of itself
// is as its components are. A word that nobody knows, or nothing at all, is down.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/samples.h"

namespace golive {

struct ToldHealth {
  Health health = Health::down;
  Components components = {};  // at most limits::watch_components
};

// What golive.health's `fold` says of it, too.
ToldHealth told_health(const nlohmann::json& document);

}  // namespace golive
