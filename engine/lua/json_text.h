// JSON as text, straight into Lua: no document is built in between, which for the outcome of a
// request took longer than all that its body does with it.
#pragma once

#include <lua.hpp>
#include <string_view>

namespace golive {

// Pushes its value, as push_json (lua/json_value.h) would; false: the text is no JSON, and nothing
// is pushed.
bool push_json_text(lua_State* lua, std::string_view text);

}  // namespace golive
