// table.sort as a bottom-up merge: stable, so that the order is the same whatever the entries'
// history, and safe with an order function that contradicts itself.
#include <algorithm>

#include "lua/library.h"
#include "lua/sandbox.h"

namespace golive {
namespace {

// Stack: 1 the table, 2 the order function or nil, 3 the work table.
constexpr int table_index = 1, order_index = 2, work_index = 3;

// Whether the value on top belongs before the one under it.
bool belongs_before(lua_State* lua) {
  if (lua_isnil(lua, order_index)) return lua_compare(lua, -1, -2, LUA_OPLT) != 0;
  lua_pushvalue(lua, order_index);
  lua_pushvalue(lua, -2);
  lua_pushvalue(lua, -4);
  lua_call(lua, 2, 1);
  const bool before = lua_toboolean(lua, -1) != 0;
  lua_pop(lua, 1);
  return before;
}

void copy(lua_State* lua, int from, lua_Integer source, int to, lua_Integer target) {
  lua_rawgeti(lua, from, source);
  lua_rawseti(lua, to, target);
}

// Merges [low, middle) and [middle, high) of `from` into `to`.
void merge(lua_State* lua, int from, int to, lua_Integer low, lua_Integer middle,
           lua_Integer high) {
  lua_Integer left = low, right = middle;
  for (lua_Integer target = low; target < high; ++target) {
    bool take_right = left == middle;
    if (!take_right && right < high) {
      lua_rawgeti(lua, from, left);
      lua_rawgeti(lua, from, right);
      take_right = belongs_before(lua);
      lua_pop(lua, 2);
    }
    copy(lua, from, take_right ? right++ : left++, to, target);
  }
}

}  // namespace

int sort_table(lua_State* lua) {
  luaL_checktype(lua, table_index, LUA_TTABLE);
  if (!lua_isnoneornil(lua, order_index)) luaL_checktype(lua, order_index, LUA_TFUNCTION);
  lua_settop(lua, order_index);
  const auto length = static_cast<lua_Integer>(lua_rawlen(lua, table_index));
  lua_newtable(lua);
  int from = table_index, to = work_index;
  for (lua_Integer width = 1; width < length; width *= 2) {
    Sandbox::of(lua).spend(lua, static_cast<std::uint64_t>(length) * 4);
    for (lua_Integer low = 1; low <= length; low += 2 * width)
      merge(lua, from, to, low, std::min(low + width, length + 1),
            std::min(low + 2 * width, length + 1));
    std::swap(from, to);
  }
  if (from == work_index)
    for (lua_Integer index = 1; index <= length; ++index)
      copy(lua, work_index, index, table_index, index);
  return 0;
}

}  // namespace golive
