// Library: what sandboxed code finds in its environment: Lua's own library without all that is not
// deterministic or not bounded, and strict about names that are not there.
#pragma once

#include <lua.hpp>
#include <optional>
#include <string>

#include "base/error.h"

namespace golive {

// Builds the environment of a fresh state and puts it in the place of its globals.
void open_libraries(lua_State* lua);

// The parts, each leaving one table on the stack, or adding to the environment on top.
void add_base_library(lua_State* lua);
void push_table_library(lua_State* lua);
void push_string_library(lua_State* lua);  // and makes it the metatable of strings
void push_math_library(lua_State* lua);
void push_utf8_library(lua_State* lua);

int sort_table(lua_State* lua);     // table.sort: stable, whatever the order function says
int format_string(lua_State* lua);  // string.format without addresses; upvalue: Lua's own
void push_pattern_functions(lua_State* lua);  // find, match, gmatch, gsub into the table on top

// tostring() without addresses. Pushes.
void push_text_of(lua_State* lua, int index);

// Why a global of that name cannot be used; none if it can.
std::optional<Error> unknown_global(lua_State* lua, const std::string& name);

// Replaces the table on top by a read-only view of it, in which a field that is not there is an
// error that says `noun`. The table must have no metatable.
void make_strict(lua_State* lua, const std::string& noun);

}  // namespace golive
