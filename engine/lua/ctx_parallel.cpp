// ctx:parallel { f, g, ... } -> what each returned. Runs them side by side; when all have ended,
// raises the error of the first in the list that failed. Ready-made bodies of the library may stand
// in the list.
#include "lua/body.h"
#include "lua/ctx.h"
#include "lua/failure.h"

namespace golive {
namespace {

constexpr lua_Integer most_branches = 1000;

int join_branches(lua_State* lua, int, lua_KContext) { return Body::of(lua).join(lua); }

}  // namespace

int ctx_parallel(lua_State* lua) {
  lua_settop(lua, 2);
  if (lua_type(lua, 2) != LUA_TTABLE)
    raise(lua, "ctx:parallel takes a list of functions", "write ctx:parallel { f, g }");
  const auto count = static_cast<lua_Integer>(lua_rawlen(lua, 2));
  if (count > most_branches)
    raise(lua, "ctx:parallel has more than " + std::to_string(most_branches) + " branches");
  lua_createtable(lua, static_cast<int>(count), 0);
  for (lua_Integer index = 1; index <= count; ++index) {
    if (lua_rawgeti(lua, 2, index) == LUA_TTABLE) {
      lua_pushliteral(lua, "body");
      lua_rawget(lua, -2);
      lua_remove(lua, -2);
    }
    if (lua_type(lua, -1) != LUA_TFUNCTION)
      raise(lua, "ctx:parallel: entry " + std::to_string(index) + " is no function");
    lua_rawseti(lua, 3, index);
  }
  return Body::of(lua).fork(lua, 3, 1, join_branches);
}

}  // namespace golive
