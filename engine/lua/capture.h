// capture: what a body takes from an answer without ever seeing it. In the request it is
// {"token":"$.access_token"}; the outcome says which were taken, {"captured":["token"]}; the body
// gets a handle for each, like a secret's. Raises; for use between Lua frames.
#pragma once

#include <lua.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "lua/request_fields.h"

namespace golive {

// The field `capture` into the request, if it is given.
void copy_capture(const RequestFields& fields, nlohmann::json& request);
// Pushes the handles of all that the table at `capture` names. Raises if one was not taken; `asked`
// is how messages name the request.
void push_captured(lua_State* lua, int capture, const nlohmann::json& outcome,
                   const std::string& asked);

}  // namespace golive
