// The string, utf8 and math functions: Lua's own, with the work they do in C counted; those that
// show addresses, draw at random or can be kept busy are replaced.
#include <array>
#include <string>

#include "base/limits.h"
#include "lua/failure.h"
#include "lua/library.h"
#include "lua/sandbox.h"

namespace golive {
namespace {

constexpr std::size_t bytes_per_step = 16;

// Calls Lua's own function, after counting the bytes it is given. Upvalue: that function.
int counted(lua_State* lua) {
  std::size_t bytes = 0;
  for (int index = 1; index <= lua_gettop(lua); ++index)
    if (lua_type(lua, index) == LUA_TSTRING) bytes += lua_rawlen(lua, index);
  Sandbox::of(lua).spend(lua, bytes / bytes_per_step);
  return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

template <std::size_t N>
void keep(lua_State* lua, lua_CFunction open, const std::array<const char*, N>& names) {
  lua_newtable(lua);
  lua_pushcfunction(lua, open);
  lua_call(lua, 0, 1);
  for (const char* name : names) {
    lua_getfield(lua, -1, name);
    if (lua_iscfunction(lua, -1)) lua_pushcclosure(lua, counted, 1);
    lua_setfield(lua, -3, name);
  }
  lua_pop(lua, 1);
}

int repeat(lua_State* lua) {
  std::size_t size = 0, separator_size = 0;
  const char* text = luaL_checklstring(lua, 1, &size);
  const lua_Integer count = luaL_checkinteger(lua, 2);
  const char* separator = luaL_optlstring(lua, 3, "", &separator_size);
  luaL_Buffer buffer;
  luaL_buffinit(lua, &buffer);
  const std::size_t piece = size + separator_size;
  if (count > 0 && piece > 0) {  // nothing, repeated, would loop all the same
    if (static_cast<std::size_t>(count) > limits::lua_memory_bytes / piece)
      Sandbox::of(lua).exceed(lua, "string.rep: the result is larger than " +
                                       std::to_string(limits::lua_memory_bytes >> 20) +
                                       " MB, the memory there is");
    for (lua_Integer step = 1; step <= count; ++step) {
      luaL_addlstring(&buffer, text, size);
      if (step < count) luaL_addlstring(&buffer, separator, separator_size);
    }
    Sandbox::of(lua).spend(lua, static_cast<std::uint64_t>(count));
  }
  luaL_pushresult(&buffer);
  return 1;
}

}  // namespace

void push_string_library(lua_State* lua) {
  keep(lua, luaopen_string, std::array{"byte", "char", "len", "lower", "reverse", "sub", "upper"});
  lua_pushcfunction(lua, luaopen_string);
  lua_call(lua, 0, 1);
  lua_getfield(lua, -1, "format");
  lua_pushcclosure(lua, format_string, 1);
  lua_setfield(lua, -3, "format");
  lua_pop(lua, 1);
  lua_pushcfunction(lua, repeat);
  lua_setfield(lua, -2, "rep");
  push_pattern_functions(lua);
}

void push_math_library(lua_State* lua) {  // without random and randomseed: ctx:random
  keep(lua, luaopen_math,
       std::array{"abs", "acos",       "asin", "atan", "ceil", "cos", "deg",
                  "exp", "floor",      "fmod", "huge", "log",  "max", "maxinteger",
                  "min", "mininteger", "modf", "pi",   "rad",  "sin", "sqrt",
                  "tan", "tointeger",  "type", "ult"});
}

void push_utf8_library(lua_State* lua) {
  keep(lua, luaopen_utf8, std::array{"char", "charpattern", "codepoint", "codes", "len", "offset"});
}

}  // namespace golive
