#include "lua/key_order.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "lua/failure.h"
#include "lua/sandbox.h"

namespace golive {
namespace {

struct Key {
  int rank = 0;  // numbers, strings, booleans
  bool integer = false;
  lua_Integer whole = 0;
  lua_Number number = 0;
  std::string_view text = {};  // stays valid: the table holds the string

  friend bool operator<(const Key& a, const Key& b) {
    if (a.rank != b.rank) return a.rank < b.rank;
    if (a.rank == 1) return a.text < b.text;
    if (a.integer && b.integer) return a.whole < b.whole;
    return a.number < b.number;  // a float key has a fraction, or is beyond all integers
  }
};

Key read_key(lua_State* lua, int index) {
  Key key;
  switch (lua_type(lua, index)) {
    case LUA_TNUMBER:
      key.integer = lua_isinteger(lua, index);
      key.whole = key.integer ? lua_tointeger(lua, index) : 0;
      key.number = lua_tonumber(lua, index);
      return key;
    case LUA_TSTRING: {
      std::size_t size = 0;
      const char* text = lua_tolstring(lua, index, &size);
      key.rank = 1;
      key.text = {text, size};
      return key;
    }
    case LUA_TBOOLEAN:
      key.rank = 2;
      key.integer = true;
      key.whole = lua_toboolean(lua, index);
      return key;
    default:
      raise(lua,
            std::string("a table with a key that is a ") + luaL_typename(lua, index) +
                " has no fixed order",
            "use numbers or strings as keys, or keep a list beside it");
  }
}

void push_key(lua_State* lua, const Key& key) {
  if (key.rank == 1)
    lua_pushlstring(lua, key.text.data(), key.text.size());
  else if (key.rank == 2)
    lua_pushboolean(lua, key.whole != 0);
  else if (key.integer)
    lua_pushinteger(lua, key.whole);
  else
    lua_pushnumber(lua, key.number);
}

}  // namespace

lua_Integer push_ordered_keys(lua_State* lua, int index) {
  index = lua_absindex(lua, index);
  std::vector<Key> keys;
  for (lua_pushnil(lua); lua_next(lua, index); lua_pop(lua, 1)) keys.push_back(read_key(lua, -2));
  Sandbox::of(lua).spend(lua, keys.size() * 8);  // they are sorted
  std::sort(keys.begin(), keys.end());
  lua_createtable(lua, static_cast<int>(keys.size()), 0);
  lua_Integer place = 0;
  for (const Key& key : keys) {
    push_key(lua, key);
    lua_rawseti(lua, -2, ++place);
  }
  return place;
}

bool push_next_key(lua_State* lua, int table, int previous) {
  table = lua_absindex(lua, table);
  const bool first = lua_isnil(lua, previous);
  const Key after = first ? Key{} : read_key(lua, previous);
  Key best;
  bool found = false;
  std::uint64_t steps = 0;
  for (lua_pushnil(lua); lua_next(lua, table); lua_pop(lua, 1), ++steps) {
    const Key key = read_key(lua, -2);
    if ((first || after < key) && (!found || key < best)) best = key, found = true;
  }
  Sandbox::of(lua).spend(lua, steps);
  if (found) push_key(lua, best);
  return found;
}

}  // namespace golive
