// Key order: the fixed order in which a table's keys are visited: numbers ascending, then strings
// by their bytes, then false and true. Other keys (tables, functions) have no order that two runs
// would share.
#pragma once

#include <lua.hpp>

namespace golive {

// Pushes a list of the keys of the table at `index` in that order, and returns their number. Raises
// on a key without order.
lua_Integer push_ordered_keys(lua_State* lua, int index);
// Pushes the key that follows the one at `previous` (nil: the first), if there is one.
bool push_next_key(lua_State* lua, int table, int previous);

}  // namespace golive
