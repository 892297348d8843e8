// The requests that more than one ctx function makes (docs/effects.md), from the table at `index`.
#pragma once

#include <lua.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "lua/request_fields.h"

namespace golive {

// { "prog", "arg", env = , stdin = , cwd = , ok = , timeout = }
nlohmann::json exec_request(lua_State* lua, int index, const std::string& call);
// The fields url, method, headers, body, json, ok, timeout of a table that may have others, too.
nlohmann::json http_request(const RequestFields& fields);

// The outcome that the body goes on with; anything that is no object counts as an empty one.
nlohmann::json outcome_of(lua_State* lua);
// The last lines of a text, on one line: what a message has room for.
std::string tail_of(const std::string& text);

}  // namespace golive
