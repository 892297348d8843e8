// JSON and Lua values. A list is a table with 1..n, an object one with texts as keys; an empty
// table is an empty object; null is nil. Both directions raise Lua errors, and are for use between
// Lua frames.
#pragma once

#include <lua.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace golive {

enum class Handles { refused, allowed };

// The value at `index`; `what` names it in messages ("the result", "json").
nlohmann::json to_json(lua_State* lua, int index, const std::string& what,
                       Handles handles = Handles::refused);
void push_json(lua_State* lua, const nlohmann::json& json);

// For a sentence: a text as it is, anything else as JSON, null as nothing.
std::string to_message(const nlohmann::json& json);

}  // namespace golive
