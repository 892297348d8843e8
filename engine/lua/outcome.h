// What came of an effect, as the functions of ctx find it: a table, read from the outcome's JSON
// with no JSON value in between.
#pragma once

#include <lua.hpp>
#include <nlohmann/json_fwd.hpp>

namespace golive {

// Pushes the outcome that the body goes on with as a table; anything that is no object counts as an
// empty one.
void push_outcome(lua_State* lua);
// A field of the table on top.
bool has_field(lua_State* lua, const char* name);
nlohmann::json field_of(lua_State* lua, const char* name);
void set_nil(lua_State* lua, const char* name);
// Puts the value on top into the table below it, where that has none of its type; pops it.
void set_default(lua_State* lua, const char* name);

}  // namespace golive
