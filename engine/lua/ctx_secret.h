// Secret handles: what ctx:secret gives. Never a text: it is filled in where the request leaves the
// engine, and the log knows its name only.
#pragma once

#include <lua.hpp>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace golive {

// The handle at `index` as it stands in a request: {"$secret":"name","prefix":"Bearer "}; none: no
// handle.
std::optional<nlohmann::json> secret_at(lua_State* lua, int index);

}  // namespace golive
