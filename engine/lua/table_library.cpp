// The table functions, on plain tables: they go by a table's own length and entries, not by
// metamethods, so that a table that lies about its length cannot keep them busy; what they do is
// counted.
#include <string>

#include "lua/failure.h"
#include "lua/library.h"
#include "lua/sandbox.h"

namespace golive {
namespace {

lua_Integer length_of(lua_State* lua, int index) {
  luaL_checktype(lua, index, LUA_TTABLE);
  return static_cast<lua_Integer>(lua_rawlen(lua, index));
}

void spend(lua_State* lua, lua_Integer steps) {
  Sandbox::of(lua).spend(lua, steps > 0 ? static_cast<std::uint64_t>(steps) : 0);
}

// The number of integers from `first` to `last`, which may be anything; raises when over `most`.
lua_Integer count_between(lua_State* lua, lua_Integer first, lua_Integer last, lua_Integer most) {
  if (first > last) return 0;
  const auto distance = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
  if (distance >= static_cast<std::uint64_t>(most))
    raise(lua, "a range of more than " + std::to_string(most) + " elements");
  return static_cast<lua_Integer>(distance) + 1;
}

constexpr lua_Integer most_moved = 10'000'000;
constexpr lua_Integer most_unpacked = 100'000;

int insert(lua_State* lua) {
  const lua_Integer length = length_of(lua, 1);
  const int arguments = lua_gettop(lua);
  if (arguments == 2) {
    lua_rawseti(lua, 1, length + 1);
    return 0;
  }
  if (arguments != 3) raise(lua, "table.insert takes a table, a position if any, and a value");
  const lua_Integer position = luaL_checkinteger(lua, 2);
  luaL_argcheck(lua, position >= 1 && position <= length + 1, 2, "position out of bounds");
  spend(lua, length - position);
  for (lua_Integer index = length; index >= position; --index) {
    lua_rawgeti(lua, 1, index);
    lua_rawseti(lua, 1, index + 1);
  }
  lua_rawseti(lua, 1, position);
  return 0;
}

int remove(lua_State* lua) {
  const lua_Integer length = length_of(lua, 1);
  const lua_Integer position = luaL_optinteger(lua, 2, length);
  if (!lua_isnoneornil(lua, 2))
    luaL_argcheck(lua, (length == 0 && position == 0) || (position >= 1 && position <= length + 1),
                  2, "position out of bounds");
  spend(lua, length - position);
  lua_rawgeti(lua, 1, position);
  for (lua_Integer index = position; index < length; ++index) {
    lua_rawgeti(lua, 1, index + 1);
    lua_rawseti(lua, 1, index);
  }
  if (position <= length) {
    lua_pushnil(lua);
    lua_rawseti(lua, 1, length > position ? length : position);
  }
  return 1;
}

int move(lua_State* lua) {
  const lua_Integer from = luaL_checkinteger(lua, 2), last = luaL_checkinteger(lua, 3),
                    to = luaL_checkinteger(lua, 4);
  const int target = lua_isnoneornil(lua, 5) ? 1 : 5;
  luaL_checktype(lua, 1, LUA_TTABLE);
  luaL_checktype(lua, target, LUA_TTABLE);
  const lua_Integer count = count_between(lua, from, last, most_moved);
  luaL_argcheck(lua, count == 0 || to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
  spend(lua, count);
  const bool backwards = to > from && to <= last && lua_rawequal(lua, 1, target);
  for (lua_Integer step = 0; step < count; ++step) {
    const lua_Integer offset = backwards ? count - 1 - step : step;
    lua_rawgeti(lua, 1, from + offset);
    lua_rawseti(lua, target, to + offset);
  }
  lua_pushvalue(lua, target);
  return 1;
}

int concat(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  std::size_t separator_size = 0;
  const char* separator = luaL_optlstring(lua, 2, "", &separator_size);
  const lua_Integer first = luaL_optinteger(lua, 3, 1);
  const lua_Integer last = luaL_optinteger(lua, 4, static_cast<lua_Integer>(lua_rawlen(lua, 1)));
  const lua_Integer count = count_between(lua, first, last, most_moved);
  spend(lua, count);
  luaL_Buffer buffer;
  luaL_buffinit(lua, &buffer);
  for (lua_Integer step = 0; step < count; ++step) {
    lua_rawgeti(lua, 1, first + step);
    if (!lua_isstring(lua, -1))
      raise(lua, "table.concat: the value at " + std::to_string(first + step) + " is a " +
                     luaL_typename(lua, -1));
    luaL_addvalue(&buffer);
    if (step + 1 < count) luaL_addlstring(&buffer, separator, separator_size);
  }
  luaL_pushresult(&buffer);
  return 1;
}

int unpack(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  const lua_Integer first = luaL_optinteger(lua, 2, 1);
  const lua_Integer last = luaL_optinteger(lua, 3, static_cast<lua_Integer>(lua_rawlen(lua, 1)));
  const lua_Integer count = count_between(lua, first, last, most_unpacked);
  spend(lua, count);
  luaL_checkstack(lua, static_cast<int>(count), "too many results to unpack");
  for (lua_Integer step = 0; step < count; ++step) lua_rawgeti(lua, 1, first + step);
  return static_cast<int>(count);
}

int pack(lua_State* lua) {
  const int count = lua_gettop(lua);
  lua_createtable(lua, count, 1);
  lua_insert(lua, 1);
  for (int index = count; index >= 1; --index) lua_rawseti(lua, 1, index);
  lua_pushinteger(lua, count);
  lua_setfield(lua, 1, "n");
  return 1;
}

constexpr luaL_Reg table_functions[] = {
    {"concat", concat}, {"insert", insert},   {"move", move},     {"pack", pack},
    {"remove", remove}, {"sort", sort_table}, {"unpack", unpack}, {nullptr, nullptr}};

}  // namespace

void push_table_library(lua_State* lua) {
  lua_newtable(lua);
  luaL_setfuncs(lua, table_functions, 0);
}

}  // namespace golive
