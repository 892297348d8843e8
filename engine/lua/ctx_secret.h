// Secret handles: what ctx:secret gives. Never a text: it is filled in where the request leaves the
// engine, and the log knows its name only.
#pragma once

#include <lua.hpp>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "core/plan.h"

namespace golive {

// The handle at `index` as it stands in a request: {"$secret":"name","prefix":"Bearer "}; none: no
// handle.
std::optional<nlohmann::json> secret_at(lua_State* lua, int index);

// Pushes the handle of a secret, or of a value that was captured.
void push_secret(lua_State* lua, const std::string& id);

// Why the plan's secret of that name cannot be used; none if it can.
std::optional<Error> unknown_secret(const Plan& plan, const std::string& name);

}  // namespace golive
