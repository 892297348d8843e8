// Compiling one file, with errors of syntax in words that name what authors get wrong most: a
// comma.
#pragma once

#include <lua.hpp>
#include <string>

namespace golive {

// Pushes the file's function, or raises. Text only, never bytecode.
void compile_file(lua_State* lua, const std::string& file, const std::string& text);

}  // namespace golive
