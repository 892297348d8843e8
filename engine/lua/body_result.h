// What a body's function returns, as the JSON that is recorded: `run` and `undo` any value; `when`
// {"met":true,"reason":""}; `probe` {"answer":"done","outcome":{...}}.
#pragma once

#include <lua.hpp>

namespace golive {

// A Lua function: calls its first argument with its second, and returns the JSON text. Upvalue: the
// Slot.
int run_slot(lua_State* lua);

}  // namespace golive
